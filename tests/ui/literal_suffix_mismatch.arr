pub fn f(x: f32) -> f32 = x + 1.0f64;
pub fn g(x: u8) -> u8 = x + 1i32;
