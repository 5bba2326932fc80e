pub fn put(x: f64[n], a: i64[m], v: f64[m, 2]) -> f64[n] {
    var y = x;
    loop i in 0..m { y[a[i]:a[i] + 2] = v[i]; }
    y
}
pub fn take(x: f64[n], a: i64[m]) -> f64[m, 2] = for i: x[a[i]:a[i] + 2];
pub fn right(x: f64[n], a: i64[m]) -> f64[m, 2] = for i: { let k = a[i]; x[k:k + 2] };
