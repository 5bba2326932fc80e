pub fn f(p: f64[2, n]) -> f64[1, n] {
    let h = [[1, 0]];
    h @ p
}
