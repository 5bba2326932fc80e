pub fn f() -> f64 = 1. + .5 + 1.e3;
