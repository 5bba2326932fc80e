# run: two_back(iota(8)) == [0, 1, 1, 2, 3, 5, 8, 13]
# run: three_back(iota(9)) == [0, 1, 2, 3, 5, 7, 9, 12, 15]
# run: by_parameter(iota(9), 4) == [0, 1, 2, 3, 4, 6, 8, 10, 12]
# run: by_parameter(iota(9), 0) == [0, 2, 4, 6, 8, 10, 12, 14, 16]
# fails: by_parameter(iota(9), -1) status Bounds
# run: ahead(iota(6)) == [1, 3, 5, 7, 9, 5]
# run: down(iota(6)) == [15, 15, 14, 12, 9, 5]
# run: strided(iota(10)) == [0, 1, 2, 3, 4, 8, 6, 7, 14, 9]
# run: crossed(iota(6)) == [5, 5, 5, 8, 9, 10]
# run: halves(iota(8)) == [1, 2, 3, 3, 4, 4, 4, 4]
# run: doubles(iota(8)) == [10, 1, 11, 3, 21, 5, 13, 7]

#! Loops that read what an earlier round has written, at distances 1, 2, 3, k, and against their direction.

pub fn two_back(x: i64[n]) -> i64[n] { var y = x; loop i in 2..n { y[i] = y[i - 1] + y[i - 2]; } y }
pub fn three_back(x: i64[n]) -> i64[n] { var y = x; loop i in 3..n { y[i] += y[i - 3]; } y }
pub fn by_parameter(x: i64[n], k: i64) -> i64[n] { var y = x; loop i in k..n { y[i] = y[i] + y[i - k]; } y }
pub fn ahead(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n - 1 { y[i] += y[i + 1]; } y }
pub fn down(x: i64[n]) -> i64[n] { var y = x; loop k in 1..n { y[n - 1 - k] += y[n - k]; } y }
pub fn strided(x: i64[n]) -> i64[n] { var y = x; loop i in 2..n by 3 { y[i] += y[i - 2]; } y }
pub fn crossed(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n { y[i] += y[n - 1 - i]; } y }
pub fn halves(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n { y[i] = y[i // 2] + 1; } y }
pub fn doubles(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n // 2 { y[2 * i] = y[i] + 10; } y }
