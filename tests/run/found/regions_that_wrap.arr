# run: set(empty(17592186044416, 0), iota(6), 0) == [1000, 1000, 2, 3, 4, 5]
# run: set(empty(17592186044416, 0), iota(6), -3) == [0, 1, 2, 1000, 1000, 5]
# fails: set(empty(17592186044416, 0), iota(6), 1) status Bounds
# run: behind(iota(6), 70368744177664) == [0, 1, 1000, 1000, 1000, 1000]

#! What stays of an array around a region whose bounds have wrapped: 2^20 times 2^44 is 0.

pub fn set(a: u8[n, z], x: i64[p], i: i64) -> i64[p] {
    var y = x;
    y[1048576 * n - i:1048576 * n - i + 2] = 1000;
    y
}

pub fn behind(x: i64[p], k: i64) -> i64[p] {
    var y = x;
    y[262144 * k + 2:p] = 1000;
    y
}
