pub fn f(x: f64[n], y: f64[n]) -> f64[n] {
    var z = x;
    z[x < 0.0] = y;
    z
}
