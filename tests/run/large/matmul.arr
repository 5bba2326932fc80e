# run: ints(1, 1, 1) == 44998
# run: floats(1, 1, 1) == 44998
# run: singles(1, 1, 1) == 0
# run: ints(2, 3, 4) == 853657
# run: floats(2, 3, 4) == 853657
# run: singles(2, 3, 4) == 584
# run: ints(7, 9, 5) == 19844758
# run: floats(7, 9, 5) == 19844758
# run: singles(7, 9, 5) == 37310
# run: ints(16, 16, 16) == -105104361
# run: floats(16, 16, 16) == -105104361
# run: singles(16, 16, 16) == 1123030
# run: ints(17, 33, 9) == -468110124
# run: floats(17, 33, 9) == -468110124
# run: singles(17, 33, 9) == 1288154
# run: ints(40, 41, 42) == 43519838
# run: floats(40, 41, 42) == 43519838
# run: singles(40, 41, 42) == 20744395
# run: ints(5, 300, 3) == -7765530
# run: floats(5, 300, 3) == -7765530
# run: singles(5, 300, 3) == 215755

#! Matrix products of many shapes, in integers and in floats that are exact.

fn digest(x: i64[n, m]) -> i64 = sum(for i, j: ((i * m + j) % 101 + 1) * x[i, j]);
fn times<T: num>(a: T[m, k], b: T[k, n]) -> T[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);
fn value(i: i64) -> i64 = (i * 7919 + 104729) % 1009 - 500;
pub fn ints(n: i64, k: i64, m: i64) -> i64 {
    let a = for i in 0..n, j in 0..k: value(i * k + j);
    let b = for i in 0..k, j in 0..m: value(3 * (i * m + j) + 1);
    digest(times(a, b))
}
pub fn floats(n: i64, k: i64, m: i64) -> i64 {
    let a = for i in 0..n, j in 0..k: f64(value(i * k + j));
    let b = for i in 0..k, j in 0..m: f64(value(3 * (i * m + j) + 1));
    digest(i64(times(a, b)))
}
pub fn singles(n: i64, k: i64, m: i64) -> i64 {
    let a = for i in 0..n, j in 0..k: f32((i * k + j) % 7);
    let b = for i in 0..k, j in 0..m: f32((i * m + j) % 5);
    digest(i64(times(a, b)))
}
