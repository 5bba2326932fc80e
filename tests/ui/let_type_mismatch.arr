pub fn f(x: i64) -> f64 {
    let y: f64 = x;
    let z: u8 = 300;
    let w: f64[3] = [1.0, 2.0];
    y
}
