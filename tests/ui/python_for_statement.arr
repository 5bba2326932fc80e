pub fn total(x: f64[n]) -> f64 {
    var s = 0.0;
    for i in 0..n {
        s += x[i];
    }
    s
}
