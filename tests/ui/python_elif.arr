pub fn sign(x: f64) -> f64 = if x > 0.0 { 1.0 } elif x < 0.0 { -1.0 } else { 0.0 };
