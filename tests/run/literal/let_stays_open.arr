# run: both(2.0, 3.0) == (1.0, 1.5)
# run: bytes(10) == (13, 3.5)
# run: nested(1) == [[1, 3, 9], [3, 9, 27]]
# run: exact() == 1152921504606846977
# run: listed(10, 0.5) == (13, 4.0, 5)

#! A `let` of literals takes the type that each use needs.

pub fn both(x: f32, y: f64) -> (f32, f64) {
    let half = 0.5;
    (half * x, half * y)
}
pub fn bytes(x: u8) -> (u8, f64) {
    let three = 3;
    (x + three, three + 0.5)
}
pub fn nested(x: i16) -> i16[2, 3] = x * [[1, 3, 9], [3, 9, 27]];
pub fn exact() -> i64 {
    let big = 2 ** 60;
    big + 1
}

pub fn listed(x: u8, y: f32) -> (u8, f32, i64) {
    let (a, b) = [1, 2];
    let (c, d) = [1, 2.5];
    var (e, f) = [2, 3];
    (e, f) = [f, e];
    (x + a + b, y + c + d, e + f)
}
