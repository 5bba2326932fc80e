fn f(x: f64[..s]) -> f64[..t] = x;
fn g(x: f64[..s, ..t]) -> f64 = sum(x);
fn h(x: f64[n]) -> f64[n] = f64[..s](0) + x;
fn k(x: f64[..s]) -> f64[n] = x;
