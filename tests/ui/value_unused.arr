pub fn f(x: f64[n]) -> f64 {
    sum(x);
    sum(x) + 1.0;
    0.0
}
