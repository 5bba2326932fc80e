# run: both(2.0, 3.0) == (1.0, 1.5)
# run: bytes(10) == (13, 3.5)
# run: nested(1) == [[1, 3, 9], [3, 9, 27]]
# run: exact() == 1152921504606846977

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
