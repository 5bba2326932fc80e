# run: rows([[1.0, 3.0], [2.0, 2.0]]) == [[-1.0, 1.0], [0.0, 0.0]]
# run: stack([[[1.0, 3.0]], [[2.0, 2.0]]]) == [[[-1.0, 1.0]], [[0.0, 0.0]]]
# run: columns([[1.0, 3.0], [2.0, 2.0]]) == [[-0.5, 0.5], [0.5, -0.5]]
# run: dots([[1.0, 2.0], [3.0, 4.0]], [10.0, 1.0]) == [12.0, 34.0]
# run: rows(empty(0, 2)) == empty(0, 2)

#! A function on vectors applied to stacks of them, and along another axis.

fn centre(x: f64[n]) -> f64[n] = x - mean(x);
fn dot(x: f64[n], y: f64[n]) -> f64 = sum(x * y);
pub fn rows(x: f64[n, m]) -> f64[n, m] = centre(x);
pub fn stack(x: f64[a, b, c]) -> f64[a, b, c] = centre(x);
pub fn columns(x: f64[n, m]) -> f64[n, m] = centre(x, axis = 0);
pub fn dots(x: f64[n, m], y: f64[m]) -> f64[n] = dot(x, y);
