pub fn norm(x: f64[n]) -> f64 {
    s = sum(x * x);
    sqrt(s)
}
