pub fn f(x: f64) -> f64 { if x > 0: return x; 0.0 }
pub fn g(x: f64) -> f64 = if x > 0 then x else 0.0;
