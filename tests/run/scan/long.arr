# run: total([1.0], 3) == 3.0
# run: total([1.0, 2.0], 30000) == 45000.0
# run: first([1.0, 0.0], 3) == 1.0

#! Scans of many chunks, with operators that are not commutative.

fn long(x: f64[n], m: i64) -> f64[m] = for i in 0..m: x[i % n];
pub fn total(x: f64[n], m: i64) -> f64
where n >= 1 = cumsum(long(x, m))[-1];
pub fn first(x: f64[n], m: i64) -> f64
where n >= 1 = scan(|a, b| 0.5 * b + a, 0.0, long(x, m))[-1];
pub fn sums(x: f64[n]) -> f64
where n >= 1 = cumsum(long(x, 20_000))[-1];
pub fn halves(x: f64[n]) -> f64
where n >= 1 = scan(|a, b| 0.5 * b + a, 0.0, long(x, 20_000))[-1];
