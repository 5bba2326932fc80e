pub fn scale(inout x: f64[n], k: f64) { x *= k; }
