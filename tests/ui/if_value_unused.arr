pub fn f(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 2.0 }
    x
}
