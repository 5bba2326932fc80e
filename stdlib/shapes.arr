#! Arrays from arrays: other orders, other extents, several into one.
#!
#! Functions of one axis work on the last one, or on that which `axis = k` names. Nothing here computes with elements, so
#! every element type will do. Results are views in effect: fused into what reads them.

## The integers 0, 1, …, n - 1. Fails if n is negative.
## Example: arange(3) == [0, 1, 2]
pub fn arange(n: i64) -> i64[n] = for i in 0..n: i;

## The integers a, a + 1, …, b - 1. Fails if b < a.
## Example: arange(2, 5) == [2, 3, 4]
pub fn arange(a: i64, b: i64) -> i64[b - a] = for i in a..b: i;

## n numbers at equal distances from a to b, both included; n = 1 gives a alone. Fails if n is negative.
## Example: linspace(0.0, 1.0, 5) == [0.0, 0.25, 0.5, 0.75, 1.0]
pub fn linspace<T: f32 | f64>(a: T, b: T, n: i64) -> T[n] {
    let step = (b - a) / T(max(n - 1, 1));
    # The product is rounded, so that the middle of a range around 0 is 0.
    let offsets = for i in 0..n: T(i) * step;
    for i in 0..n: if i > 0 and i == n - 1 { b } else { offsets[i] + a }
}

## The n by n matrix with ones on the diagonal. Fails if n is negative.
## Example: eye(2) == [[1.0, 0.0], [0.0, 1.0]]
pub fn eye(n: i64) -> f64[n, n] = for i in 0..n, j in 0..n: if i == j { 1.0 } else { 0.0 };

## The matrix with x on its diagonal and zeros elsewhere.
## Example: diag([1, 2]) == [[1, 0], [0, 2]]
pub fn diag<T: any>(x: T[n]) -> T[n, n] = for i in 0..n, j in 0..n: if i == j { x[i] } else { T(0) };

## The diagonal of a square matrix.
## Example: diag([[1, 2], [3, 4]]) == [1, 4]
pub fn diag<T: any>(x: T[n, n]) -> T[n] = for i in 0..n: x[i, i];

## The part of a matrix on and above the k-th diagonal; the main one is 0, those above are positive. Zeros elsewhere.
## Example: triu([[1, 2], [3, 4]], 1) == [[0, 2], [0, 0]]
pub fn triu<T: any>(x: T[n, m], k: i64) -> T[n, m] = for i, j: if j - i >= k { x[i, j] } else { T(0) };

## The part of a matrix on and above its diagonal; zeros below.
## Example: triu([[1, 2], [3, 4]]) == [[1, 2], [0, 4]]
pub fn triu<T: any>(x: T[n, m]) -> T[n, m] = triu(x, 0);

## The part of a matrix on and below the k-th diagonal; the main one is 0, those above are positive. Zeros elsewhere.
## Example: tril([[1, 2], [3, 4]], -1) == [[0, 0], [3, 0]]
pub fn tril<T: any>(x: T[n, m], k: i64) -> T[n, m] = for i, j: if j - i <= k { x[i, j] } else { T(0) };

## The part of a matrix on and below its diagonal; zeros above.
## Example: tril([[1, 2], [3, 4]]) == [[1, 0], [3, 4]]
pub fn tril<T: any>(x: T[n, m]) -> T[n, m] = tril(x, 0);

## The elements of an axis in the opposite order.
## Example: flip([1, 2, 3]) == [3, 2, 1]
pub fn flip<T: any>(x: T[n]) -> T[n] = x[::-1];

## The elements of an axis, k places further; those that leave at the end come back at the start.
## Example: roll([1, 2, 3, 4], 1) == [4, 1, 2, 3]
pub fn roll<T: any>(x: T[n], k: i64) -> T[n] {
    # By the remainder, so that no k overflows. An empty axis has nothing to turn.
    let shift = k % max(n, 1);
    for i in 0..n: if i < shift { x[i - shift + n] } else { x[i - shift] }
}

## An axis with `before` and `after` elements more, all of them `value`. Fails if an extent would be negative; negative
## counts take elements away.
## Example: pad([1, 2], 1, 2, 0) == [0, 1, 2, 0, 0]
pub fn pad<T: any>(x: T[n], before: i64, after: i64, value: T) -> T[n + before + after] =
    for i in 0..n + before + after: x[i - before; value];

## An axis with more elements at both ends, copies of the first and of the last one (NumPy's mode "edge"). Fails if the
## axis is empty.
## Example: pad_clamp([1, 2], 1, 2) == [1, 1, 2, 2, 2]
pub fn pad_clamp<T: any>(x: T[n], before: i64, after: i64) -> T[n + before + after] =
    for i in 0..n + before + after: x[i - before; clamp];

## An axis with more elements at both ends, as if it were repeated (NumPy's mode "wrap"). Fails if the axis is empty.
## Example: pad_wrap([1, 2, 3], 1, 2) == [3, 1, 2, 3, 1, 2]
pub fn pad_wrap<T: any>(x: T[n], before: i64, after: i64) -> T[n + before + after] =
    for i in 0..n + before + after: x[i - before; wrap];

