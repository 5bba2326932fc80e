# run: solved([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]], [1.0, 2.0, 3.0]) ~= [-0.07352941176470587, 0.5705882352941176, 1.4470588235294117] within 1e-14
# run: conjugate([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]], [1.0, 2.0, 3.0]) ~= [-0.07352941176470587, 0.5705882352941176, 1.4470588235294117] within 1e-12
# run: jacobi([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]], [1.0, 2.0, 3.0], 80) ~= [-0.07352941176470587, 0.5705882352941176, 1.4470588235294117] within 1e-12
# run: seidel([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]], [1.0, 2.0, 3.0], 40) ~= [-0.07352941176470587, 0.5705882352941176, 1.4470588235294117] within 1e-12
# run: determinants([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]]) ~= (21.25, 21.25) within 1e-13
# run: gram_schmidt([[3.0, 4.0], [1.0, 0.0]]) ~= [[0.6, 0.8], [0.8, -0.6]] within 1e-15
# run: largest([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]], 200) ~= 4.731559415452212 within 1e-12
# run: powers([[1, 1], [1, 0]], 10) == [[89, 55], [55, 34]]
# run: exponential([[0.0, 1.0], [-1.0, 0.0]]) ~= [[0.5403023058681398, 0.8414709848078965], [-0.8414709848078965, 0.5403023058681398]] within 1e-15

#! Solvers: direct, iterative; determinants; powers of matrices.

pub fn solved(a: f64[n, n], b: f64[n]) -> f64[n] = solve(a, b);
pub fn conjugate(a: f64[n, n], b: f64[n]) -> f64[n] {
    var x = f64[n](0);
    var r = b;
    var p = b;
    loop t in 0..n {
        let q = a @ p;
        let k = (r @ r) / (p @ q);
        let next = r - k * q;
        x += k * p;
        p = next + (next @ next) / (r @ r) * p;
        r = next;
    }
    x
}
pub fn jacobi(a: f64[n, n], b: f64[n], rounds: i64) -> f64[n] {
    let d = diag(a);
    var x = f64[n](0);
    loop t in 0..rounds { x = (b - (a @ x - d * x)) / d; }
    x
}
pub fn seidel(a: f64[n, n], b: f64[n], rounds: i64) -> f64[n] {
    var x = f64[n](0);
    loop t in 0..rounds {
        loop i in 0..n { x[i] += (b[i] - a[i] @ x) / a[i, i]; }
    }
    x
}
pub fn determinants(a: f64[3, 3]) -> (f64, f64) = (det(a), a[0] @ cross(a[1], a[2]));
pub fn gram_schmidt(a: f64[n, m]) -> f64[n, m] {
    var q = a;
    loop i in 0..n {
        loop j in 0..i { q[i] -= (q[i] @ q[j]) * q[j]; }
        q[i] /= norm(q[i]);
    }
    q
}
pub fn largest(a: f64[n, n], rounds: i64) -> f64 {
    var v = f64[n](1);
    loop t in 0..rounds { v = normalize(a @ v); }
    v @ (a @ v)
}
pub fn powers(a: i64[n, n], k: i64) -> i64[n, n] {
    var result = i64(eye(n));
    var base = a;
    var left = k;
    while left > 0 {
        if left & 1 == 1 { result = result @ base; }
        base = base @ base;
        left >>= 1;
    }
    result
}
pub fn exponential(a: f64[n, n]) -> f64[n, n] {
    var (sum_, term) = (eye(n), eye(n));
    loop k in 1..25 {
        term = term @ a / f64(k);
        sum_ += term;
    }
    sum_
}
