# run: sums(1, 1) == -714285
# run: dots(1, 1) == 51020410
# run: cosine(1, 1) == 9998
# run: largest(1, 1) == -714285
# run: counted(1, 1) == -71
# run: sums(1, 3) == -147142
# run: dots(1, 3) == 71475307
# run: cosine(1, 3) == 9847
# run: largest(1, 3) == 431428
# run: counted(1, 3) == -13
# run: sums(1, 16) == 652857
# run: dots(1, 16) == 314352050
# run: cosine(1, 16) == 542
# run: largest(1, 16) == 690000
# run: counted(1, 16) == 73
# run: sums(1, 31) == 348571
# run: dots(1, 31) == 565840429
# run: cosine(1, 31) == 1016
# run: largest(1, 31) == 690000
# run: counted(1, 31) == 49
# run: sums(1, 32) == 557142
# run: dots(1, 32) == 570190625
# run: cosine(1, 32) == 899
# run: largest(1, 32) == 690000
# run: counted(1, 32) == 70
# run: sums(1, 33) == 470000
# run: dots(1, 33) == 570950000
# run: cosine(1, 33) == 955
# run: largest(1, 33) == 690000
# run: counted(1, 33) == 62
# run: sums(1, 70) == 1248571
# run: dots(1, 70) == 1242788203
# run: cosine(1, 70) == -789
# run: largest(1, 70) == 725714
# run: counted(1, 70) == 158
# run: sums(9, 1) == 3327148
# run: dots(9, 1) == -159980600
# run: cosine(9, 1) == -69769
# run: largest(9, 1) == 3327148
# run: counted(9, 1) == 361
# run: sums(9, 3) == 10007134
# run: dots(9, 3) == 102982660
# run: cosine(9, 3) == 71058
# run: largest(9, 3) == 22675701
# run: counted(9, 3) == 1076
# run: sums(9, 16) == 13902856
# run: dots(9, 16) == 3261347875
# run: cosine(9, 16) == 66811
# run: largest(9, 16) == 32308546
# run: counted(9, 16) == 1752
# run: sums(9, 31) == 19200005
# run: dots(9, 31) == 6014564825
# run: cosine(9, 31) == 63973
# run: largest(9, 31) == 35437123
# run: counted(9, 31) == 2602
# run: sums(9, 32) == 21351432
# run: dots(9, 32) == 6325719865
# run: cosine(9, 32) == 56012
# run: largest(9, 32) == 36027121
# run: counted(9, 32) == 2840
# run: sums(9, 33) == 26394286
# run: dots(9, 33) == 6076307575
# run: cosine(9, 33) == 48798
# run: largest(9, 33) == 36227121
# run: counted(9, 33) == 3372
# run: sums(9, 70) == 12881413
# run: dots(9, 70) == 4885106445
# run: cosine(9, 70) == 22325
# run: largest(9, 70) == 45868549
# run: counted(9, 70) == 2855
# run: sums(50, 1) == 31101350
# run: dots(50, 1) == 10132221408
# run: cosine(50, 1) == -2077562
# run: largest(50, 1) == 31101350
# run: counted(50, 1) == 3694
# run: sums(50, 3) == 25734221
# run: dots(50, 3) == 6855263736
# run: cosine(50, 3) == -401767
# run: largest(50, 3) == 487361028
# run: counted(50, 3) == 4325
# run: sums(50, 16) == 167414235
# run: dots(50, 16) == 19860857682
# run: cosine(50, 16) == 62152
# run: largest(50, 16) == 933765241
# run: counted(50, 16) == 26455
# run: sums(50, 31) == 256472822
# run: dots(50, 31) == 36567073644
# run: cosine(50, 31) == -28349
# run: largest(50, 31) == 1050562277
# run: counted(50, 31) == 43976
# run: sums(50, 32) == 278834212
# run: dots(50, 32) == 45212322936
# run: cosine(50, 32) == 24334
# run: largest(50, 32) == 1060679435
# run: counted(50, 32) == 46829
# run: sums(50, 33) == 336809935
# run: dots(50, 33) == 28370032803
# run: cosine(50, 33) == 42514
# run: largest(50, 33) == 1067332276
# run: counted(50, 33) == 53241
# run: sums(50, 70) == 404041065
# run: dots(50, 70) == 17083367847
# run: cosine(50, 70) == 111149
# run: largest(50, 70) == 1327936527
# run: counted(50, 70) == 82565
# run: sums(5, 0) == 0
# run: counted(5, 0) == 0
# run: dots(20, 600) == 47801537301
# run: largest(3, 600) == 28324284
# run: largest(0, 0) == 0
# fails: largest(2, 0) status Shape

#! Reductions along rows of a length that is known when they run: rows of up to 32 elements are lanes, longer ones have them.

fn value(i: i64, j: i64) -> f64 = f64((i * 7919 + j * 104729 + i * j) % 1009 - 500) / 7.0;
fn digest(x: f64[n]) -> i64 = sum(for i: (i % 101 + 1) * i64(x[i] * 1e4));
fn dot(x: f32[n], y: f32[n]) -> f32 = sum(x * y);
pub fn sums(n: i64, m: i64) -> i64 = digest(sum(for i in 0..n, j in 0..m: value(i, j), axis = 1));
pub fn dots(n: i64, m: i64) -> i64 {
    let x = for i in 0..n, j in 0..m: f32(value(i, j));
    digest(f64(dot(x, x[::-1])))
}
pub fn cosine(n: i64, m: i64) -> i64 {
    let (x, y) = (for i in 0..n, j in 0..m: value(i, j), for i in 0..n, j in 0..m: value(j, i));
    digest(for i: sum(x[i] * y[i]) / (1.0 + sqrt(sum(x[i] * x[i]) * sum(y[i] * y[i]))))
}
pub fn largest(n: i64, m: i64) -> i64 {
    let x = for i in 0..n, j in 0..m: f32(value(i, j));
    digest(f64(max(x, axis = 1))) + digest(for i: f64(argmin(x[i])))
}
pub fn counted(n: i64, m: i64) -> i64 {
    let x = for i in 0..n, j in 0..m: i32(value(i, j));
    sum(for i: (i % 101 + 1) * (sum(x[i]) + i32(count(x[i] > 3)))) + count(for i: any(x[i] == 7))
}
