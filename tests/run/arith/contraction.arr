# run: sum_of_product(1.0000000009313226, 0.9999999990686774, -1.0) == -8.673617379884035e-19
# run: product_first(1.0000000009313226, 0.9999999990686774, -1.0) == -8.673617379884035e-19
# run: product_last(1.0000000009313226, 0.9999999990686774, -1.0) == -8.673617379884035e-19
# run: difference(1.0000000009313226, 0.9999999990686774, 1.0) == -8.673617379884035e-19
# run: negated(1.0000000009313226, 0.9999999990686774, 1.0) == 8.673617379884035e-19
# run: through_let(1.0000000009313226, 0.9999999990686774, -1.0) == 0.0
# run: through_call(1.0000000009313226, 0.9999999990686774, -1.0) == 0.0
# run: through_block(1.0000000009313226, 0.9999999990686774, -1.0) == -8.673617379884035e-19
# run: two_products(1.0000000009313226, 0.9999999990686774, 0.9999999990686774, 1.0000000009313226) == -8.673617379884035e-19
# run: assigned(1.0000000009313226, 0.9999999990686774, -1.0) == -8.673617379884035e-19

#! Which products fuse with a sum: the leftmost operand that is itself a product; not through `let` or a call.

fn times(a: f64, b: f64) -> f64 = a * b;

pub fn sum_of_product(a: f64, b: f64, c: f64) -> f64 = a * b + c;
pub fn product_first(a: f64, b: f64, c: f64) -> f64 = (a * b) + c;
pub fn product_last(a: f64, b: f64, c: f64) -> f64 = c + a * b;
pub fn difference(a: f64, b: f64, c: f64) -> f64 = a * b - c;
pub fn negated(a: f64, b: f64, c: f64) -> f64 = -(a * b) + c;
pub fn through_let(a: f64, b: f64, c: f64) -> f64 { let p = a * b; p + c }
pub fn through_call(a: f64, b: f64, c: f64) -> f64 = times(a, b) + c;
pub fn through_block(a: f64, b: f64, c: f64) -> f64 = ({ a * b }) + c;
pub fn two_products(a: f64, b: f64, c: f64, d: f64) -> f64 = a * b - c * d;
pub fn assigned(a: f64, b: f64, c: f64) -> f64 { var s = c; s += a * b; s }
