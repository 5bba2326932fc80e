pub fn f(x: f64[n]) -> f64 {
    var s = 0.0;
    loop i in 0..n {
        if x[i] < 0.0 { continue; }
        s += x[i];
    }
    s
}
