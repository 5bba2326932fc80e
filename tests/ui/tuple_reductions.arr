pub fn f(x: f64[n], y: f64[n]) -> f64 = sum((x, y));
pub fn g(x: f64[n], y: f64[m]) -> f64 = reduce(|p, q| (a = p.a + q.a, b = p.b), (a = 0.0, b = 0.0), (a = x, b = y)).a;
pub fn h(x: f64[n, m]) -> f64 = reduce(|p, q| p, (a = 0.0, b = 0.0), for i: (a = x[i], b = 1.0)).b;
pub fn k(x: f64[n]) -> f64 = reduce(|p, q| p, (a = 0.0, b = 0.0), x);
pub fn l(x: f64[n]) -> f64 = fold(|s, v| (s.a, v, v), (a = 0.0, b = 1.0), x).a;
pub fn m(x: f64) -> f64 = fold(|s, v| s, 0.0, x);
pub fn o(x: f64[n, m]) -> f64[n] = fold(|s, v| s, 0.0, x, axis = 1, keep = true);
