# run: total_i64_1d([1, 2]) == 3
# run: total_f64_2d([[1.0, 2.0], [3.0, 5.0]]) == 11.0
# run: total_i64_0d(5) == 5
# run: spread_f32([[1.0, 5.0], [2.0, 2.5]]) == [4.0, 0.5]

#! Generic in type and rank at once.

pub fn total<T: i64 | f64>(x: T[..s]) -> T = sum(x);
fn width<T: real>(x: T[..s]) -> T = max(x) - min(x);
pub fn spread<T: f32 | i8>(x: T[n, m]) -> T[n] = for i in 0..n: width(x[i]);
