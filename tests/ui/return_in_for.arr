pub fn f(x: f64[n]) -> f64[n] = for i: {
    if x[i] < 0.0 { return 0.0; }
    x[i]
};
pub fn g(x: f64) -> f64 {
    loop i in 0..3 {
        return i;
    }
    return;
}
pub fn h(x: f64) -> f64 {
    continue;
    x
}
