pub fn show(x: f64[n]) -> f64[n] {
    print(x);
    x
}
