pub fn relu(x: f64[n]) -> f64[n] = if x > 0.0 { x } else { 0.0 };
pub fn stop(x: f64[n]) -> f64 {
    while x > 0.0 { break; }
    x[0]
}
