fn grow(inout n: i64, x: f64[n]) { n += 1; }
pub fn keeps_shape(inout x: f64[n]) { x = x[1:]; }
pub fn in_for(inout x: f64[n]) -> f64[n] = for i in 0..n: { x[i] = 1.0; x[i] };
