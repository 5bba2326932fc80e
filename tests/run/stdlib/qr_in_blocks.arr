# run: good(0, 0) == true
# run: good(1, 1) == true
# run: good(2, 1) == true
# run: good(2, 2) == true
# run: good(31, 31) == true
# run: good(32, 32) == true
# run: good(33, 33) == true
# run: good(64, 64) == true
# run: good(65, 65) == true
# run: good(100, 100) == true
# run: good(40, 33) == true
# run: good(130, 3) == true
# run: dependent(70, 40) == true
# run: nothing(40, 33) == true
# run: single(40, 33) == true
# run: diagonal(66, 34) ~= [5.733996165116111, 0.09091183469891695, 5.3468549390700755] within 1e-13
# run: known() == 1.5
# fails: good(2, 3) status Shape

#! Blocks of 32 columns, and what is left; the values are NumPy's, but for the signs.

fn matrix(m: i64, n: i64) -> f64[m, n] = for i in 0..m, j in 0..n: sin(f64(i * 7 + j * j % 13 + i * j));
fn is_factored(a: f64[m, n], bound: f64) -> bool
where m >= n {
    let (q, r) = qr(a);
    all(abs(q @ r - a) < bound) and all(abs(q.T @ q - eye(n)) < bound) and all(r == triu(r))
}
pub fn good(m: i64, n: i64) -> bool
where m >= n = is_factored(matrix(m, n), 1e-14 * f64(n + 3));

## Columns that follow from the first three, with none in between.
pub fn dependent(m: i64, n: i64) -> bool
where m >= n {
    let a = matrix(m, n);
    is_factored(for i in 0..m, j in 0..n: if j == 5 { 0.0 } else { a[i, j % 3] * f64(j + 1) }, 1e-12)
}
pub fn nothing(m: i64, n: i64) -> bool
where m >= n {
    let (q, r) = qr(f64[m, n](0));
    all(q == (for i in 0..m, j in 0..n: f64(i == j))) and all(r == 0)
}
pub fn single(m: i64, n: i64) -> bool
where m >= n {
    let a = f32(matrix(m, n));
    let (q, r) = qr(a);
    all(abs(q @ r - a) < 1e-5) and all(abs(q.T @ q - f32(eye(n))) < 1e-5)
}
pub fn diagonal(m: i64, n: i64) -> f64[3]
where m >= n, n >= 34 {
    let (_, r) = qr(matrix(m, n));
    abs([r[0, 0], r[0, 1], r[33, 33]])
}
pub fn known() -> f64 = sum(least_squares([[1.0], [1.0]], [1.0, 2.0]));
