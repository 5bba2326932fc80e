#! European option prices.

## Standard normal cumulative distribution.
fn cdf<T: f32 | f64>(x: T) -> T = 0.5 * erfc(-x * 0.7071067811865476);

fn price<T: f32 | f64>(s: T, k: T, t: T, r: T, sigma: T) -> (call: T, put: T) {
    let d1 = (ln(s / k) + (r + 0.5 * sigma * sigma) * t) / (sigma * sqrt(t));
    let d2 = d1 - sigma * sqrt(t);
    let disc = k * exp(-r * t);
    let call = s * cdf(d1) - disc * cdf(d2);
    (call = call, put = call - s + disc)
}

## Call and put prices in single precision.
pub fn black_scholes_f32(S: f32, K: f32, T: f32, r: f32, sigma: f32) -> (call: f32, put: f32) =
    price(S, K, T, r, sigma);

## Call and put prices in double precision.
pub fn black_scholes_f64(S: f64, K: f64, T: f64, r: f64, sigma: f64) -> (call: f64, put: f64) =
    price(S, K, T, r, sigma);
