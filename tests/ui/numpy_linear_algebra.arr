pub fn f(a: f64[n, n], b: f64[n]) -> f64[n] = solve(a, b);
pub fn g(a: f64[n, n]) -> f64 = det(a);
