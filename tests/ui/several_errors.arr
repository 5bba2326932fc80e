pub fn a(x: f64[n], y: f64[m]) -> f64[n] = x + y;
pub fn b(x: f64) -> f64 {
    let k = unknown(x);
    let l = k + 1.0;
    let i: i64 = 1.5;
    l * i
}
pub fn c(x: i64) -> i64 = b(x) + missing_name;
