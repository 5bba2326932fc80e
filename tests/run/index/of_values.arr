# run: literal(1) == 20
# fails: literal(3) status Bounds "3"
# run: of_call([1, 2, 3], 2) == 6
# run: of_sum([1, 2], [3, 4], 1) == 6
# fails: of_sum([1, 2], [3, 4], 2) status Bounds
# run: of_for(4, 3) == 9
# run: of_tuple([1.0, 4.0]) == 5.0

#! Indices into values that have no name.

fn doubled(x: i64[n]) -> i64[n] = 2 * x;
pub fn literal(i: i64) -> i64 = [10, 20, 30][i];
pub fn of_call(x: i64[n], i: i64) -> i64 = doubled(x)[i];
pub fn of_sum(x: i64[n], y: i64[n], i: i64) -> i64 = (x + y)[i];
pub fn of_for(n: i64, k: i64) -> i64 = (for i in 0..n: i * i)[k];
pub fn of_tuple(x: f64[n]) -> f64 { let (a, b) = for i: (x[i], x[i] + 1.0); a[0] - a[0] + b[1] }
