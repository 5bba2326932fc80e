pub fn f(x: f64) -> f64 {
    if x > 0.0 { break; }
    x
}
pub fn g(x: f64[n]) -> f64[n] = for i: { if x[i] > 0.0 { break; } x[i] };
