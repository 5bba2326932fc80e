#! Statistics of rows.
#!
#! All work on one axis, the last one or `axis = k`: of a matrix they give one number a row. NaN anywhere in a row gives
#! NaN, as in NumPy.

## The middle element of the sorted axis, or the mean of the two in the middle. NaN of nothing, or with a NaN.
## Example: median([3.0, 1.0, 2.0, 10.0]) == 2.5
pub fn median<T: f32 | f64>(x: T[n]) -> T {
    let s = sort(x);
    if n == 0 {
        nan
    } else {
        let a = s[max(n - 1, 0) // 2; 0.0];
        let b = s[n // 2; 0.0];
        # NaN is sorted to the end. Halves first, so that the sum does not overflow.
        let middle = if a == b { a } else { 0.5 * a + 0.5 * b };
        where(isnan(s[-1]), nan, middle)
    }
}

## The number below which a share q of the elements lies, on straight lines between the sorted elements (NumPy's "linear").
## NaN of nothing, with a NaN, or for q outside of [0, 1].
## Example: quantile([1.0, 2.0, 3.0, 4.0], 0.25) == 1.75
pub fn quantile<T: f32 | f64>(x: T[n], q: T) -> T {
    let s = sort(x);
    if n == 0 {
        nan
    } else {
        let place = q * T(n - 1);
        let below = clamp(i64(floor(place)), 0, n - 1);
        let t = place - floor(place);
        let a = s[below];
        let b = s[min(below + 1, n - 1)];
        let value = where(a == b, a, where(t < 0.5, a + (b - a) * t, b - (b - a) * (1.0 - t)));
        where(isnan(s[-1]) or not (q >= 0.0 and q <= 1.0), nan, value)
    }
}

## The mean with weights: sum(w * x) / sum(w).
## Example: average([1.0, 3.0], [3.0, 1.0]) == 1.5
pub fn average<T: f32 | f64>(x: T[n], w: T[n]) -> T = sum(w * x) / sum(w);

## The covariance of two rows of samples, with n - 1 in the denominator (as in NumPy's `cov`). NaN or infinite for n < 2.
## Example: cov([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]) == 2.0
pub fn cov<T: f32 | f64>(x: T[n], y: T[n]) -> T {
    let mx = mean(x);
    let my = mean(y);
    sum((x - mx) * (y - my)) / T(n - 1)
}

## The covariances of all pairs of rows, each row one variable (as in NumPy's `cov`).
## Example: cov([[1.0, 3.0], [2.0, 6.0]]) == [[2.0, 4.0], [4.0, 8.0]]
pub fn cov<T: f32 | f64>(x: T[k, n]) -> T[k, k] {
    let d = x - mean(x, axis = 1, keep = true);
    for i in 0..k, j in 0..k: sum(for l in 0..n: d[i, l] * d[j, l]) / T(n - 1)
}

## The correlation of two rows of samples (Pearson), in [-1, 1]. NaN if one does not vary.
## Example: abs(corr([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]) - 1.0) < 1e-15
pub fn corr<T: f32 | f64>(x: T[n], y: T[n]) -> T {
    let dx = x - mean(x);
    let dy = y - mean(y);
    clamp(sum(dx * dy) / (sqrt(sum(dx * dx)) * sqrt(sum(dy * dy))), -1.0, 1.0)
}

## The correlations of all pairs of rows, each row one variable (as in NumPy's `corrcoef`).
## Example: corr([[1.0, 3.0], [2.0, 6.0]])[0, 0] == 1.0
pub fn corr<T: f32 | f64>(x: T[k, n]) -> T[k, k] {
    let c = cov(x);
    let s = sqrt(diag(c));
    for i in 0..k, j in 0..k:
        if i == j {
            c[i, i] / c[i, i]
        } else {
            clamp(c[i, j] / (s[i] * s[j]), -1.0, 1.0)
        }
}

## The axis with mean 0 and standard deviation 1; NaN if it does not vary.
## Example: zscore([1.0, 3.0]) == [-1.0, 1.0]
pub fn zscore<T: f32 | f64>(x: T[n]) -> T[n] = (x - mean(x)) / std(x);

## exp(x) / sum(exp(x)) without overflow.
## Example: softmax([0.0, 0.0]) == [0.5, 0.5]
pub fn softmax<T: f32 | f64>(x: T[n]) -> T[n]
where n >= 1 {
    let e = exp(x - max(x));
    e / sum(e)
}

## ln(sum(exp(x))) without overflow.
## Example: logsumexp([1000.0, 1000.0]) == 1000.6931471805599
pub fn logsumexp<T: f32 | f64>(x: T[n]) -> T
where n >= 1 {
    let top = max(x);
    let base = where(isfinite(top), top, 0.0);
    base + ln(sum(exp(x - base)))
}

## The sum of the elements that are not NaN.
## Example: nansum([1.0, nan, 2.0]) == 3.0
pub fn nansum<T: f32 | f64>(x: T[n]) -> T = sum(where(isnan(x), 0.0, x));

## The mean of the elements that are not NaN; NaN if there are none.
## Example: nanmean([1.0, nan, 2.0]) == 1.5
pub fn nanmean<T: f32 | f64>(x: T[n]) -> T = nansum(x) / T(count(x == x));

## The smallest element that is not NaN; NaN if there are none. Fails if the axis is empty.
## Example: nanmin([3.0, nan, 2.0]) == 2.0
pub fn nanmin<T: float>(x: T[n]) -> T {
    let least = min(where(isnan(x), inf, x));
    where(all(isnan(x)), nan, least)
}

## The largest element that is not NaN; NaN if there are none. Fails if the axis is empty.
## Example: nanmax([3.0, nan, 2.0]) == 3.0
pub fn nanmax<T: float>(x: T[n]) -> T {
    let most = max(where(isnan(x), -inf, x));
    where(all(isnan(x)), nan, most)
}
