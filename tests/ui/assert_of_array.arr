pub fn f(x: f64[n]) -> f64[n] {
    assert x > 0.0, "positive";
    x
}
