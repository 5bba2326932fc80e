# run: own([1.0, 3.0]) == (30.0, 4.0)
# run: local(3) == 6
# run: constants() == (2.5, 6.283185307179586)
# run: called([4.0]) == [3.0]

#! A program's names come before the library's; `std.` reaches the hidden ones.

fn sum(x: f64[n]) -> f64 = 10.0 * max(x);
pub fn own(x: f64[n]) -> (f64, f64) = (sum(x), std.sum(x));
pub fn local(max: i64) -> i64 = 2 * max;
pub fn constants() -> (f64, f64) { let e = 2.5; let tau = 2.0 * pi; (e, tau) }
fn sqrt(x: f64) -> f64 = std.sqrt(x) + 1.0;
pub fn called(x: f64[n]) -> f64[n] = sqrt(x);
