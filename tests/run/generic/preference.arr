# run: chosen(1.0, 2.0, 3, 4, [[1.0]]) == (3, 2, 1, 1, 4)
# run: widened([1, 2], 3.0) == ([1.0, 2.0], 3.0)
# run: hidden([1.0, 2.0]) == (42.0, 3.0)
# run: only_wider(200, 3) == (203, 1)

#! The order of preference among definitions of one name, and names that hide the library's.

fn h<T: num>(x: T) -> i64 = 1;
fn h<T: f32 | f64>(x: T) -> i64 = 2;
fn h(x: f32) -> i64 = 3;
fn h(x: f64[n, m]) -> i64 = 4;
pub fn chosen(a: f32, b: f64, c: i64, d: u8, e: f64[n, m]) -> (i64, i64, i64, i64, i64) =
    (h(a), h(b), h(c), h(d), h(e));

fn k(x: f64) -> f64 = x;
pub fn widened(x: f32[n], y: f32) -> (f64[n], f64) = (k(x), k(y));

fn sum(x: f64[n]) -> f64 = 42.0;
pub fn hidden(x: f64[n]) -> (f64, f64) = (sum(x), std.sum(x));

fn plus(x: i16, y: i16) -> i64 = i64(x + y);
fn plus(x: u64, y: u64) -> i64 = 1;
pub fn only_wider(x: u8, y: i16) -> (i64, i64) = (plus(x, y), plus(u64(x), u64(3)));
