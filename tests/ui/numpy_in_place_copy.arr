pub fn twice(x: f64[n]) -> f64[n] {
    let y = x.copy();
    y *= 2.0;
    y
}
