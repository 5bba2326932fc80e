pub fn f(x: f64[n]) -> f64 {
    let (a, b) = x;
    a + b
}
