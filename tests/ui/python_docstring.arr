pub fn f(x: f64) -> f64 {
    "The identity."
    x
}
