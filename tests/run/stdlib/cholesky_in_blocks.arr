# run: good(0) == true
# run: good(1) == true
# run: good(31) == true
# run: good(32) == true
# run: good(33) == true
# run: good(70) == true
# run: lower(70) == true
# fails: broken(70, 65) status Assert

#! Blocks of 32 columns, and what is left; what stands above the diagonal is not read.

fn definite(n: i64) -> f64[n, n] {
    let x = for i in 0..n, j in 0..n: sin(f64(i * 7 + j * j % 13));
    x @ x.T + f64(n) * eye(n)
}
fn lower_of(n: i64) -> f64[n, n] {
    let a = definite(n);
    cholesky(for i in 0..n, j in 0..n: if j > i { nan } else { a[i, j] })
}
pub fn good(n: i64) -> bool {
    let l = lower_of(n);
    all(abs(l @ l.T - definite(n)) < 1e-12 * f64(n + 1))
}
pub fn lower(n: i64) -> bool {
    let l = lower_of(n);
    all(l == tril(l))
}
pub fn broken(n: i64, at: i64) -> f64 =
    sum(cholesky(for i in 0..n, j in 0..n: if i != j { 0.0 } else if i == at { -1.0 } else { 1.0 }));
