# run: sum_of([1.0, 2.0, 3.0], 1, 2) == 3.0
# run: sum_of([1.0, 2.0, 3.0], 2, 2) == 0.0
# fails: sum_of([1.0, 2.0, 3.0], 9223372036854775807, 9223372036854775807) status Bounds
# run: ends_early([1.0, 2.0, 3.0], 1) == 2.0
# fails: ends_early([1.0, 2.0, 3.0], 4611686018427387904) status Bounds

#! A sum that has wrapped is below an extent, and no index.

pub fn sum_of(a: f64[n], k: i64, i: i64) -> f64
where k >= 1, i >= 1 =
    if i + k <= n { a[i + k - 1] } else { 0.0 };

pub fn ends_early(a: f64[n], k: i64) -> f64 {
    var s = 0.0;
    loop i in 0..k {
        if i > 3 { break; }
        if (k - i) * 2 <= n { s += a[(k - i) * 2 - 1]; }
    }
    s
}
