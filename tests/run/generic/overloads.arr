# run: ints(3) == 30
# run: floats(3.0) == 1.5
# run: vectors([1.0, 2.0]) == 300.0

#! Several functions of one name.

fn what(x: i64) -> i64 = 10 * x;
fn what(x: f64) -> f64 = 0.5 * x;
fn what(x: f64[n]) -> f64 = 100.0 * sum(x);
pub fn ints(x: i64) -> i64 = what(x);
pub fn floats(x: f64) -> f64 = what(x);
pub fn vectors(x: f64[n]) -> f64 = what(x);
