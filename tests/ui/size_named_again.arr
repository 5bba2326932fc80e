pub fn f(x: f64[n]) -> f64 {
    let n = sum(x);
    n
}
