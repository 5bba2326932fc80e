#! Systems of linear equations, and the factors of matrices that solve them.
#!
#! The matrices are dense and small to middling; all work on real and complex numbers of both precisions, and a call with
#! stacks of matrices means one call for each.

## The factors of a square matrix with its rows in another order: `factors` holds u on and above its diagonal, and below it l,
## whose diagonal is 1. Row i of l @ u is row `order[i]` of a; `odd` says whether that order is an odd number of exchanges. The largest
## number of a column is its pivot; where all are 0, u has a 0 on its diagonal.
## Example: lu([[0.0, 2.0], [4.0, 2.0]]).factors == [[4.0, 2.0], [0.0, 2.0]]
pub fn lu<T: f32 | f64 | c64 | c128>(a: T[n, n]) -> (factors: T[n, n], order: i64[n], odd: bool) {
    var f = a;
    var order = arange(n);
    var odd = false;
    # Columns in blocks: what a block takes from those behind it is one product of matrices.
    loop block in 0..(n + 31) // 32 {
        let (first, last) = (32 * block, min(32 * block + 32, n));
        loop k in first..last {
            let p = k + argmax(abs(f[k:, k]));
            if p != k {
                loop j in 0..n { (f[k, j], f[p, j]) = (f[p, j], f[k, j]); }
                (order[k], order[p]) = (order[p], order[k]);
                odd = not odd;
            }
            let pivot = f[k, k];
            if pivot != 0 {
                loop i in k + 1..n {
                    let factor = f[i, k] / pivot;
                    f[i, k] = factor;
                    loop j in k + 1..last { f[i, j] -= factor * f[k, j]; }
                }
            }
        }
        loop i in first + 1..last {
            loop k in first..i {
                let factor = f[i, k];
                loop j in last..n { f[i, j] -= factor * f[k, j]; }
            }
        }
        f[last:, last:] -= f[last:, first:last] @ f[first:last, last:];
    }
    (factors = f, order = order, odd = odd)
}

## The determinant; 1 of a matrix without rows.
## Example: det([[2.0, 1.0], [4.0, 3.0]]) == 2.0
pub fn det<T: f32 | f64 | c64 | c128>(a: T[n, n]) -> T {
    let (f, _, odd) = lu(a);
    let product = prod(diag(f));
    if odd { -product } else { product }
}

## The x with a @ x = b. Fails if a is singular, that is if a pivot is exactly 0.
## Example: solve([[0.0, 2.0], [4.0, 2.0]], [2.0, 6.0]) == [1.0, 1.0]
pub fn solve<T: f32 | f64 | c64 | c128>(a: T[n, n], b: T[n]) -> T[n] {
    let (f, order, _) = lu(a);
    assert all(diag(f) != 0), "the matrix is singular";
    var x = b[order];
    loop i in 0..n {
        let s = sum(for k in 0..i: f[i, k] * x[k]);
        x[i] -= s;
    }
    loop back in 0..n {
        let i = n - 1 - back;
        let s = sum(for k in i + 1..n: f[i, k] * x[k]);
        x[i] = (x[i] - s) / f[i, i];
    }
    x
}

## The x with a @ x = b, for each column of b. Fails if a is singular, that is if a pivot is exactly 0.
## Example: solve([[2.0, 0.0], [0.0, 4.0]], [[2.0, 4.0], [4.0, 8.0]]) == [[1.0, 2.0], [1.0, 2.0]]
pub fn solve<T: f32 | f64 | c64 | c128>(a: T[n, n], b: T[n, m]) -> T[n, m] {
    let (f, order, _) = lu(a);
    assert all(diag(f) != 0), "the matrix is singular";
    var x = b[order];
    loop i in 0..n {
        loop k in 0..i {
            x[i] -= f[i, k] * x[k];
        }
    }
    loop back in 0..n {
        let i = n - 1 - back;
        loop k in i + 1..n {
            x[i] -= f[i, k] * x[k];
        }
        x[i] /= f[i, i];
    }
    x
}

## The matrix whose product with a is the unit matrix. Fails if a is singular, that is if a pivot is exactly 0.
## Example: inverse([[0.0, 2.0], [4.0, 0.0]]) == [[0.0, 0.25], [0.5, 0.0]]
pub fn inverse<T: f32 | f64 | c64 | c128>(a: T[n, n]) -> T[n, n] = solve(a, T(eye(n)));

