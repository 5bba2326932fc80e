# fails: element([1, 2, 3], 3) status Bounds "index 3 is outside axis 0 of `x` with extent 3"
# fails: element([1, 2, 3], -1) status Bounds "index -1"
# fails: cut([1, 2, 3], 1, 4) status Bounds "3"
# fails: gather([1.0, 2.0], [0, 5]) status Bounds "index 5"
# fails: column([[1, 2], [3, 4]], 2) status Bounds "axis 1"
# fails: divide([4, 2], [2, 0]) status Divide
# fails: positive([1.0, -1.0]) status Assert "only positive numbers have a square root here"
# fails: sized([1, 2, 3], 2) status Shape
# fails: same([1.0], [1.0, 2.0]) status Shape
# fails: largest(empty(0)) status Shape
# fails: step(0) status Assert "the step `k` of a range is 0"

#! The errors of a call name what went wrong.

pub fn element(x: i64[n], i: i64) -> i64 = x[i];
pub fn cut(x: i64[n], a: i64, b: i64) -> i64 = sum(x[a:b]);
pub fn gather(x: f64[n], at: i64[k]) -> f64[k] = x[at];
pub fn column(x: i64[n, m], j: i64) -> i64[n] = x[:, j];
pub fn divide(a: i64[n], b: i64[n]) -> i64[n] = a // b;
pub fn positive(x: f64[n]) -> f64[n] { assert all(x > 0.0), "only positive numbers have a square root here"; sqrt(x) }
pub fn sized(x: i64[n], k: i64) -> i64[k] = i64[k](x);
pub fn same(x: f64[n], y: f64[n]) -> f64 = x @ y;
pub fn largest(x: f64[n]) -> f64 = max(x);
pub fn step(k: i64) -> i64 = sum(for i in 0..10 by k: i);
