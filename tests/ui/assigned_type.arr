pub fn f(x: f64[n]) -> i64 {
    var s = 0;
    loop i in 0..n { s += x[i]; }
    s
}
