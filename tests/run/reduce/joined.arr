# run: moments([1.0, 2.0, 4.0]) == (7.0, 21.0, 8.0)
# run: moments(empty(0)) == (0.0, 0.0, 1.0)
# run: counts([1, 2, 3, 4]) == (10, 24, 30)
# run: both([true, false]) == (false, true)
# run: both(empty(0)) == (true, false)
# run: chained([1.0, 2.0]) == 9.0
# run: centre([[1.0, 2.0, 4.0], [3.0, 2.0, 4.0]], [1.0, 3.0]) == [2.5, 2.0, 4.0]
# run: fused(0.1) == (0.30000000000000004, 0.010000000000000002)

#! Several sums over one domain; a sum without products beside one with them keeps its roundings.

pub fn moments(x: f64[n]) -> (f64, f64, f64) = (sum(x), sum(x * x), prod(x));
pub fn counts(x: i64[n]) -> (i64, i64, i64) = (sum(x), prod(x), sum(x * x));
pub fn both(x: bool[n]) -> (bool, bool) = (all(x), any(x));
pub fn chained(x: f64[n]) -> f64 { let a = sum(x); sum(for i: a * x[i]) }
pub fn centre(pos: f64[n, 3], mass: f64[n]) -> f64[3] {
    let total = sum(mass);
    for k in 0..3: sum(for i: mass[i] * pos[i, k]) / total
}
pub fn fused(a: f64) -> (f64, f64) {
    let x = for i in 0..3: a;
    (sum(x), sum(x * x) - sum(x * x) + sum(for i in 0..1: x[i] * x[i]))
}
