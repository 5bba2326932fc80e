pub fn first(x: f64[n]) -> i64 {
    loop i in 0..n {
        if x[i] > 0.0 { return i; }
    }
    -1
}
