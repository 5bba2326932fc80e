fn make<T: f32 | f64>(n: i64) -> T[n] = T[n](0);
pub fn f(n: i64) -> f64[n] = make(n);
