#! Linear systems: a direct and an iterative solution, and the largest eigenvalue.

## Lower triangular L with L L^T = a, for a symmetric positive definite matrix.
pub fn cholesky(a: f64[n, n]) -> f64[n, n] {
    var l = f64[n, n](0);
    loop j in 0..n {
        let d = a[j, j] - sum(for k in 0..j: l[j, k] * l[j, k]);
        assert d > 0, "the matrix is positive definite";
        l[j, j] = sqrt(d);
        loop i in j + 1..n {
            l[i, j] = (a[i, j] - sum(for k in 0..j: l[i, k] * l[j, k])) / l[j, j];
        }
    }
    l
}

## Solution of a x = b for a symmetric positive definite matrix.
pub fn solve(a: f64[n, n], b: f64[n]) -> f64[n] {
    let l = cholesky(a);
    var x = b;
    loop i in 0..n {
        x[i] = (x[i] - sum(for k in 0..i: l[i, k] * x[k])) / l[i, i];
    }
    loop back in 0..n {
        let i = n - 1 - back;
        x[i] = (x[i] - sum(for k in i + 1..n: l[k, i] * x[k])) / l[i, i];
    }
    x
}

## Conjugate gradients on the five-point Laplacian of a square (zero outside): u with -(Laplace u) = f.
##
## Stops when the residual's norm is `tolerance` times the right side's, or after `limit` rounds.
pub fn poisson(f: f64[n, m], tolerance: f64, limit: i64) -> (u: f64[n, m], rounds: i64) {
    var u = f64[n, m](0);
    var r = f;
    var p = f;
    var rr = sum(r * r);
    let goal = tolerance * tolerance * rr;
    var rounds = 0;
    while rr > goal and rounds < limit {
        let q = for i, j:
            4.0 * p[i, j] - p[i - 1, j; 0.0] - p[i + 1, j; 0.0] - p[i, j - 1; 0.0] - p[i, j + 1; 0.0];
        let alpha = rr / sum(p * q);
        u = u + alpha * p;
        r = r - alpha * q;
        let next = sum(r * r);
        p = r + next / rr * p;
        rr = next;
        rounds += 1;
    }
    (u = u, rounds = rounds)
}

## The largest eigenvalue in size, and its vector of length 1, by power iteration from `start`.
pub fn power(a: f64[n, n], start: f64[n], rounds: i64) -> (value: f64, vector: f64[n]) {
    var v = start / sqrt(sum(start * start));
    loop t in 0..rounds {
        let w = a @ v;
        v = w / sqrt(sum(w * w));
    }
    (value = sum(v * (a @ v)), vector = v)
}
