pub fn f(x: f64[n]) -> f64[n] {
    var y = x;
    y = 0.0;
    y[1:] = x;
    y
}
