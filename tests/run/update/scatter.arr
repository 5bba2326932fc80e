# run: put([0, 0, 0], [2, 0], [5, 6]) == [6, 0, 5]
# run: put([0, 0, 0], [1, 1], [5, 6]) == [0, 6, 0]
# fails: put([0, 0, 0], [3], [1]) status Bounds "3"
# fails: put([0, 0, 0], [-1], [1]) status Bounds
# run: add([0, 0, 0], [1, 1, 2], [5, 6, 7]) == [0, 11, 7]
# run: put([0, 0, 0], empty(0), empty(0)) == [0, 0, 0]
# run: constant([0, 0, 0], [0, 2]) == [1, 0, 1]
# run: multiply([1, 2, 3], [1, 1], [5, 7]) == [1, 70, 3]
# run: largest([0, 0], [1, 1, 0], [5, 3, -1]) == [0, 5]

#! A scatter: the last wins; with an operator every occurrence counts, in order.

pub fn put(x: i64[n], i: i64[m], v: i64[m]) -> i64[n] { var y = x; y[i] = v; y }
pub fn add(x: i64[n], i: i64[m], v: i64[m]) -> i64[n] { var y = x; y[i] += v; y }
pub fn constant(x: i64[n], i: i64[m]) -> i64[n] { var y = x; y[i] = 1; y }
pub fn multiply(x: i64[n], i: i64[m], v: i64[m]) -> i64[n] { var y = x; y[i] *= v; y }
pub fn largest(x: i64[n], i: i64[m], v: i64[m]) -> i64[n] {
    var y = x;
    loop k in 0..m { y[i[k]] = max(y[i[k]], v[k]); }
    y
}
