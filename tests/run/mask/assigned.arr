# run: clipped([1.0, -2.0, 3.0]) == [1.0, 0.0, 3.0]
# run: shifted([1, 2], [true, false]) == [11, 2]
# run: halved([7, 8], [0, 2], [false, true]) == [7, 4]
# fails: halved([7, 8], [0, 2], [true, true]) status Divide
# run: rows([[1, 2], [3, 4]], [false, true], [7, 8]) == [[1, 2], [7, 8]]
# run: first_column([[1, 2], [3, 4]], [false, true]) == [[1, 2], [9, 4]]
# run: columns([[1, 2, 3], [4, 5, 6]], [true, false, true]) == [[0, 2, 0], [0, 5, 0]]
# run: merged([1, 2, 3], [7, 8, 9], [true, false, true]) == [7, 2, 9]
# run: negated([1.0, -2.0]) == [1.0, 2.0]
# run: filled([1, 2, 3], [8, 9], [true, false, true]) == [8, 2, 9]
# fails: filled([1, 2, 3], [8], [true, false, true]) status Shape
# run: from_other([1, 2, 3], [4, -5, 6]) == [4, 6, 3]
# fails: from_other([1, 2, 3], [4, -5, -6]) status Shape
# run: powers([2.0, 3.0], [true, false]) == [4.0, 3.0]
# run: cells([[1, -2], [-3, 4]]) == [[1, 0], [0, 4]]
# run: interior([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[1, 2, 3], [4, 0, 6], [7, 8, 9]]
# run: crossed([[1, 2], [3, 4]], [true, true], [1, 0]) == [[1, 9], [9, 4]]
# run: bits([true, false], [true, true]) == [false, true]

#! `x[mask] = v`: for scalars, for what belongs to each element, and in the order of the chosen ones.

pub fn clipped(x: f64[n]) -> f64[n] { var y = x; y[y < 0.0] = 0.0; y }
pub fn shifted(x: i64[n], m: bool[n]) -> i64[n] { var y = x; y[m] += 10; y }
pub fn halved(x: i64[n], d: i64[n], m: bool[n]) -> i64[n] { var y = x; y[m] //= d[m]; y }
pub fn rows(x: i64[n, k], m: bool[n], v: i64[k]) -> i64[n, k] { var y = x; y[m] = v; y }
pub fn first_column(x: i64[n, k], m: bool[n]) -> i64[n, k] { var y = x; y[m, 0] = 9; y }
pub fn columns(x: i64[n, k], m: bool[k]) -> i64[n, k] { var y = x; y[:, m] = 0; y }
pub fn merged(x: i64[n], z: i64[n], m: bool[n]) -> i64[n] { var y = x; y[m] = z[m]; y }
pub fn negated(x: f64[n]) -> f64[n] { var y = x; y[y < 0.0] = -y[y < 0.0]; y }
pub fn filled(x: i64[n], v: i64[k], m: bool[n]) -> i64[n] { var y = x; y[m] = v; y }
pub fn from_other(x: i64[n], z: i64[n]) -> i64[n] { var y = x; y[y < 3] = z[z > 0]; y }
pub fn powers(x: f64[n], m: bool[n]) -> f64[n] { var y = x; y[m] **= 2; y }
pub fn cells(x: i64[n, k]) -> i64[n, k] { var y = x; y[y < 0] = 0; y }
pub fn interior(x: i64[n, n]) -> i64[n, n] {
    var y = x;
    let m = for i in 1..n - 1: x[i, i] == 5;
    var z = y[1:-1, 1:-1];
    z[m] = 0;
    y[1:-1, 1:-1] = z;
    y
}
pub fn crossed(x: i64[n, k], m: bool[n], idx: i64[n]) -> i64[n, k] { var y = x; y[m, idx[m]] = 9; y }
pub fn bits(x: bool[n], m: bool[n]) -> bool[n] { var y = x; y[m] ^= true; y }
