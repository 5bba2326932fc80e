#! Factorization of a symmetric positive definite matrix.

## The lower factor.
pub fn cholesky(A: f64[n, n]) -> f64[n, n] {
    var L = f64[n, n](0);
    loop j in 0..n {
        L[j, j] = sqrt(A[j, j] - sum(for k in 0..j: L[j, k] * L[j, k]));
        loop i in j + 1..n {
            L[i, j] = (A[i, j] - sum(for k in 0..j: L[i, k] * L[j, k])) / L[j, j];
        }
    }
    L
}
