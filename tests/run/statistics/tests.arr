# run: welch([5.1, 4.9, 6.2, 5.8, 6.0], [6.1, 5.9, 7.2, 6.5]) ~= -2.14963567190434 within 1e-12
# run: chi_square([10.0, 20.0, 30.0], [20.0, 20.0, 20.0]) == 10.0
# run: mann_whitney([5.1, 4.9, 6.2, 5.8, 6.0], [6.1, 5.9, 7.2, 6.5]) == 3.0
# run: kolmogorov([5.1, 4.9, 6.2, 5.8, 6.0], [6.1, 5.9, 7.2, 6.5]) ~= 0.6 within 1e-15
# run: spearman([5.1, 4.9, 6.2, 5.8, 6.0], [1.0, 2.0, 5.0, 4.0, 3.0]) ~= 0.7999999999999999 within 1e-14
# run: moments([5.1, 4.9, 6.2, 5.8, 6.0]) ~= (-0.27154541788363673, -1.6408284023668653) within 1e-11
# run: ranks([30.0, 10.0, 20.0]) == [3, 1, 2]

#! Statistics of tests.

fn sample_variance(x: f64[n]) -> f64 = var(x) * f64(n) / f64(n - 1);
pub fn welch(a: f64[n], b: f64[m]) -> f64 =
    (mean(a) - mean(b)) / sqrt(sample_variance(a) / f64(n) + sample_variance(b) / f64(m));
pub fn chi_square(seen: f64[k], expected: f64[k]) -> f64 = sum((seen - expected)**2 / expected);
pub fn mann_whitney(a: f64[n], b: f64[m]) -> f64 = sum(for i, j: if a[i] > b[j] { 1.0 } else if a[i] == b[j] { 0.5 } else { 0.0 });
pub fn kolmogorov(a: f64[n], b: f64[m]) -> f64 {
    let all_values = concat(a, b);
    max(for i in 0..n + m: {
        let v = all_values[i];
        abs(f64(count(a <= v)) / f64(n) - f64(count(b <= v)) / f64(m))
    })
}
pub fn ranks(x: f64[n]) -> i64[n] { var r = i64[n](0); r[argsort(x)] = arange(1, n + 1); r }
pub fn spearman(a: f64[n], b: f64[n]) -> f64 = corr(f64(ranks(a)), f64(ranks(b)));
pub fn moments(x: f64[n]) -> (skew: f64, kurtosis: f64) {
    let d = x - mean(x);
    let s = std(x);
    (skew = mean(d**3) / s**3, kurtosis = mean(d**4) / s**4 - 3.0)
}
