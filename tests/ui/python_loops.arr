# Loops, swaps and errors as they are written in Python.
pub fn f1(x: f64[n]) -> f64 { var s = 0.0; loop i in range(1, n) { s += x[i]; } s }
pub fn f2(x: f64[n]) -> f64[n] { var s = x; loop i in range(n) { s[i] = 1; } s }
pub fn f3(x: f64[n]) -> f64[n] { var s = x; loop i in 0..n, j in 0..n { s[i] = 1; } s }
pub fn f4(x: f64[n]) -> f64[n] { var a = x; a[0], a[1] = a[1], a[0]; a }
pub fn f5(x: f64[n]) -> f64 { if x[0] < 0 { raise "neg"; } x[0] }
pub fn f6(x: f64[n]) -> f64 { var s = 0.0; loop v in x { s += v; } s }
pub fn f7(x: f64[n]) -> f64 { var best = 0, cur = 0; best }
pub fn f8(x: f64[n]) -> f64[n, _] = x[:, newaxis];
pub fn f9(x: f64[n]) -> f64 { var s = 0.0; for i in range(0, n, 2): s += x[i]; s }
