fn f(p: (x: f64, y: f64)) -> f64 = p.x + p.y;
pub fn a(v: f64) -> f64 = f((x = v, z = v));
pub fn b(v: f64) -> f64 = f((x = v, y = 1i64));
pub fn c(v: f64[n]) -> f64 = f((v, v));
fn g(inout p: (f64, f64)) { }
fn h(p: (x: f64, x: f64)) -> f64 = p.x;
fn k(inout x: f64) { x += 1.0; }
pub fn d(v: f64) -> f64 { var p = (v, v); k(inout p); v }
pub fn e(v: f64) -> f64 = f(v, v);
fn l(f: fn((f64, f64)) -> f64, v: f64) -> f64 = f(v);
pub fn m(v: f64) -> f64 = l(|p| 1.0, v);
pub fn o(v: f64) -> f64[2] = [(v, v), (v, v, v)];
pub fn p(v: f64) -> f64 = (v, v)[0];
