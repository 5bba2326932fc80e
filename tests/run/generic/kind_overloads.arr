# run: kinds(1, 2, 1.5, 2.5, 1i, true) == [1, 2, 3, 3, 4, 5]
# run: names_f64(1.0) == 64
# run: names_f32(1.0) == 32
# run: names_f16(1.0) == 0

#! Exact types before sets before kinds.

fn kind<T: int>(x: T) -> i64 = 1;
fn kind(x: u16) -> i64 = 2;
fn kind<T: float>(x: T) -> i64 = 3;
fn kind<T: complex>(x: T) -> i64 = 4;
fn kind(x: bool) -> i64 = 5;
pub fn kinds(a: i32, b: u16, c: f32, d: f64, e: c128, f: bool) -> i64[6] =
    [kind(a), kind(b), kind(c), kind(d), kind(e), kind(f)];

fn bits_of(x: f64) -> i64 = 64;
fn bits_of(x: f32) -> i64 = 32;
fn bits_of<T: any>(x: T) -> i64 = 0;
pub fn names<T: f64 | f32 | f16>(x: T) -> i64 = bits_of(x);
