pub fn f(x: f16[n]) -> f16[n] = x;
pub fn h(x: bf16) -> f32 = f32(x);
