pub fn f(x: f64) -> f64 {
    let g = |y| y + 1.0;
    g(x)
}
