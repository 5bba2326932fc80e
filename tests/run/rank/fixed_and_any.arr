# run: rows_1d([1.0, 2.0]) == 3.0
# run: rows_2d([[1.0, 2.0], [3.0, 4.0]]) == [3.0, 7.0]
# run: rows_3d([[[1.0, 2.0], [3.0, 4.0]]]) == [[3.0, 7.0]]
# run: shifted_1d([[1.0], [2.0]]) == [[2.0], [1.0]]
# run: pairs_0d(2.0) == [2.0, 2.0]
# run: pairs_1d([2.0, 3.0]) == [[2.0, 2.0], [3.0, 3.0]]
# run: extents(full(1.0, 2, 3), 5.0) == (2, 3, 0)

#! Fixed dimensions beside those of any number, and sizes made of them.

pub fn rows(x: f64[..s, n]) -> f64[..s] = sum(x, axis = -1);
@export("shifted_1d")
pub fn shift(x: f64[n, m]) -> f64[n, m] = flipped(x);
fn flipped(x: f64[n, ..rest]) -> f64[n, ..rest] = x[::-1];
pub fn pairs(x: f64[..s]) -> f64[..s, 2] {
    var y = f64[..s, 2](0);
    y[..., 0] = x;
    y[..., 1] = x;
    y
}
fn shape_of(x: f64[..s]) -> i64 = sum(x.shape);
pub fn extents(x: f64[n, m], y: f64) -> (i64, i64, i64) = (x.shape[0], x.shape[1], shape_of(y));
