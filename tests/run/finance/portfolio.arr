# run: minimum_variance([[0.04, 0.01, 0.0], [0.01, 0.09, 0.02], [0.0, 0.02, 0.16]]) ~= ([0.6461538461538461, 0.20512820512820515, 0.14871794871794866], 0.02789743589743589) within 1e-13
# run: beta([0.01, 0.03, -0.02], [0.02, 0.01, -0.01]) ~= 1.2142857142857142 within 1e-14
# run: rebalanced([0.5, 0.5], [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0]]) == 2.25

#! A portfolio of least variance by Gauss elimination, and one that is rebalanced.

pub fn minimum_variance(cov: f64[n, n]) -> (weights: f64[n], variance: f64) {
    var a = cov;
    var x = f64[n](1);
    loop k in 0..n {
        loop i in k + 1..n {
            let f = a[i, k] / a[k, k];
            a[i] -= f * a[k];
            x[i] -= f * x[k];
        }
    }
    loop back in 0..n {
        let i = n - 1 - back;
        x[i] = (x[i] - sum(for j in i + 1..n: a[i, j] * x[j])) / a[i, i];
    }
    let w = x / sum(x);
    (weights = w, variance = w @ (cov @ w))
}
pub fn beta(r: f64[n], market: f64[n]) -> f64 = cov(r, market) / cov(market, market);

## The value at the end of 1 that is kept at these shares after every step.
pub fn rebalanced(share: f64[k], price: f64[n, k]) -> f64 = prod(for t in 1..n: sum(share * price[t] / price[t - 1]));
