# run: rows(1, 1) == 302
# run: columns(1, 1) == 302
# run: lows(1, 1) == 302
# run: highs(1, 1) == 302
# run: places(1, 1) == 0
# run: rows(3, 7) == 1033
# run: columns(3, 7) == 2049
# run: lows(3, 7) == -2509
# run: highs(3, 7) == 4065
# run: places(3, 7) == 31
# run: rows(33, 17) == 7549
# run: columns(33, 17) == 15890
# run: lows(33, 17) == -263360
# run: highs(33, 17) == 74456
# run: places(33, 17) == 4908
# run: rows(70, 130) == 1284228
# run: columns(70, 130) == 1515867
# run: lows(70, 130) == -1227164
# run: highs(70, 130) == 2793154
# run: places(70, 130) == 103666
# run: rows(1, 1000) == 4523
# run: columns(1, 1000) == 189266
# run: lows(1, 1000) == -500
# run: highs(1, 1000) == 189266
# run: places(1, 1000) == 823
# run: rows(1000, 1) == 189266
# run: columns(1000, 1) == 4523
# run: lows(1000, 1) == 189266
# run: highs(1000, 1) == 508
# run: places(1000, 1) == 0

#! Reductions along either axis of many shapes.

fn digest(x: i64[n]) -> i64 = sum(for i: (i % 101 + 1) * x[i]);
fn table(n: i64, m: i64) -> i64[n, m] = for i in 0..n, j in 0..m: ((i * m + j) * 7919 + 104729) % 1009 - 500;
pub fn rows(n: i64, m: i64) -> i64 = digest(sum(table(n, m), axis = 1));
pub fn columns(n: i64, m: i64) -> i64 = digest(sum(table(n, m), axis = 0));
pub fn lows(n: i64, m: i64) -> i64 = digest(min(table(n, m), axis = 1));
pub fn highs(n: i64, m: i64) -> i64 = digest(max(table(n, m), axis = 0));
pub fn places(n: i64, m: i64) -> i64 = digest(argmax(table(n, m), axis = 1));
