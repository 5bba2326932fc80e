#! Linear algebra: products, norms, triangular systems. The matrix product of two arrays is also `a @ b`.

## The scalar product.
## Example: dot([1, 2], [3, 4]) == 11
pub fn dot<T: num>(x: T[n], y: T[n]) -> T = T(sum(x * y));

## The matrix product, for stacks of matrices too.
## Example: matmul([[1, 2], [3, 4]], [[0, 1], [1, 0]]) == [[2, 1], [4, 3]]
pub fn matmul<T: num>(a: T[n, k], b: T[k, m]) -> T[n, m] = a @ b;

## A matrix times a vector, for stacks of both too.
## Example: matvec([[1, 2], [3, 4]], [1, 1]) == [3, 7]
pub fn matvec<T: num>(a: T[n, m], x: T[m]) -> T[n] = a @ x;

## All products of an element of x and one of y.
## Example: outer([1, 2], [3, 4]) == [[3, 4], [6, 8]]
pub fn outer<T: num>(x: T[n], y: T[m]) -> T[n, m] = for i in 0..n, j in 0..m: x[i] * y[j];

## All products of an element of a and one of b, in blocks (Kronecker's product).
## Example: kron([[1, 2]], [[1], [1]]) == [[1, 2], [1, 2]]
pub fn kron<T: num>(a: T[n, m], b: T[p, q]) -> T[n * p, m * q] {
    let rows = for i in 0..n, r in 0..p: flatten(for j in 0..m, s in 0..q: a[i, j] * b[r, s]);
    reshape(flatten(rows), n * p, m * q)
}

## The Euclidean norm. Squares may overflow or vanish; `hypot` is for that.
## Example: norm([3.0, 4.0]) == 5.0
pub fn norm<T: f32 | f64>(x: T[n]) -> T = sqrt(sum(x * x));
## The Euclidean norm of complex numbers.
pub fn complex_norm(x: c64[n]) -> f32 = sqrt(sum(abs2(x)));
## The Euclidean norm of complex numbers.
pub fn complex_norm(x: c128[n]) -> f64 = sqrt(sum(abs2(x)));

## The Frobenius norm of a matrix.
## Example: norm([[1.0, 1.0], [1.0, 1.0]]) == 2.0
pub fn norm<T: f32 | f64>(a: T[n, m]) -> T = sqrt(sum(a * a));
## The Frobenius norm of a matrix of complex numbers.
pub fn complex_norm(a: c64[n, m]) -> f32 = sqrt(sum(abs2(a)));
## The Frobenius norm of a matrix of complex numbers.
pub fn complex_norm(a: c128[n, m]) -> f64 = sqrt(sum(abs2(a)));

## x divided by its Euclidean norm; NaN for zeros.
## Example: normalize([3.0, 4.0]) == [0.6, 0.8]
pub fn normalize<T: f32 | f64>(x: T[n]) -> T[n] = x / norm(x);

## The sum of the diagonal.
## Example: trace([[1, 2], [3, 4]]) == 5
pub fn trace<T: num>(a: T[n, n]) -> T = T(sum(for i in 0..n: a[i, i]));

## The vector product.
## Example: cross([1, 0, 0], [0, 1, 0]) == [0, 0, 1]
pub fn cross<T: num>(a: T[3], b: T[3]) -> T[3] {
    # The products are rounded, so that a vector times itself is 0.
    let plus = [a[1] * b[2], a[2] * b[0], a[0] * b[1]];
    let minus = [a[2] * b[1], a[0] * b[2], a[1] * b[0]];
    plus - minus
}

## The x with l @ x = b, where l is lower triangular; what stands above its diagonal is not read. Infinite or NaN if a number
## of the diagonal is 0.
## Example: solve_lower([[2.0, 0.0], [1.0, 1.0]], [2.0, 3.0]) == [1.0, 2.0]
pub fn solve_lower<T: f32 | f64>(l: T[n, n], b: T[n]) -> T[n] {
    var x = b;
    loop i in 0..n {
        let s = sum(for j in 0..i: l[i, j] * x[j]);
        x[i] = (b[i] - s) / l[i, i];
    }
    x
}

## The x with u @ x = b, where u is upper triangular; what stands below its diagonal is not read. Infinite or NaN if a number
## of the diagonal is 0.
## Example: solve_upper([[1.0, 1.0], [0.0, 2.0]], [3.0, 4.0]) == [1.0, 2.0]
pub fn solve_upper<T: f32 | f64>(u: T[n, n], b: T[n]) -> T[n] {
    var x = b;
    loop k in 0..n {
        let i = n - 1 - k;
        let s = sum(for j in i + 1..n: u[i, j] * x[j]);
        x[i] = (b[i] - s) / u[i, i];
    }
    x
}
