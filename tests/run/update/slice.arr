# run: zero_inside([1, 2, 3, 4]) == [1, 0, 0, 4]
# run: shift([1, 2, 3, 4]) == [1, 1, 2, 3]
# run: scale_evens([1, 2, 3, 4, 5]) == [10, 2, 30, 4, 50]
# run: put_row([[1, 2], [3, 4]], 1, [7, 8]) == [[1, 2], [7, 8]]
# fails: put_row([[1, 2], [3, 4]], 2, [7, 8]) status Bounds
# run: put_column([[1, 2], [3, 4]], [7, 8]) == [[7, 2], [8, 4]]
# run: add_inside([1, 2, 3, 4]) == [1, 3, 4, 4]
# fails: zero_inside([1]) status Bounds

#! Assignments to slices see the old array on the right.

pub fn zero_inside(x: i64[n]) -> i64[n] { var y = x; y[1:-1] = 0; y }
pub fn shift(x: i64[n]) -> i64[n] { var y = x; y[1:] = y[:-1]; y }
pub fn scale_evens(x: i64[n]) -> i64[n] { var y = x; y[::2] *= 10; y }
pub fn put_row(x: i64[n, m], i: i64, r: i64[m]) -> i64[n, m] { var y = x; y[i] = r; y }
pub fn put_column(x: i64[n, m], c: i64[n]) -> i64[n, m] { var y = x; y[:, 0] = c; y }
pub fn add_inside(x: i64[n]) -> i64[n] { var y = x; y[1:-1] += 1; y }