## The lower triangular l with l @ conj(l.T) = a, for a symmetric (complex: Hermitian) positive definite matrix, of which only the
## part on and below the diagonal is read. Fails if a is not positive definite.
## Example: cholesky([[4.0, 2.0], [2.0, 10.0]]) == [[2.0, 0.0], [1.0, 3.0]]
pub fn cholesky<T: f32 | f64 | c64 | c128>(a: T[n, n]) -> T[n, n] {
    var l = a;
    # Columns in blocks: what a block takes from those behind it is one product of matrices.
    loop block in 0..(n + 31) // 32 {
        let (first, last) = (32 * block, min(32 * block + 32, n));
        loop j in first..last {
            let d = real(l[j, j]) - sum(abs2(l[j, first:j]));
            assert d > 0, "the matrix is positive definite";
            let root = sqrt(d);
            l[j, j] = T(root);
            loop i in j + 1..last {
                l[i, j] = (l[i, j] - sum(l[i, first:j] * conj(l[j, first:j]))) / root;
            }
        }
        # The rows below, turned: lanes go along them.
        var t = for j in first..last, i in last..n: l[i, j];
        loop j in 0..last - first {
            loop k in 0..j {
                let factor = conj(l[first + j, first + k]);
                loop i in 0..n - last { t[j, i] -= factor * t[k, i]; }
            }
            let root = real(l[first + j, first + j]);
            loop i in 0..n - last { t[j, i] = t[j, i] / root; }
        }
        l[last:, first:last] = t.T;
        # Rows in blocks, each up to the diagonal: nothing above it is read.
        loop part in 0..(n - last + 63) // 64 {
            let (from, to) = (64 * part, min(64 * part + 64, n - last));
            l[last + from:last + to, last:last + to] -= t[:, from:to].T @ conj(t[:, :to]);
        }
    }
    tril(l)
}

## The matrices q and r with q @ r = a, where the columns of q are of length 1 and at right angles, and r is upper triangular
## (Householder's reflections, 32 at a time; the numbers on the diagonal of r may be negative). Fails if a has more columns than rows.
## Example: abs(qr([[0.0, 2.0], [3.0, 1.0]]).r - [[-3.0, -1.0], [0.0, 2.0]]) < 1e-14
pub fn qr<T: f32 | f64>(a: T[m, n]) -> (q: T[m, n], r: T[n, n])
where m >= n {
    var r = a;
    # Column k holds the k-th reflection's vector from its row k on, 1 - scale[k] * v * v.T.
    var v = T[m, n](0);
    # Row k of a block holds the k-th row of t, where 1 - v * t * v.T are all reflections of the block.
    var t = T[n, 32](0);
    loop block in 0..(n + 31) // 32 {
        let first = 32 * block;
        let last = min(first + 32, n);
        loop k in first..last {
            # Divided by the largest of them, so that squares neither overflow nor vanish.
            let top = max(abs(r[k:, k]));
            if top > 0 {
                let x = r[k:, k] / top;
                let length = sqrt(sum(x * x));
                v[k:, k] = x;
                v[k, k] += if x[0] < 0 { -length } else { length };
                let w = v[k:, k];
                let scale = 2 / sum(w * w);
                t[k, k - first] = scale;
                r[k:, k:last] -= scale * w[:, new] * (w @ r[k:, k:last]);
            }
        }
        let panel = v[first:, first:last];
        let products = panel.T @ panel;
        loop k in 1..last - first {
            let along = for i in 0..k: products[i, k];
            let scale = t[first + k, k];
            t[first:first + k, k] = -scale * (t[first:first + k, :k] @ along);
        }
        let rest = r[first:, last:];
        r[first:, last:] -= panel @ (t[first:last, :last - first].T @ (panel.T @ rest));
    }
    var q = T[m, n](0);
    loop i in 0..n { q[i, i] = 1; }
    loop back in 0..(n + 31) // 32 {
        let first = 32 * ((n + 31) // 32 - 1 - back);
        let last = min(first + 32, n);
        let panel = v[first:, first:last];
        q[first:, first:] -= panel @ (t[first:last, :last - first] @ (panel.T @ q[first:, first:]));
    }
    (q = q, r = triu(r[:n]))
}

## The x that makes the length of a @ x - b least, for a matrix with at least as many rows as columns. Fails if its columns depend on
## each other, that is if a number on the diagonal of r is exactly 0.
## Example: abs(sum(least_squares([[1.0], [1.0]], [1.0, 2.0])) - 1.5) < 1e-15
pub fn least_squares<T: f32 | f64>(a: T[m, n], b: T[m]) -> T[n]
where m >= n {
    let (q, r) = qr(a);
    assert all(diag(r) != 0), "the columns depend on each other";
    solve_upper(r, b @ q)
}

