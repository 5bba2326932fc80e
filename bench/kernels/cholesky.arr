#! Factorization of a symmetric positive definite matrix.

## The lower factor.
pub fn cholesky(A: f64[n, n]) -> f64[n, n] {
    var L = A;
    # Columns in blocks: what a block takes from those behind it is one product of matrices.
    loop block in 0..(n + 31) // 32 {
        let (first, last) = (32 * block, min(32 * block + 32, n));
        loop j in first..last {
            L[j, j] = sqrt(L[j, j] - sum(for k in first..j: L[j, k] * L[j, k]));
            loop i in j + 1..last {
                L[i, j] = (L[i, j] - sum(for k in first..j: L[i, k] * L[j, k])) / L[j, j];
            }
        }
        # The rows below, turned: lanes go along them.
        var t = for j in first..last, i in last..n: L[i, j];
        loop j in 0..last - first {
            loop k in 0..j {
                let factor = L[first + j, first + k];
                loop i in 0..n - last { t[j, i] -= factor * t[k, i]; }
            }
            let root = L[first + j, first + j];
            loop i in 0..n - last { t[j, i] = t[j, i] / root; }
        }
        L[last:, first:last] = t.T;
        # Rows in blocks, each up to the diagonal: nothing above it is read.
        loop part in 0..(n - last + 63) // 64 {
            let (from, to) = (64 * part, min(64 * part + 64, n - last));
            L[last + from:last + to, last:last + to] -= t[:, from:to].T @ t[:, :to];
        }
    }
    tril(L)
}
