pub fn f(x: f16[n]) -> f16[n] = x;
pub fn g(x: c64) -> c64 = x;
pub fn h(x: bf16) -> f32 = f32(x);
pub fn i() -> f64 = 2.0i;