## The singular values of a matrix with at least as many rows as columns, descending, and the matrices that belong to them: a is
## `u * values @ vt`, the columns of u and the rows of vt are of length 1 and at right angles (one-sided rotations of Jacobi). Of a matrix
## with more columns than rows: `svd_wide`. Fails if the matrix holds NaN or an infinity.
## Example: abs(svd([[0.0, 2.0], [1.0, 0.0]]).values - [2.0, 1.0]) < 1e-15
pub fn svd<T: f32 | f64>(a: T[m, n]) -> (u: T[m, n], values: T[n], vt: T[n, n])
where m >= n {
    assert all(isfinite(a)), "the matrix is finite";
    let largest = if n > 0 { max(abs(a)) } else { T(0) };
    let scale = if largest > 0 { largest } else { T(1) };
    # The rows of w are the columns of a; rotations of two of them make all stand at right angles.
    var w = for j in 0..n, i in 0..m: a[i, j] / scale;
    var v = T(eye(n));
    let unit = nextafter(T(1), T(2)) - 1;
    let enough = unit * sqrt(T(m));
    # Of shorter rows the squares vanish; they count as zeros.
    let shortest = sqrt(nextafter(T(0), T(1))) / unit;
    var rotated = true;
    var rounds = 0;
    while rotated and rounds < 60 {
        rotated = false;
        rounds += 1;
        loop p in 0..n {
            loop q in p + 1..n {
                let pp = sum(for k in 0..m: w[p, k] * w[p, k]);
                let qq = sum(for k in 0..m: w[q, k] * w[q, k]);
                let pq = sum(for k in 0..m: w[p, k] * w[q, k]);
                if abs(pq) <= enough * (sqrt(pp) * sqrt(qq)) { continue; }
                rotated = true;
                let theta = (qq - pp) / (2 * pq);
                let t = (if theta < 0 { T(-1) } else { T(1) }) / (abs(theta) + hypot(theta, 1));
                let c = 1 / hypot(t, 1);
                let s = t * c;
                loop k in 0..m {
                    let (x, y) = (w[p, k], w[q, k]);
                    w[p, k] = c * x - s * y;
                    w[q, k] = s * x + c * y;
                }
                loop k in 0..n {
                    let (x, y) = (v[p, k], v[q, k]);
                    v[p, k] = c * x - s * y;
                    v[q, k] = s * x + c * y;
                }
            }
        }
    }
    let lengths = for j in 0..n: norm(w[j]);
    let order = argsort(-lengths);
    var u = for j in 0..n: {
        let length = lengths[order[j]];
        w[order[j]] * (if length > shortest { 1 / length } else { T(0) })
    };
    # Where a value is as good as 0, any vector at right angles to the others: what is left of the unit vector that they cover least.
    loop j in 0..n {
        if lengths[order[j]] <= shortest {
            let covered = for i in 0..m: sum(for k in 0..n: u[k, i] * u[k, i]);
            let at = argmin(covered);
            var x = for i in 0..m: if i == at { T(1) } else { T(0) };
            loop twice in 0..2 {
                let along = u @ x;
                x = x - along @ u;
            }
            u[j] = x / norm(x);
        }
    }
    (u = u.T, values = for j in 0..n: scale * lengths[order[j]], vt = for j in 0..n: v[order[j]])
}

## As `svd`, of a matrix with at least as many columns as rows.
## Example: abs(svd_wide([[0.0, 2.0, 0.0], [1.0, 0.0, 0.0]]).values - [2.0, 1.0]) < 1e-15
pub fn svd_wide<T: f32 | f64>(a: T[m, n]) -> (u: T[m, m], values: T[m], vt: T[m, n])
where n >= m {
    let (u, values, vt) = svd(a.T);
    (u = vt.T, values = values, vt = u.T)
}

