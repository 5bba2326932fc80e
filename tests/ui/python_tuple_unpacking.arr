pub fn swap(a: f64, b: f64) -> (f64, f64) {
    let a2, b2 = b, a;
    (a2, b2)
}
