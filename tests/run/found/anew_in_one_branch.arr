# run: nested([false, false, false], [2.0, -2.0]) == (0.0, [18.0, 14.0])
# run: nested([true, false, false], [2.0, -2.0]) == (0.0, [2.0, -2.0])
# run: plain(true, 5, [2.0, -2.0]) == [7.0, 3.0]
# run: plain(false, 5, [2.0, -2.0]) == [2.0, -2.0]

#! A loop whose body makes an array anew in one branch reads what earlier iterations made.

pub fn nested(x: bool[n], inout y: f64[2]) -> f64 {
    loop i in 0..4 { if y[0] > 0.0 { loop j in 0..n + 1 { if x[0; clamp] { continue; } y += 1.0; } } }
    0.0
}
pub fn plain(c: bool, k: i64, x: f64[n]) -> f64[n] {
    var y = x;
    loop i in 0..k { if c { y = for j in 0..n: y[j] + 1.0; } }
    y
}
