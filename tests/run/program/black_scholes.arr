# run: black_scholes(100.0, 100.0, 1.0, 0.05, 0.2) ~= (10.450583572185565, 5.573526022256971) within 1e-13
# run: black_scholes([100.0, 42.0], [100.0, 40.0], [1.0, 0.5], [0.05, 0.1], [0.2, 0.2]) ~= ([10.450583572185565, 4.759422392871532], [5.573526022256971, 0.8085993729000922]) within 1e-13
# run: black_scholes(empty(0), 1.0, 1.0, 0.0, 0.1) == (empty(0), empty(0))

#! Prices of European options.

fn cdf(x: f64) -> f64 = 0.5 * erfc(-x / sqrt(2.0));
pub fn black_scholes(s: f64, k: f64, t: f64, r: f64, v: f64) -> (call: f64, put: f64) {
    let d1 = (ln(s / k) + (r + 0.5 * v * v) * t) / (v * sqrt(t));
    let d2 = d1 - v * sqrt(t);
    let disc = k * exp(-r * t);
    (call = s * cdf(d1) - disc * cdf(d2), put = disc * cdf(-d2) - s * cdf(-d1))
}
