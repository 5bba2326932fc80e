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
    loop k in 0..n {
        let p = k + argmax(abs(f[k:, k]));
        if p != k {
            let (row, place) = (f[p], order[p]);
            f[p] = f[k];
            f[k] = row;
            order[p] = order[k];
            order[k] = place;
            odd = not odd;
        }
        let pivot = f[k, k];
        if pivot != 0 {
            loop i in k + 1..n {
                let factor = f[i, k] / pivot;
                f[i, k] = factor;
                f[i, k + 1:] -= factor * f[k, k + 1:];
            }
        }
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
    let columns = solve(a, b[:, new]);
    columns[:, 0]
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
    var l = T[n, n](0);
    loop j in 0..n {
        let d = real(a[j, j]) - sum(abs2(l[j, :j]));
        assert d > 0, "the matrix is positive definite";
        let root = sqrt(d);
        l[j, j] = T(root);
        loop i in j + 1..n {
            l[i, j] = (a[i, j] - sum(l[i, :j] * conj(l[j, :j]))) / root;
        }
    }
    l
}

## The matrices q and r with q @ r = a, where the columns of q are of length 1 and at right angles, and r is upper triangular
## (Householder's reflections; the numbers on the diagonal of r may be negative). Fails if a has more columns than rows.
## Example: abs(qr([[0.0, 2.0], [3.0, 1.0]]).r - [[-3.0, -1.0], [0.0, 2.0]]) < 1e-14
pub fn qr<T: f32 | f64>(a: T[m, n]) -> (q: T[m, n], r: T[n, n])
where m >= n {
    var r = a;
    # Column k holds the k-th reflection's vector from its row k on.
    var v = T[m, n](0);
    loop k in 0..n {
        # Divided by the largest of them, so that squares neither overflow nor vanish.
        let top = max(abs(r[k:, k]));
        if top > 0 {
            let x = r[k:, k] / top;
            let length = sqrt(sum(x * x));
            v[k:, k] = x;
            v[k, k] += if x[0] < 0 { -length } else { length };
            let w = v[k:, k];
            let scale = 2 / sum(w * w);
            r[k:, k:] -= scale * w[:, new] * (w @ r[k:, k:]);
        }
    }
    var q = T[m, n](0);
    loop i in 0..n { q[i, i] = 1; }
    loop back in 0..n {
        let k = n - 1 - back;
        let w = v[k:, k];
        let length = sum(w * w);
        if length > 0 { q[k:] -= 2 / length * w[:, new] * (w @ q[k:]); }
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

## The eigenvalues of a symmetric matrix, ascending, and its eigenvectors of length 1 as the columns of `vectors`, by Jacobi's
## rotations. Only the part on and below the diagonal is read. Fails if the matrix holds NaN or an infinity.
## Example: eigen_symmetric([[2.0, 0.0], [0.0, 1.0]]).values == [1.0, 2.0]
pub fn eigen_symmetric<T: f32 | f64>(a: T[n, n]) -> (values: T[n], vectors: T[n, n]) {
    assert all(isfinite(tril(a))), "the matrix is finite";
    var s = for i, j: if i < j { a[j, i] } else { a[i, j] };
    var v = T(eye(n));
    var rounds = 0;
    # Every round of rotations squares what is beside the diagonal, so that few rounds suffice.
    while rounds < 60 and sum(abs(tril(s, -1))) > 0 {
        rounds += 1;
        loop p in 0..n {
            loop q in p + 1..n {
                let beside = s[p, q];
                # What no longer changes its diagonal is 0.
                let (dp, dq) = (s[p, p], s[q, q]);
                if abs(dp) + abs(beside) == abs(dp) and abs(dq) + abs(beside) == abs(dq) {
                    s[p, q] = 0;
                    s[q, p] = 0;
                    continue;
                }
                let theta = (dq - dp) / (2 * beside);
                let t = (if theta < 0 { T(-1) } else { T(1) }) / (abs(theta) + hypot(theta, 1));
                let c = 1 / hypot(t, 1);
                let sine = t * c;
                loop k in 0..n {
                    let (x, y) = (s[k, p], s[k, q]);
                    s[k, p] = c * x - sine * y;
                    s[k, q] = sine * x + c * y;
                }
                loop k in 0..n {
                    let (x, y) = (s[p, k], s[q, k]);
                    s[p, k] = c * x - sine * y;
                    s[q, k] = sine * x + c * y;
                }
                s[p, q] = 0;
                s[q, p] = 0;
                loop k in 0..n {
                    let (x, y) = (v[k, p], v[k, q]);
                    v[k, p] = c * x - sine * y;
                    v[k, q] = sine * x + c * y;
                }
            }
        }
    }
    let values = diag(s);
    let order = argsort(values);
    (values = values[order], vectors = v[:, order])
}
