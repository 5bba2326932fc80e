# run: poly([0.0, 1.0, 2.0]) == [1.0, 2.0, 5.0]
# run: poly(3.0) == 10.0
# run: poly(empty(0)) == empty(0)
# run: table([[0.0, 1.0], [2.0, 3.0]]) == [[1.0, 2.0], [5.0, 10.0]]
# run: mixed([1.0, 2.0], 10.0) == [11.0, 12.0]

#! A function of scalars applied to arrays.

pub fn poly(x: f64) -> f64 = x * x + 1.0;
pub fn table(x: f64[n, m]) -> f64[n, m] = poly(x);
fn add(a: f64, b: f64) -> f64 = a + b;
pub fn mixed(x: f64[n], y: f64) -> f64[n] = add(x, y);
