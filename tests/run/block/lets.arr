# run: norm2([3.0, 4.0]) == 25.0
# run: used_twice([1, 2, 3]) == [6, 12, 18]
# run: typed() == 2.5
# run: many(1.0) == 15.0

#! Values with names.

pub fn norm2(x: f64[n]) -> f64 { let s = x * x; sum(s) }
pub fn used_twice(x: i64[n]) -> i64[n] { let s = sum(x); let t = s * x; t }
pub fn typed() -> f32 { let x: f32 = 2.5; x }
pub fn many(x: f64) -> f64 {
    let a = x + 1.0;
    let b = a + a;
    let c = b * b - 1.0;
    c
}
