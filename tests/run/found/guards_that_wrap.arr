# fails: pair([1.0, 2.0, 3.0], 9223372036854775806) status Bounds
# fails: next([1.0, 2.0, 3.0], 9223372036854775807) status Bounds
# fails: row([1, 2, 3], [4, 5], 4611686018427387903) status Bounds
# fails: chosen([1.0, 2.0, 3.0], 9223372036854775807) status Bounds
# run: pair([1.0, 2.0, 3.0], 1) == 5.0
# run: next([1.0, 2.0, 3.0], 1) == 5.0
# run: row([1, 2, 3], [4, 5], 0) == 12
# run: chosen([1.0, -2.0, 3.0], 0) == 4.0

#! A condition or a slice whose computation wraps lets no index pass that is outside.

pub fn pair(x: f64[n], k: i64) -> f64 = if k + 2 <= n and k + 1 >= 1 { x[k] + x[k + 1] } else { 0.0 };

pub fn next(x: f64[n], i: i64) -> f64 = if i >= 0 and i + 1 < n { x[i] + x[i + 1] } else { 0.0 };

pub fn row(x: i64[n], y: i64[w], i: i64) -> i64 {
    var z = x;
    z[i * w:(i + 1) * w] = y;
    sum(z)
}

pub fn chosen(x: f64[n], k: i64) -> f64 {
    let y = x[x > 0.0];
    sum(y[k:k + 2])
}
