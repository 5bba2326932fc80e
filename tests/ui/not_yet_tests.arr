fn square(x: f64) -> f64 = x * x;
test "squares" { assert square(2.0) == 4.0; }
