@export("q") pub fn b(x: f64) -> f64 = x;
@export("q") pub fn c(x: f64) -> f64 = 2.0 * x;
