# run: triangle(4) == 6
# run: triangle(0) == 0
# run: triangle(-3) == 0
# run: grid(3, 2) == 9
# run: inner([[1, 2], [3, 4]]) == [3, 7]
# run: weighted([10, 20, 30]) == 80

#! Reductions over `for`: a reversed range is empty.

pub fn triangle(n: i64) -> i64 = sum(for i in 0..n: i);
pub fn grid(n: i64, m: i64) -> i64 = sum(for i in 0..n, j in 0..m: i + j);
pub fn inner(x: i64[n, m]) -> i64[n] = for i: sum(for j: x[i, j]);
pub fn weighted(x: i64[n]) -> i64 = sum(for i: i * x[i]);
