pub fn größe(x: f64) -> f64 = x;
pub fn f(σ: f64) -> f64 = σ;
