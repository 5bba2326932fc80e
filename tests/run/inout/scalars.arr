# run: step(1.0, 2.0) == (2.0, 3.0)
# run: bump(41) == 42
# run: bump_u8(255) == 0
# run: bump_bool(true) == false
# run: bump_half(1.5) == 2.5
# run: next(7) == (7, 8)
# run: deposit(10.0, [1.0, 2.0], 2.0) == (3.0, 16.0)
# run: deposit(10.0, empty(0), 2.0) == (0.0, 10.0)
# run: deposit(-0.0, empty(0), 2.0) == (0.0, 0.0)
# run: turned(1+2i, 1i) == -2+1i
# run: small(1+2i, 1i) == -2+1i
# run: exchanged(1.0, 2.0) == (2.0, 1.0)
# run: sized(2, 5.0) == ([5.0, 5.0], 6.0)
# run: mixed(3, [1, 2], 4) == (9, 3, [4, 5], 5)
# run: early(1.0, -1) == 1.0
# run: early(1.0, 1) == 5.0
# run: until(1.0, 100.0) == (7, 128.0)
# run: untouched(4.0) == (16.0, 4.0)
# run: guarded(10, 3) == (3, 1)
# fails: guarded(10, 0) status Divide
# run: steps(0, 1, 10) == (55, 89)
# run: at([1.0, 2.0, 3.0], 0) == (1.0, 1)
# fails: at([1.0, 2.0, 3.0], 3) status Bounds

#! The caller's numbers are updated in place.

pub fn step(inout a: f64, inout b: f64) { let next = a + b; a = b; b = next; }
pub fn bump(inout x: i64) { x += 1; }
pub fn bump_u8(inout x: u8) { x += 1; }
pub fn bump_bool(inout x: bool) { x = not x; }
pub fn bump_half(inout x: f16) { x += 1.0; }
pub fn next(inout state: u64) -> u64 { let now = state; state += 1; now }
pub fn deposit(inout balance: f64, x: f64[n], factor: f64) -> f64 {
    balance += factor * sum(x);
    sum(x)
}
pub fn turned(inout z: c128, w: c128) { z *= w; }
pub fn small(inout z: c64, w: c64) { z *= w; }
pub fn exchanged(inout a: f64, inout b: f64) { (a, b) = (b, a); }
pub fn sized(n: i64, inout x: f64) -> f64[n] { let y = x; x += 1.0; f64[n](y) }
pub fn mixed(inout k: i64, inout x: i64[n], inout j: i64) -> i64 {
    x += k;
    k = n + 1;
    j += 1;
    sum(x)
}
pub fn early(inout x: f64, k: i64) {
    if k < 0 { return; }
    x = 5.0;
}
pub fn until(inout x: f64, most: f64) -> i64 {
    var n = 0;
    while x < most { x *= 2.0; n += 1; }
    n
}
pub fn untouched(inout x: f64) -> f64 = x * x;
pub fn guarded(inout a: i64, b: i64) -> i64 { let q = a // b; a = a % b; q }
pub fn steps(inout a: i64, inout b: i64, n: i64) { loop i in 0..n { (a, b) = (b, a + b); } }
pub fn at(x: f64[n], inout i: i64) -> f64 { let y = x[i]; i += 1; y }
