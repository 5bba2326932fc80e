@fast(lanes)
pub fn f(x: f64) -> f64 = x;
@require
pub fn g(x: f64) -> f64 = x;
@require(lane, "no_alloc")
pub fn h(x: f64) -> f64 = x;
@require(no_alloc)
fn k(x: f64) -> f64 = x;
@reproducible
pub fn l(x: f64) -> f64 = k(x);
@fats
pub fn m(x: f64) -> f64 = x;
