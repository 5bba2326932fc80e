# run: price(0.05, 0.06, 3) ~= 97.32698805053836 within 1e-13
# run: duration(0.05, 0.06, 3) ~= 2.8573474352559565 within 1e-13
# run: yield_of(97.0, 0.05, 3) ~= 0.06124924439058535 within 1e-10
# run: bootstrapped([0.03, 0.04]) ~= [0.970873786407767, 0.9241971620612397] within 1e-14
# run: days([2024, 2023, 1900, 2000]) == [366, 365, 365, 366]
# run: weekday(2024, 2, 29) == 4
# run: rounded([1.005, 2.675, 10.0], 2) ~= [1.0, 2.68, 10.0] within 0.0051

#! Bonds, and days of the calendar.

pub fn price(coupon: f64, rate: f64, years: i64) -> f64 =
    sum(for t in 1..years + 1: 100.0 * coupon / (1.0 + rate)**f64(t)) + 100.0 / (1.0 + rate)**f64(years);
pub fn duration(coupon: f64, rate: f64, years: i64) -> f64 {
    let flows = for t in 1..years + 1: (if t == years { 100.0 * (1.0 + coupon) } else { 100.0 * coupon }) / (1.0 + rate)**f64(t);
    sum(for k in 0..years: f64(k + 1) * flows[k]) / sum(flows)
}
pub fn yield_of(paid: f64, coupon: f64, years: i64) -> f64 {
    var (low, high) = (0.0, 1.0);
    loop t in 0..60 {
        let m = 0.5 * (low + high);
        if price(coupon, m, years) > paid { low = m; } else { high = m; }
    }
    low
}
pub fn bootstrapped(rate: f64[n]) -> f64[n] {
    var d = f64[n](0);
    loop k in 0..n { d[k] = (1.0 - rate[k] * sum(d[:k])) / (1.0 + rate[k]); }
    d
}
fn leap(y: i64) -> bool = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0);
pub fn days(y: i64[n]) -> i64[n] = 365 + i64(leap(y));

## 0 is a Sunday (Sakamoto's rule).
pub fn weekday(y: i64, m: i64, d: i64) -> i64 {
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let v = if m < 3 { y - 1 } else { y };
    (v + v // 4 - v // 100 + v // 400 + shift[m - 1] + d) % 7
}
pub fn rounded(x: f64[n], digits: i64) -> f64[n] { let s = 10.0**f64(digits); round(x * s) / s }
