# run: spread([2.0, 8.0, 4.0, 100.0, 5.0, 6.0]) ~= (2.0, 3.25) within 1e-14
# run: trimmed([2.0, 8.0, 4.0, 100.0, 5.0, 6.0], 1) == 5.75
# run: winsorized([2.0, 8.0, 4.0, 100.0, 5.0, 6.0]) == [4.0, 8.0, 4.0, 8.0, 5.0, 6.0]
# run: outliers([2.0, 8.0, 4.0, 100.0, 5.0, 6.0]) == [false, false, false, true, false, false]
# run: mode([3, 1, 3, 2, 1, 3]) == 3
# run: geometric([1.0, 10.0, 100.0]) ~= 10.0 within 1e-14
# run: bins([2.0, 8.0, 4.0, 100.0, 5.0, 6.0], [0.0, 5.0, 10.0]) == [2, 3]
# run: boot(7, 200) ~= 3.0 within 0.5

#! Robust measures, and a bootstrap by keyed random numbers.

pub fn spread(x: f64[n]) -> (f64, f64) {
    let m = median(x);
    (median(abs(x - m)), quantile(x, 0.75) - quantile(x, 0.25))
}
pub fn trimmed(x: f64[n], k: i64) -> f64 = mean(sort(x)[k:n - k]);
pub fn winsorized(x: f64[n]) -> f64[n]
where n >= 3 { let s = sort(x); clamp(x, s[1], s[-2]) }
pub fn outliers(x: f64[n]) -> bool[n] {
    let (low, high) = (quantile(x, 0.25), quantile(x, 0.75));
    let reach = 1.5 * (high - low);
    x < low - reach or x > high + reach
}
pub fn mode(x: i64[n]) -> i64 { let s = sort(x); s[argmax(searchsorted_right(s, s) - searchsorted(s, s))] }
pub fn geometric(x: f64[n]) -> f64 = exp(mean(ln(x)));
pub fn bins(x: f64[n], edges: f64[k]) -> i64[k - 1] = histogram(x, edges);
pub fn boot(key: u64, rounds: i64) -> f64 {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0];
    mean(for r in 0..rounds: mean(x[integers(random_key(key, u64(r)), 0, 5, 5)]))
}
