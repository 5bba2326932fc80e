# run: turned(iota(2, 3)) == ([[3, 4, 5], [0, 1, 2]], [[2, 1, 0], [5, 4, 3]], [[3, 4, 5], [0, 1, 2]], [[1, 2, 0], [4, 5, 3]])
# run: grown(iota(2, 3)) == ([[0, 0, 1, 1, 2, 2], [3, 3, 4, 4, 5, 5]], [[0, 1, 2, 0, 1, 2], [3, 4, 5, 3, 4, 5]], [[0, 1, 2], [0, 1, 2], [3, 4, 5], [3, 4, 5]])
# run: framed(iota(2, 3)) == [[9, 9, 9, 9, 9], [9, 0, 1, 2, 9], [9, 3, 4, 5, 9], [9, 9, 9, 9, 9]]
# run: triangles(iota(3, 3)) == ([[0, 1, 2], [0, 0, 5], [0, 0, 0]], [[0, 0, 0], [3, 0, 0], [6, 7, 0]])
# run: views(iota(4), 2) == [[0, 1], [1, 2], [2, 3]]
# run: shaped(iota(6)) == ([[0, 1, 2], [3, 4, 5]], [[[0, 1]], [[2, 3]], [[4, 5]]])
# run: diagonals([1, 2]) == ([[1, 0], [0, 2]], [1, 2])
# run: piled([1.5], [2.5]) == [[1.5], [2.5]]
# run: blocks([[1, 2]], [[1, 0]]) == [[1, 0, 2, 0]]
# run: spaced(1.0, 2.0) == [1.0, 1.25, 1.5, 1.75, 2.0]

#! Shapes: flips, rolls, repeats, frames, triangles, windows.

pub fn turned(x: i64[n, m]) -> (i64[n, m], i64[n, m], i64[n, m], i64[n, m]) =
    (flip(x, axis = 0), flip(x), roll(x, 1, axis = 0), roll(x, -1));
pub fn grown(x: i64[n, m]) -> (i64[n, m * 2], i64[n, 2 * m], i64[n * 2, m]) = (repeat(x, 2), tile(x, 2), repeat(x, 2, axis = 0));
pub fn framed(x: i64[n, m]) -> i64[n + 2, m + 2] = pad(pad(x, 1, 1, 9, axis = 0), 1, 1, 9);
pub fn triangles(x: i64[n, n]) -> (i64[n, n], i64[n, n]) = (triu(x, 1), tril(x, -1));
pub fn views(x: i64[n], k: i64) -> i64[n - k + 1, k] = windows(x, k);
pub fn shaped(x: i64[6]) -> (i64[2, 3], i64[3, 1, 2]) = (reshape(x, 2, 3), reshape(x, 3, 1, 2));
pub fn diagonals(x: i64[n]) -> (i64[n, n], i64[n]) = (diag(x), diag(diag(x)));
pub fn piled(x: f64[n], y: f64[n]) -> f64[2, n] = stack(x, y);
pub fn blocks(a: i64[n, m], b: i64[p, q]) -> i64[n * p, m * q] = kron(a, b);
pub fn spaced(a: f64, b: f64) -> f64[5] = linspace(a, b, 5);
