# run: covariance([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]) ~= [[4.0, 5.0], [5.0, 6.333333333333333]] within 1e-14
# run: mahalanobis([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]], [1.0, 1.0]) ~= 3.055050463303898 within 1e-10
# run: entropy([0.5, 0.25, 0.25]) ~= 1.5 within 1e-15
# run: kl([0.5, 0.5], [0.25, 0.75]) ~= 0.14384103622589042 within 1e-15
# run: gini([1.0, 1.0, 1.0, 1.0]) ~= 0.0 within 1e-15
# run: gini([0.0, 0.0, 0.0, 1.0]) ~= 0.75 within 1e-15
# run: density([0.0], [0.0, 1.0], 1.0) ~= [0.320456502460288] within 1e-14
# run: cdf([3.0, 1.0, 2.0], [2.0, 0.0, 9.0]) ~= [0.6666666666666666, 0.0, 1.0] within 1e-15
# run: em([0.0, 0.2, 9.8, 10.0], 0.0, 10.0, 5) ~= (0.1, 9.9) within 1e-12

#! Several variables, information, densities, mixtures.

pub fn covariance(x: f64[n, d]) -> f64[d, d] = cov(x.T);
pub fn mahalanobis(x: f64[n, d], at: f64[d]) -> f64 {
    let e = at - mean(x, axis = 0);
    sqrt(e @ solve(cov(x.T), e))
}
pub fn entropy(p: f64[n]) -> f64 = -sum(where(p > 0.0, p * log2(p), 0.0));
pub fn kl(p: f64[n], q: f64[n]) -> f64 = sum(p * ln(p / q));
pub fn gini(x: f64[n]) -> f64 { let s = sort(x); sum(for i: f64(2 * i + 1 - n) * s[i]) / (f64(n) * sum(s)) }
pub fn density(at: f64[m], x: f64[n], width: f64) -> f64[m] = mean(normal_pdf((at[:, new] - x) / width), axis = 1) / width;
pub fn cdf(x: f64[n], at: f64[m]) -> f64[m] = f64(searchsorted_right(sort(x), at)) / f64(n);
pub fn em(x: f64[n], a0: f64, b0: f64, rounds: i64) -> (f64, f64) {
    var (a, b) = (a0, b0);
    loop t in 0..rounds {
        let w = sigmoid(0.5 * ((x - b)**2 - (x - a)**2));
        (a, b) = (average(x, w), average(x, 1.0 - w));
    }
    (a, b)
}
