#! Rows of samples: convolution, averages, interpolation, sums of areas.
#!
#! Functions of one axis work on the last one, or on that which `axis = k` names.

## The convolution of x and the kernel k, wherever they overlap (NumPy's mode "full"). Fails if both are empty.
## Example: convolve([1, 2, 3], [1, 1]) == [1, 3, 5, 3]
pub fn convolve<T: num>(x: T[n], k: T[m]) -> T[n + m - 1] =
    for i in 0..n + m - 1: T(sum(for j in 0..m: k[j] * x[i - j; 0]));

## The convolution of an image and a kernel, wherever they overlap.
## Example: convolve([[1, 2]], [[1], [1]]) == [[1, 2], [1, 2]]
pub fn convolve<T: num>(x: T[h, w], k: T[a, b]) -> T[h + a - 1, w + b - 1] =
    for i in 0..h + a - 1, j in 0..w + b - 1: T(sum(for p in 0..a, q in 0..b: k[p, q] * x[i - p, j - q; 0]));

## The convolution of x and the kernel k where the kernel lies inside (NumPy's mode "valid", for n >= m). Fails if the kernel is
## longer than x by more than one.
## Example: convolve_valid([1, 2, 3], [1, 1]) == [3, 5]
pub fn convolve_valid<T: num>(x: T[n], k: T[m]) -> T[n - m + 1] =
    for i in 0..n - m + 1: T(sum(for j in 0..m: k[m - 1 - j] * x[i + j]));

## The convolution of an image and a kernel where the kernel lies inside.
## Example: convolve_valid([[1, 2], [3, 4]], [[1, 1], [1, 1]]) == [[10]]
pub fn convolve_valid<T: num>(x: T[h, w], k: T[a, b]) -> T[h - a + 1, w - b + 1] =
    for i in 0..h - a + 1, j in 0..w - b + 1:
        T(sum(for p in 0..a, q in 0..b: k[a - 1 - p, b - 1 - q] * x[i + p, j + q]));

