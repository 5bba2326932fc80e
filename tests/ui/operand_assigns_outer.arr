pub fn f(x: f64) -> f64 {
    var s = 0.0;
    1.0 + ({ s = x; s })
}
