@fast
pub fn f(x: f64) -> f64 = exp(x);
@require(no_alloc)
pub fn g(x: f64[n]) -> f64[n] = x;
