# run: order(2, 1) == (1, 2)
# run: order(1, 2) == (1, 2)
# run: use_named(17, 5) == 32
# run: dropped(3.0) == 9.0

#! Tuples taken apart by `let`, and fields by name.

fn swap(a: i64, b: i64) -> (i64, i64) = (b, a);
fn divide(a: i64, b: i64) -> (quotient: i64, remainder: i64) = (quotient = a // b, remainder = a % b);
fn powers(x: f64) -> (f64, f64, f64) = (x, x * x, x * x * x);
pub fn order(a: i64, b: i64) -> (i64, i64) {
    if a <= b { (a, b) } else { swap(a, b) }
}
pub fn use_named(a: i64, b: i64) -> i64 {
    let d = divide(a, b);
    d.quotient * 10 + d.remainder
}
pub fn dropped(x: f64) -> f64 {
    let (_, square, _) = powers(x);
    square
}
