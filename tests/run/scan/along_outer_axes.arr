# run: integral([[1, 2, 3], [4, 5, 6]]) == [[1, 3, 6], [5, 12, 21]]
# run: integral([[7]]) == [[7]]
# run: integral(empty(0, 3)) == empty(0, 3)
# run: integral(empty(3, 0)) == empty(3, 0)
# run: columns([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) == [[1.0, 2.0], [4.0, 6.0], [9.0, 12.0]]
# run: middle([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[[1, 2], [4, 6]], [[5, 6], [12, 14]]]
# run: outer([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[[1, 2], [3, 4]], [[6, 8], [10, 12]]]
# run: repeated([[1, 2], [3, 4]], 3) == [[1, 2], [6, 10]]
# run: updated([[1, 2], [3, 4]]) == [[1, 2], [4, 6]]
# run: read_twice([[1, 2], [3, 4]]) == ([[1, 2], [4, 6]], [[1, 4], [2, 6]])

#! Scans along an axis that is not the last: rows of results are made where they belong.

pub fn integral(x: i64[h, w]) -> i64[h, w] = cumsum(cumsum(x, axis = 1), axis = 0);
pub fn columns(x: f64[h, w]) -> f64[h, w] = cumsum(x, axis = 0);
pub fn middle(x: i64[a, b, c]) -> i64[a, b, c] = cumsum(x, axis = 1);
pub fn outer(x: i64[a, b, c]) -> i64[a, b, c] = cumsum(x, axis = 0);
## What a round makes must not be put where it still reads.
pub fn repeated(x: i64[h, w], n: i64) -> i64[h, w] {
    var y = x;
    loop i in 0..n { y = cumsum(y, axis = 0); }
    y
}
pub fn updated(inout x: i64[h, w]) { x = cumsum(x, axis = 0); }
pub fn read_twice(x: i64[h, w]) -> (a: i64[h, w], b: i64[w, h]) {
    let y = cumsum(x, axis = 0);
    (a = y, b = y.T)
}
