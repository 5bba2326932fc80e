# run: pair(empty(2, 0), empty(2, 0), iota(10)) == [8, 9]
# fails: pair(empty(2097152, 0), empty(2097152, 0), iota(8)) status Bounds
# fails: pair(empty(3, 0), empty(3, 0), iota(8)) status Bounds
# run: set(empty(2, 0), empty(3, 0), iota(20)) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1, -1, 14, 15, 16, 17, 18, 19]
# fails: set(empty(2097152, 0), empty(2097152, 0), iota(8)) status Bounds
# run: head(empty(2, 0), empty(2, 0), iota(8)) == 28
# fails: head(empty(2097152, 0), empty(2097152, 0), iota(8)) status Bounds
# run: row(empty(1, 0), empty(1, 0), iota(2, 2)) == [2, 3]
# fails: row(empty(2097152, 0), empty(2097152, 0), iota(2, 2)) status Bounds

#! A product of sizes may wrap: a slice that begins there is not known to begin inside.

pub fn pair(a: u8[n, z], b: u8[m, w], x: i64[p]) -> i64[2] = x[n * m * m:n * m * m + 2];

pub fn set(a: u8[n, z], b: u8[m, w], x: i64[p]) -> i64[p] {
    var y = x;
    y[n * n * m:n * n * m + 2] = -1;
    y
}

pub fn head(a: u8[n, z], b: u8[m, w], x: i64[p]) -> i64 = sum(x[:n * n * m]);

pub fn row(a: u8[n, z], b: u8[m, w], x: i64[p, q]) -> i64[q] = x[n * n * m];
