# run: outer_sum_1d([1.0, 2.0], 3.0) == [4.0, 5.0]
# run: outer_sum_2d([[1.0, 2.0]], [3.0]) == [[4.0, 5.0]]
# run: shapes_3d(full(0.0, 2, 3, 4)) == (9, 24)
# run: shapes_0d(1.0) == (0, 1)
# run: filled_2d(full(7.0, 2, 2)) == [[1.0, 1.0], [1.0, 1.0]]

#! `..s` beside fixed dimensions, `x.shape` and arrays of the same shape.

pub fn outer_sum(x: f64[..s, n], y: f64[..s]) -> f64[..s, n] = x + y[..., new];
pub fn shapes(x: f64[..s]) -> (i64, i64) = (sum(x.shape), prod(x.shape));
pub fn filled(x: f64[..s]) -> f64[..s] = f64[..s](1);
