pub fn total(x: f64[n]) -> f64 {
    var s = 0.0;
    let y = for i: { s += x[i]; s };
    s
}
