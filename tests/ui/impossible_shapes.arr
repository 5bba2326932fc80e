pub fn f(x: f64[a, b, c, d, e, f0, g, h, i, j, k, l, m, n, o, p, q]) -> f64 = sum(x);
pub fn g(x: f64[-1]) -> f64 = sum(x);
pub fn h(n: i64) -> f64[3 - 5] = f64[n](0);
