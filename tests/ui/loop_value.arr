pub fn f(x: f64[n]) -> f64 {
    loop i in 0..n { x[i] }
    0.0
}
