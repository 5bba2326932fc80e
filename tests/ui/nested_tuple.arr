pub fn f(x: f64) -> (f64, f64) = ((x, x), x);
fn g(p: (f64, (f64, f64))) -> f64 { let (a, (b, c)) = p; a + b + c }
pub fn h(x: f64) -> f64 = g((x, x, x));
pub fn k(x: f64) -> f64 = g(x);
pub fn l(x: f64) -> f64 = g(((x, x), x));
pub fn m(x: f64) -> f64 { let p: (f64, f64) = (x, x, x); x }
pub fn o(x: f64) -> f64 { var p = (a = x, b = 1); p = (x, (x, 1)); p.a }
pub fn q(x: f64) -> f64 { var p = (a = x, b = 1); p += 1; p.a }
pub fn r(x: f64) -> f64 { var p = (a = x, b = 1); p.c = 2.0; p.a }
pub fn s(x: f64) -> f64 { let p = (a = x, b = 1); p.a = 2.0; p.a }
pub fn t(x: f64) -> f64 { var (a, b) = (x, x); (a, b) = (x, x, x); a + b }
