pub fn read(x: f64) -> f64 = x;
pub fn exit(x: f64) -> f64 = x;
