pub fn f(x: f64[n, k], m: bool[k], v: f64[3]) -> f64 {
    var y = x;
    y[m] = 0.0;
    y[0, m] //= 2;
    y[m; clamp] = 1.0;
    let z = x[m, 0];
    let row = x[:, m];
    y[:, m] = v;
    row[0]
}
pub fn g(x: i64[n], i: i64[k]) -> i64[n] {
    var y = x;
    y[i] @= 2;
    y[i] += 0.5;
    y
}
