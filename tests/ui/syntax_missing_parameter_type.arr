pub fn f(x, y) -> f64 = x + y;