## The eigenvalues of a symmetric matrix, ascending, and its eigenvectors of length 1 as the columns of `vectors`, by reflections of
## Householder and the implicit QL method. Only the part on and below the diagonal is read. Fails if the matrix holds NaN or an infinity.
## Example: eigen_symmetric([[2.0, 0.0], [0.0, 1.0]]).values == [1.0, 2.0]
pub fn eigen_symmetric<T: f32 | f64>(a: T[n, n]) -> (values: T[n], vectors: T[n, n]) {
    assert all(isfinite(tril(a))), "the matrix is finite";
    let largest = if n > 0 { max(abs(tril(a))) } else { T(0) };
    let scale = if largest > 0 { largest } else { T(1) };
    let s = for i, j: (if i < j { a[j, i] } else { a[i, j] }) / scale;
    let (diagonal, beside, mirrors) = tridiagonal(s);
    let (d, z) = turned(diagonal, beside, mirrors);
    let order = argsort(d);
    (values = for j in 0..n: scale * d[order[j]], vectors = (for j in 0..n: z[order[j]]).T)
}

# A symmetric matrix as three diagonals, and the orthogonal matrix, transposed, that makes it so: by Householder's reflections.
fn tridiagonal<T: f32 | f64>(a: T[n, n]) -> (diagonal: T[n], beside: T[n], mirrors: T[n, n]) {
    var s = a;
    # Row k holds the k-th reflection's vector.
    var mirrors = T[n, n](0);
    loop k in 0..max(n - 2, 0) {
        var v = T[n](0);
        let top = max(abs(s[k, k + 1:]));
        if top > 0 {
            loop j in k + 1..n { v[j] = s[k, j] / top; }
            let length = sqrt(sum(v * v));
            v[k + 1] += if v[k + 1] < 0 { -length } else { length };
            let factor = 2 / sum(v * v);
            let p = for i in 0..n: factor * sum(for j in 0..n: s[i, j] * v[j]);
            let half = 0.5 * factor * sum(p * v);
            let w = p - half * v;
            loop i in k..n {
                let (x, y) = (v[i], w[i]);
                loop j in k..n { s[i, j] -= x * w[j] + y * v[j]; }
            }
            let root = sqrt(factor);
            loop j in k + 1..n { mirrors[k, j] = root * v[j]; }
        }
    }
    var z = T(eye(n));
    loop back in 0..max(n - 2, 0) {
        let k = n - 3 - back;
        let v = mirrors[k];
        let p = for i in 0..n: sum(for j in 0..n: z[i, j] * v[j]);
        loop i in k + 1..n {
            let x = p[i];
            loop j in k + 1..n { z[i, j] -= x * v[j]; }
        }
    }
    let beside = for i in 0..n: if i + 1 < n { s[i, min(i + 1, n - 1)] } else { T(0) };
    (diagonal = diag(s), beside = beside, mirrors = z)
}

# The eigenvalues of three diagonals; what makes the diagonals so turns with them, and its rows are the eigenvectors in the end.
fn turned<T: f32 | f64>(diagonal: T[n], beside: T[n], mirrors: T[n, n]) -> (values: T[n], vectors: T[n, n]) {
    var d = diagonal;
    var e = beside;
    var z = mirrors;
    loop first in 0..n {
        var rounds = 0;
        while rounds < 60 {
            var last = first;
            while last < n - 1 {
                let size = abs(d[last]) + abs(d[last + 1]);
                if size + abs(e[last]) == size { break; }
                last += 1;
            }
            if last == first { break; }
            rounds += 1;
            let g0 = (d[first + 1] - d[first]) / (2 * e[first]);
            let r0 = hypot(g0, 1);
            var g = d[last] - d[first] + e[first] / (g0 + copysign(r0, g0));
            var (sine, c, shift) = (T(1), T(1), T(0));
            var whole = true;
            loop back in 0..last - first {
                let i = last - 1 - back;
                let f = sine * e[i];
                let b = c * e[i];
                let r = hypot(f, g);
                e[i + 1] = r;
                if r == 0 {
                    d[i + 1] -= shift;
                    e[last] = 0;
                    whole = false;
                    break;
                }
                sine = f / r;
                c = g / r;
                g = d[i + 1] - shift;
                let t = (d[i] - g) * sine + 2 * c * b;
                shift = sine * t;
                d[i + 1] = g + shift;
                g = c * t - b;
                let (cosine, turn) = (c, sine);
                loop k in 0..n {
                    let (x, y) = (z[i, k], z[i + 1, k]);
                    z[i + 1, k] = turn * x + cosine * y;
                    z[i, k] = cosine * x - turn * y;
                }
            }
            if whole {
                d[first] -= shift;
                e[first] = g;
                e[last] = 0;
            }
        }
    }
    (values = d, vectors = z)
}
