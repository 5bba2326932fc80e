pub fn f<T: f32 | f64>(x: T) -> T = x;
pub fn f_f32(x: f32) -> f32 = x;
