struct Body { pos: f64[3], mass: f64 }
pub fn f(b: Body) -> f64 = b.mass;
