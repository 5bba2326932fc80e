# run: products(1, 1) == 11428571
# run: both(1, 1) == 51020409
# run: integers(1, 1) == -71
# run: products(1, 3) == -12706937
# run: both(1, 3) == 76897348
# run: integers(1, 3) == -497
# run: products(1, 4) == -22924079
# run: both(1, 4) == 75754491
# run: integers(1, 4) == -1507
# run: products(1, 18) == 26779387
# run: both(1, 18) == 20322246
# run: integers(1, 18) == 1353836392
# run: products(1, 70) == 78455717
# run: both(1, 70) == -97585307
# run: integers(1, 70) == 1351117428
# run: products(7, 1) == 88982849
# run: both(7, 1) == -177002439
# run: integers(7, 1) == -548
# run: products(7, 3) == -159304897
# run: both(7, 3) == 344358159
# run: integers(7, 3) == -5008
# run: products(7, 4) == 47044879
# run: both(7, 4) == 694467963
# run: integers(7, 4) == -14700
# run: products(7, 18) == 78474431
# run: both(7, 18) == 685315942
# run: integers(7, 18) == 10976021027
# run: products(7, 70) == -310572909
# run: both(7, 70) == 1753567520
# run: integers(7, 70) == -6864254288
# run: products(8, 1) == 7245713
# run: both(8, 1) == -126646527
# run: integers(8, 1) == -44
# run: products(8, 3) == -378312217
# run: both(8, 3) == 346550807
# run: integers(8, 3) == 416
# run: products(8, 4) == -283621209
# run: both(8, 4) == 788835307
# run: integers(8, 4) == 1404
# run: products(8, 18) == 99427951
# run: both(8, 18) == 646964934
# run: integers(8, 18) == 18970544859
# run: products(8, 70) == -505503317
# run: both(8, 70) == 2077097312
# run: integers(8, 70) == -11556055296
# run: products(33, 1) == 225302812
# run: both(33, 1) == -17334795
# run: integers(33, 1) == -1363
# run: products(33, 3) == -1899349856
# run: both(33, 3) == -558450576
# run: integers(33, 3) == -7911
# run: products(33, 4) == -1113177125
# run: both(33, 4) == -269647756
# run: integers(33, 4) == -22533
# run: products(33, 18) == 433422128
# run: both(33, 18) == 2200464144
# run: integers(33, 18) == 203067056486
# run: products(33, 70) == -1690816922
# run: both(33, 70) == 4948648942
# run: integers(33, 70) == -28199646580
# run: products(100, 1) == -1187337292
# run: both(100, 1) == -6481408977
# run: integers(100, 1) == 7570
# run: products(100, 3) == -2162671655
# run: both(100, 3) == -12017586117
# run: integers(100, 3) == 67072
# run: products(100, 4) == 726318343
# run: both(100, 4) == -810767651
# run: integers(100, 4) == 205753
# run: products(100, 18) == 30246358247
# run: both(100, 18) == -11864806258
# run: integers(100, 18) == -353709612683
# run: products(100, 70) == 30111931954
# run: both(100, 70) == -2319041628
# run: integers(100, 70) == 453487223884
# run: products(40, 300) == -3070946425
# run: both(17, 300) == -4208863798
# run: triangle(5) == 1163
# run: triangle(20) == 4459
# run: triangle(64) == 313726

#! Sums along rows that lanes read side by side: many rows, rows of every length.

fn value(i: i64, j: i64) -> f64 = f64((i * 7919 + j * 104729 + i * j) % 1009 - 500) / 7.0;
fn digest(x: f64[n]) -> i64 = sum(for i: (i % 101 + 1) * i64(x[i] * 1e4));
pub fn products(n: i64, m: i64) -> i64 {
    let (x, y) = (for i in 0..n, j in 0..m: f32(value(i, j)), for j in 0..m: f32(value(j, 3)));
    digest(for i in 0..n: f64(sum(for k: x[i, k] * y[k])))
}
pub fn both(n: i64, m: i64) -> i64 {
    let (x, y) = (for i in 0..n, j in 0..m: value(i, j), for i in 0..n, j in 0..m: f32(value(j, i)));
    digest(for i in 0..n: sum(for k: x[i, k] * f64(y[i, k])))
}
pub fn integers(n: i64, m: i64) -> i64 {
    let x = for i in 0..n, j in 0..m: i32(value(i, j));
    let last = for i in 0..n: { var s = 0i32; loop k in 0..m { s = s * 3 + x[i, k]; } s };
    sum(for i in 0..n: (i % 101 + 1) * i64(last[i]))
}
pub fn triangle(n: i64) -> i64 {
    var x = for i in 0..n, j in 0..n: value(i, j) / 1e3;
    loop j in 0..n {
        loop i in j + 1..n { x[i, j] = (x[i, j] - sum(for k in 0..j: x[i, k] * x[j, k])) / 20.0; }
    }
    digest(sum(x, axis = 1))
}