## An axis with more elements at both ends, mirrored at its first and last element (NumPy's mode "reflect"). Fails if the
## axis is empty.
## Example: pad_mirror([1, 2, 3], 1, 2) == [2, 1, 2, 3, 2, 1]
pub fn pad_mirror<T: any>(x: T[n], before: i64, after: i64) -> T[n + before + after] =
    for i in 0..n + before + after: x[i - before; mirror];

## One axis behind another.
## Example: concat([1, 2], [3]) == [1, 2, 3]
pub fn concat<T: any>(a: T[n], b: T[m]) -> T[n + m] = for i in 0..n + m: if i < n { a[i] } else { b[i - n] };

## Three axes behind each other.
## Example: concat([1, 2], [3], [4]) == [1, 2, 3, 4]
pub fn concat<T: any>(a: T[n], b: T[m], c: T[k]) -> T[n + m + k] = concat(concat(a, b), c);

## Two arrays of one shape as the items of a new first axis.
## Example: stack([1, 2], [3, 4]) == [[1, 2], [3, 4]]
pub fn stack<T: any>(a: T[..s], b: T[..s]) -> T[2, ..s] = [a, b];

## Three arrays of one shape as the items of a new first axis.
## Example: stack([1, 2], [3, 4], [5, 6]) == [[1, 2], [3, 4], [5, 6]]
pub fn stack<T: any>(a: T[..s], b: T[..s], c: T[..s]) -> T[3, ..s] = [a, b, c];

## k copies of an axis behind each other. Fails if k is negative.
## Example: tile([1, 2], 2) == [1, 2, 1, 2]
pub fn tile<T: any>(x: T[n], k: i64) -> T[k * n] = flatten(for copy in 0..k, i in 0..n: x[i]);

## a by b copies of a matrix. Fails if a or b is negative.
## Example: tile([[1, 2]], 2, 2) == [[1, 2, 1, 2], [1, 2, 1, 2]]
pub fn tile<T: any>(x: T[n, m], a: i64, b: i64) -> T[a * n, b * m] = tile(tile(x, a, axis = 0), b);

## Every element k times. Fails if k is negative.
## Example: repeat([1, 2], 3) == [1, 1, 1, 2, 2, 2]
pub fn repeat<T: any>(x: T[n], k: i64) -> T[n * k] = flatten(for i in 0..n, copy in 0..k: x[i]);

## All windows of k neighbours. Fails if k is above the extent plus 1.
## Example: windows([1, 2, 3], 2) == [[1, 2], [2, 3]]
pub fn windows<T: any>(x: T[n], k: i64) -> T[n - k + 1, k] = for i in 0..n - k + 1, j in 0..k: x[i + j];

## The elements of a matrix in one row, row by row.
## Example: flatten([[1, 2], [3, 4]]) == [1, 2, 3, 4]
pub fn flatten<T: any>(x: T[n, m]) -> T[n * m] {
    var y = T[n * m](0);
    loop i in 0..n {
        y[i * m:i * m + m] = x[i];
    }
    y
}

## The elements of an array with three axes in one row, the last index running fastest.
## Example: flatten([[[1, 2]], [[3, 4]]]) == [1, 2, 3, 4]
pub fn flatten<T: any>(x: T[n, m, k]) -> T[n * m * k] = flatten(for i in 0..n: flatten(x[i]));

## The elements of a row as the rows of a matrix. Fails if there are not n * m of them.
## Example: reshape([1, 2, 3, 4], 2, 2) == [[1, 2], [3, 4]]
pub fn reshape<T: any>(x: T[k], n: i64, m: i64) -> T[n, m]
where k == n * m =
    for i in 0..n, j in 0..m: x[i * m + j];

## The elements of a row as an array with three axes. Fails if there are not a * b * c of them.
## Example: reshape([1, 2, 3, 4], 2, 1, 2) == [[[1, 2]], [[3, 4]]]
pub fn reshape<T: any>(x: T[k], a: i64, b: i64, c: i64) -> T[a, b, c]
where k == a * b * c =
    for i in 0..a, j in 0..b, l in 0..c: x[(i * b + j) * c + l];

## The elements of a matrix in a row of n. Fails if there are not n of them.
## Example: reshape([[1, 2], [3, 4]], 4) == [1, 2, 3, 4]
pub fn reshape<T: any>(x: T[a, b], n: i64) -> T[n]
where n >= 0, a * b == n =
    flatten(x);

## The elements of a matrix, row by row, as the rows of another. Fails if there are not n * m of them.
## Example: reshape([[1, 2, 3, 4]], 2, 2) == [[1, 2], [3, 4]]
pub fn reshape<T: any>(x: T[a, b], n: i64, m: i64) -> T[n, m]
where a * b == n * m =
    reshape(flatten(x), n, m);

## The elements of an array with three axes as the rows of a matrix. Fails if there are not n * m of them.
## Example: reshape([[[1, 2]], [[3, 4]]], 2, 2) == [[1, 2], [3, 4]]
pub fn reshape<T: any>(x: T[a, b, c], n: i64, m: i64) -> T[n, m]
where a * b * c == n * m =
    reshape(flatten(x), n, m);
