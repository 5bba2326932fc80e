pub fn f(x: f64) -> f64 {
    let y = x * 2.0
    let z = y + 1.0;
    z
}
