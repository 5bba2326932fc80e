pub fn f(x: f64[n]) -> i64 {
    var k = 0;
    while x[k:] > 0.0 { k += 1; }
    k
}
