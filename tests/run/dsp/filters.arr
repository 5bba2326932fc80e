# run: biquad([1.0, 0.0, 0.0, 0.0, 2.0], [0.2, 0.4, 0.2], [-0.5, 0.25]) ~= [0.2, 0.5, 0.4, 0.07500000000000001, 0.3375] within 1e-14
# run: cascade([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], [0.5, 0.5, 0.0], [0.0, 0.0]) == [[0.25, 0.5, 0.25], [0.0, 0.25, 0.5]]
# run: fir([1.0, 2.0, 3.0, 4.0], [0.5, 0.5]) == [1.5, 2.5, 3.5]
# run: decimated([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]) == [0.5, 2.5, 4.5]
# run: upsampled([1.0, 2.0]) == [1.0, 0.0, 0.0, 2.0, 0.0, 0.0]
# run: delayed([1.0, 2.0, 3.0], 1) == [0.0, 1.0, 2.0]
# run: delayed([1.0, 2.0, 3.0], -2) == [3.0, 0.0, 0.0]
# run: median_filter([1.0, 9.0, 2.0, 3.0]) == [1.0, 2.0, 3.0, 3.0]

#! Filters: recursive ones as a fold over time, finite ones as sums.

pub fn biquad(x: f64[n], b: f64[3], a: f64[2]) -> f64[n] {
    var y = f64[n](0);
    var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0);
    loop i in 0..n {
        let v = b[0] * x[i] + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
        (x2, x1, y2, y1) = (x1, x[i], y1, v);
        y[i] = v;
    }
    y
}
pub fn cascade(x: f64[k, n], b: f64[3], a: f64[2]) -> f64[k, n] = biquad(biquad(x, b, a), b, a);
pub fn fir(x: f64[n], h: f64[t]) -> f64[n - t + 1] = for i in 0..n - t + 1: sum(for k in 0..t: h[k] * x[i + t - 1 - k]);
pub fn decimated(x: f64[n]) -> f64[n // 2] = for i in 0..n // 2: mean(x[2 * i:2 * i + 2]);
pub fn upsampled(x: f64[n]) -> f64[3 * n] { var y = f64[3 * n](0); y[::3] = x; y }
pub fn delayed(x: f64[n], k: i64) -> f64[n] = for i in 0..n: x[i - k; 0.0];
pub fn median_filter(x: f64[n]) -> f64[n] = for i: median([x[i - 1; clamp], x[i], x[i + 1; clamp]]);
