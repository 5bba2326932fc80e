# run: f(1) == 302
# run: f(2) == 1204
# run: f(3) == 2545
# run: f(7) == 77
# run: f(8) == 1277
# run: f(15) == 14509
# run: f(16) == 24077
# run: f(17) == 32067
# run: f(31) == 57450
# run: f(33) == 30798
# run: f(63) == -124844
# run: f(64) == -159788
# run: f(65) == -221863
# run: f(100) == -972907
# run: f(255) == 3875384
# run: f(257) == 3929200
# run: f(1000) == 93375222
# run: f(4099) == 1666236025
# run: f(4096) == 1663468434
# run: f(4097) == 1664375133
# run: f(9000) == 8180776238
# run: down(1, 1) == 302
# run: down(20, 3) == -57776
# run: down(33, 65) == 7296026

#! Running sums of many lengths.

fn digest(x: i64[n]) -> i64 = sum(for i: (i % 101 + 1) * x[i]);
fn digest2(x: i64[n, m]) -> i64 = sum(for i, j: ((i * m + j) % 101 + 1) * x[i, j]);
pub fn f(n: i64) -> i64 = digest(cumsum(for i in 0..n: (i * 7919 + 104729) % 1009 - 500));
pub fn down(n: i64, m: i64) -> i64 =
    digest2(cumsum(for i in 0..n, j in 0..m: ((i * m + j) * 7919 + 104729) % 1009 - 500, axis = 0));
