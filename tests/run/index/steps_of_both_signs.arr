# run: parts(iota(10)) == ([0, 3, 6, 9], [1, 4, 7], [8, 6, 4], [9, 5, 1], [8, 5, 2], [7, 8, 9])
# run: matrix(iota(4, 5)) == ([[15, 17, 19], [10, 12, 14], [5, 7, 9], [0, 2, 4]], [[9, 7], [19, 17]])
# run: assigned(iota(6)) == [9, 1, 9, 3, 9, 5]
# run: reversed_in_place(iota(5)) == [4, 3, 2, 1, 0]
# run: interleaved([1, 2, 3], [7, 8, 9]) == [1, 7, 2, 8, 3, 9]
# run: odd_length(iota(7)) == [0, 2, 4, 6]

#! Slices with steps, read and assigned.

pub fn parts(x: i64[10]) -> (i64[4], i64[3], i64[3], i64[3], i64[3], i64[3]) =
    (x[::3], x[1::3], x[8:2:-2], x[::-4], x[-2:1:-3], x[-3:]);
pub fn matrix(x: i64[4, 5]) -> (i64[4, 3], i64[2, 2]) = (x[::-1, ::2], x[1::2, 4:0:-2]);
pub fn assigned(x: i64[n]) -> i64[n] { var y = x; y[::2] = 9; y }
pub fn reversed_in_place(x: i64[n]) -> i64[n] { var y = x; y[::-1] = x; y }
pub fn interleaved(x: i64[n], y: i64[n]) -> i64[2 * n] {
    var z = i64[2 * n](0);
    z[::2] = x;
    z[1::2] = y;
    z
}
pub fn odd_length(x: i64[n]) -> i64[(n + 1) // 2] = x[::2];
