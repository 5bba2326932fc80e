fn area(r: f64) -> f64 = pi * r * r;
fn area(box: f64[2]) -> f64 = box[0] * box[1];
pub fn f(flag: bool) -> f64 = area(flag);
