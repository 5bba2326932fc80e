# run: root(4.0) == 2.0
# run: root(-4.0) == 0.0
# run: roots([4.0, -1.0, 9.0]) == [2.0, 0.0, 3.0]
# run: sign(-3) == -1
# run: sign(0) == 0
# run: sign(5) == 1
# run: doubled([1.0, 2.0]) == [2.0, 4.0]
# run: doubled([1.0, 2.0, 3.0, 4.0]) == [1.0, 2.0, 3.0, 4.0]
# run: ordered(2, 1) == (1, 2)
# run: ordered(1, 2) == (1, 2)
# run: guarded(6, 0) == 0
# run: guarded(6, 4) == 1
# run: in_a_value(3) == 7
# run: in_a_value(0) == -1
# run: in_a_value(-3) == 8

#! `return` leaves the function, in each lane of a lifted call by itself.

pub fn root(x: f64) -> f64 {
    if x < 0.0 { return 0.0; }
    sqrt(x)
}
fn safe_root(x: f64) -> f64 {
    if x < 0.0 { return 0.0; }
    sqrt(x)
}
pub fn roots(x: f64[n]) -> f64[n] = safe_root(x);
pub fn sign(x: i64) -> i64 {
    if x < 0 { return -1; } else if x == 0 { return 0; } else { return 1; }
}
pub fn doubled(x: f64[n]) -> f64[n] {
    if n > 3 { return x; }
    2.0 * x
}
pub fn ordered(a: i64, b: i64) -> (low: i64, high: i64) {
    if a > b { return (low = b, high = a); }
    (low = a, high = b)
}
pub fn guarded(a: i64, b: i64) -> i64 {
    if b == 0 { return 0; }
    let q = a // b;
    if q > 2 { return 2; }
    q
}
pub fn in_a_value(n: i64) -> i64 {
    var k = 1;
    if n != 0 { k += 1; }
    let r = if n > 0 { n + k } else if n == 0 { return -1; } else { k + 4 };
    r + 2
}
