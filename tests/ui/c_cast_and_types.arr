pub fn f(x: double) -> float = x;
pub fn g(x: int) -> long = x;
pub fn h(x: float64[n]) -> float32[n] = f32(x);
pub fn i(x: matrix) -> f64 = 0.0;
