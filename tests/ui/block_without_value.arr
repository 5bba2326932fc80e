pub fn f(x: f64) -> f64 {
    let y = 2.0 * x;
    y + 1.0;
}
