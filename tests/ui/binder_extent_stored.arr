pub fn triangle(x: f64[n]) -> f64[n, n] = for i in 0..n: for j in 0..i: x[j];
