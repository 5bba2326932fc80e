# run: both([1, 2], [5, 6], 1) == ([1, 6], [1, 6])
# run: both([1, 2], [5, 6], 3) == ([1, 6], [1, 6])
# run: both([1, 2], [5, 6], 0) == ([1, 2], [5, 6])
# run: rows([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == (0, [[1, 1], [7, 8]], [[1, 1], [7, 8]])

#! An array that a loop updates becomes another array too.

pub fn both(a: i64[m], b: i64[m], k: i64) -> (i64[m], i64[m]) { var x = a; var y = b; loop t in 0..k { y[0] = 1; x = y; } (x, y) }
pub fn rows(inout a: i64[m, m], inout b: i64[m, m]) -> i64 {
    loop t in 0..m { b[0, :] = i64[m](1); a = b; if true { break; } }
    0
}
