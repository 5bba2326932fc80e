# fails: between(-2147483648, 2147483647, [1.0, 2.0, 3.0], 4612811918334230528) status Bounds
# run: between(-1, 2, [1.0, 2.0, 3.0], 1) == 3.0
# fails: rest_of([1.0, 2.0, 3.0], 4899916394579099648, 9223372036854775807) status Bounds
# run: rest_of([1.0, 2.0, 3.0], 11, 10) == 3.0
# fails: longer(empty(4, 0), [1.0, 2.0, 3.0], 4899916394579099648, -9223372036854775808) status Bounds
# run: longer(empty(4, 0), [1.0, 2.0, 3.0], 1, 0) == 3.0
# fails: larger([1.0, 2.0, 3.0], 4899916394579099648) status Bounds
# run: larger([1.0, 2.0, 3.0], 1) == 3.0

#! What lies between numbers may be too large to be doubled: between multiples of them, below a divisor of any size,
#! below a minimum of what may be anything.

pub fn between(a: i32, b: i32, x: f64[m], k: i64) -> f64 {
    let far = i64(a) * i64(a);
    if k >= 0 and k <= far + 1048576 * i64(b) { if k * 2 < m { x[k * 2] } else { 0.5 } } else { 0.25 }
}

pub fn rest_of(x: f64[n], k: i64, m: i64) -> f64
where m >= 1 {
    let p = k % m;
    if 2 * p < n { x[2 * p] } else { 0.5 }
}

pub fn longer(a: u8[n, z], x: f64[m], k: i64, l: i64) -> f64 {
    let p = max(min(k, 9223372036854775807), min(l, n));
    if p >= 0 and 2 * p < m { x[2 * p] } else { 0.5 }
}

pub fn larger(x: f64[m], k: i64) -> f64 {
    let p = max(k, 0);
    if 2 * p < m { x[2 * p] } else { 0.5 }
}
