# run: masked([1.0, -2.0, 3.0]) == 7.0
# run: folded([1.0, -2.0, 3.0]) == 18.0
# run: running([1.0, 2.0]) == ([1.0, 3.0], [2.0, 6.0], [1, 2])

#! Complex numbers where masks choose, in tuples that are combined, and as the state of a fold.

pub fn masked(x: f64[n]) -> f64 {
    let z = c128(x, 2.0 * x);
    let m = x > 0.0;
    sum(z[m]).real + sum(z[m]).imag + prod(z[m]).real + mean(z[m]).imag
}
pub fn folded(x: f64[n]) -> f64 {
    var y = c128(x, 2.0 * x);
    y[x > 0.0] = c128(7.0, 1.0);
    y[0] *= 2.0;
    let q = fold(|s, v| s + v, c128(0), y);
    let (a, k) = reduce(|p, q| (p.z + q.z, p.k + q.k), (z = c128(0), k = 0), for i: (z = y[i], k = 1));
    if k > 100 { return 0.0; }
    q.real + a.imag
}
pub fn running(x: f64[n]) -> (f64[n], f64[n], i64[n]) {
    let z = c128(x, 2.0 * x);
    let (s, k) = scan(|p, q| (p.z + q.z, p.k + q.k), (z = c128(0), k = 0), for i: (z = z[i], k = 1));
    (s.real, s.imag, k)
}
