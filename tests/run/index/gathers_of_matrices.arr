# run: rows(iota(3, 4), [2, 0]) == [[8, 9, 10, 11], [0, 1, 2, 3]]
# run: columns(iota(3, 4), [3, 3, 0]) == [[3, 3, 0], [7, 7, 4], [11, 11, 8]]
# run: pairs(iota(3, 4), [0, 2], [1, 3]) == [1, 11]
# run: grid(iota(3, 4), [0, 2], [1, 3]) == [[1, 3], [9, 11]]
# run: table(iota(3, 4), [[0, 1], [2, 0]]) == [[0, 4], [8, 0]]
# run: permuted([10, 20, 30], [2, 0, 1]) == ([30, 10, 20], [20, 30, 10])
# run: by_bytes(iota(3, 4), [1, 2]) == [[7, 6, 5, 4], [11, 10, 9, 8]]
# run: order([[3.0, 1.0, 2.0]]) == [[1.0, 2.0, 3.0]]

#! Gathers: rows, columns, pairs, grids, tables of indices.

pub fn rows(x: i64[n, m], r: i64[k]) -> i64[k, m] = x[r];
pub fn columns(x: i64[n, m], c: i32[k]) -> i64[n, k] = x[:, c];
pub fn pairs(x: i64[n, m], r: i64[k], c: i64[k]) -> i64[k] = x[r, c];
pub fn grid(x: i64[n, m], r: i64[a], c: i64[b]) -> i64[a, b] = x[r[:, new], c];
pub fn table(x: i64[n, m], t: i64[a, b]) -> i64[a, b] = x[t, 0];
pub fn permuted(x: i64[n], p: i64[n]) -> (i64[n], i64[n]) { var y = x; y[p] = x; (x[p], y) }
pub fn by_bytes(x: i64[n, m], r: u8[k]) -> i64[k, m] = x[r, ::-1];
pub fn order(x: f64[n, m]) -> f64[n, m] = for i: x[i, argsort(x[i])];
