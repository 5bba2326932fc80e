#! European option prices by Black and Scholes.

## Standard normal cumulative distribution.
fn cdf(x: f64) -> f64 = 0.5 * erfc(-x / sqrt(2.0));

## Prices of a call and a put: spot `s`, strike `k`, years `t`, rate `r`, volatility `v`.
##
## A scalar kernel: calling it on arrays maps it.
pub fn black_scholes(s: f64, k: f64, t: f64, r: f64, v: f64) -> (call: f64, put: f64) {
    let d1 = (ln(s / k) + (r + 0.5 * v * v) * t) / (v * sqrt(t));
    let d2 = d1 - v * sqrt(t);
    let disc = k * exp(-r * t);
    (call = s * cdf(d1) - disc * cdf(d2), put = disc * cdf(-d2) - s * cdf(-d1))
}
