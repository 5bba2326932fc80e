# run: scaled([1.0, 2.0], 3.0) == [3.5, 6.5]
# run: shadow([1, 2, 3]) == [6, 12, 18]

#! A body sees the values outside.

pub fn scaled(x: f64[n], k: f64) -> f64[n] {
    let offset = 0.5;
    for i: k * x[i] + offset
}
pub fn shadow(x: i64[n]) -> i64[n] {
    let s = sum(x);
    for i: s * x[i]
}