## The middle part of the convolution, as long as x; zeros stand outside.
## Example: convolve_same([1, 2, 3], [1, 1, 1]) == [3, 6, 5]
pub fn convolve_same<T: num>(x: T[n], k: T[m]) -> T[n] =
    for i in 0..n: T(sum(for j in 0..m: k[j] * x[i + (m - 1) // 2 - j; 0]));

## The middle part of the convolution, as large as the image; zeros stand outside.
## Example: convolve_same([[1, 2], [3, 4]], [[0, 0, 0], [1, 1, 0], [0, 0, 0]])[0, 0] == 3
pub fn convolve_same<T: num>(x: T[h, w], k: T[a, b]) -> T[h, w] =
    for i in 0..h, j in 0..w:
        T(sum(for p in 0..a, q in 0..b: k[p, q] * x[i + (a - 1) // 2 - p, j + (b - 1) // 2 - q; 0]));

## Each element and its neighbours, weighted by k, whose middle is at m // 2: `sum k[j] * x[i + j - m // 2]` (not turned round,
## SciPy's `correlate1d`); outside the first and last element stand (its mode "nearest"). Fails if x is empty and k is not.
## Example: filter_clamp([1, 2, 4], [1, 0, 1]) == [3, 5, 6]
pub fn filter_clamp<T: num>(x: T[n], k: T[m]) -> T[n] =
    for i in 0..n: T(sum(for j in 0..m: k[j] * x[i + j - m // 2; clamp]));

## As `filter_clamp`, of an image and a kernel with two axes.
## Example: filter_clamp([[1, 2], [3, 4]], [[0, 1]]) == [[1, 2], [3, 4]]
pub fn filter_clamp<T: num>(x: T[h, w], k: T[a, b]) -> T[h, w] =
    for i in 0..h, j in 0..w:
        T(sum(for p in 0..a, q in 0..b: k[p, q] * x[i + p - a // 2, j + q - b // 2; clamp]));

## As `filter_clamp`, but outside x is repeated (SciPy's mode "wrap").
## Example: filter_wrap([1, 2, 4], [1, 0, 1]) == [6, 5, 3]
pub fn filter_wrap<T: num>(x: T[n], k: T[m]) -> T[n] =
    for i in 0..n: T(sum(for j in 0..m: k[j] * x[i + j - m // 2; wrap]));

## As `filter_wrap`, of an image and a kernel with two axes.
## Example: filter_wrap([[1, 2], [3, 4]], [[1, 0]]) == [[2, 1], [4, 3]]
pub fn filter_wrap<T: num>(x: T[h, w], k: T[a, b]) -> T[h, w] =
    for i in 0..h, j in 0..w:
        T(sum(for p in 0..a, q in 0..b: k[p, q] * x[i + p - a // 2, j + q - b // 2; wrap]));

## As `filter_clamp`, but outside x is mirrored at its first and last element (SciPy's mode "mirror").
## Example: filter_mirror([1, 2, 4], [1, 0, 1]) == [4, 5, 4]
pub fn filter_mirror<T: num>(x: T[n], k: T[m]) -> T[n] =
    for i in 0..n: T(sum(for j in 0..m: k[j] * x[i + j - m // 2; mirror]));

## As `filter_mirror`, of an image and a kernel with two axes.
## Example: filter_mirror([[1, 2], [3, 4]], [[1, 0]]) == [[2, 1], [4, 3]]
pub fn filter_mirror<T: num>(x: T[h, w], k: T[a, b]) -> T[h, w] =
    for i in 0..h, j in 0..w:
        T(sum(for p in 0..a, q in 0..b: k[p, q] * x[i + p - a // 2, j + q - b // 2; mirror]));

## The means of all windows of k neighbours. Fails if k is not in 1, …, n.
## Example: moving_average([1.0, 3.0, 5.0], 2) == [2.0, 4.0]
pub fn moving_average<T: f32 | f64>(x: T[n], k: i64) -> T[n - k + 1]
where k >= 1, k <= n =
    for i in 0..n - k + 1: sum(for j in 0..k: x[i + j]) / T(k);

## The value at x of the broken line through the points (xp, fp), xp ascending; outside the first or last value. Fails without a
## point, NaN for NaN.
## Example: interp(1.5, [1.0, 2.0, 3.0], [10.0, 20.0, 0.0]) == 15.0
pub fn interp<T: f32 | f64>(x: T, xp: T[n], fp: T[n]) -> T {
    let k = clamp(searchsorted_right(xp, x) - 1, 0, max(n - 2, 0));
    let next = min(k + 1, n - 1);
    let slope = (fp[next] - fp[k]) / (xp[next] - xp[k]);
    let inside = slope * (x - xp[k]) + fp[k];
    if isnan(x) { x } else if x <= xp[0] { fp[0] } else if x >= xp[-1] { fp[-1] } else { inside }
}

## The area below a line through y at distance 1 (NumPy's `trapezoid`); 0 for fewer than two points.
## Example: trapezoid([1.0, 2.0, 3.0]) == 4.0
pub fn trapezoid<T: f32 | f64>(y: T[n]) -> T = sum(for i in 0..max(n - 1, 0): 0.5 * (y[i] + y[i + 1]));

## The area below a line through the points (x, y).
## Example: trapezoid([1.0, 2.0, 3.0], [0.0, 2.0, 4.0]) == 8.0
pub fn trapezoid<T: f32 | f64>(y: T[n], x: T[n]) -> T =
    sum(for i in 0..max(n - 1, 0): 0.5 * (y[i] + y[i + 1]) * (x[i + 1] - x[i]));

## The slopes of samples at distance 1: central differences, at both ends one-sided. Fails for fewer than two samples.
## Example: gradient([1.0, 2.0, 4.0]) == [1.0, 1.5, 2.0]
pub fn gradient<T: f32 | f64>(x: T[n]) -> T[n]
where n >= 2 =
    for i in 0..n:
        if i == 0 {
            x[1] - x[0]
        } else if i == n - 1 {
            x[-1] - x[-2]
        } else {
            0.5 * (x[i + 1] - x[i - 1])
        };
