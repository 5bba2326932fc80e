pub fn f(loop: f64, in: f64) -> f64 = loop;
