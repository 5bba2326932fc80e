pub fn between(x: f64) -> bool = x > 0.0 && x < 1.0;
pub fn outside(x: f64) -> bool = x < 0.0 || x > 1.0;
pub fn negated(x: bool) -> bool = !x;
