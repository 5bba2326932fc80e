# run: mixed(200, -5, 100000) == 100195
# run: wide([1, 2], [0.5, 0.25]) == [1.5, 2.25]
# run: halves([1.5], [2.5], [3.5]) == [7.5]
# run: into_complex([1.0], [1i]) == [1+1i]
# run: chosen(true, 3, 70000) == 3
# run: passed(7, 300) == 307

#! Operands and arguments widen to the smallest type that holds both.

pub fn mixed(a: u8, b: i16, c: i32) -> i32 = a + b + c;
pub fn wide(a: f32[n], b: f64[n]) -> f64[n] = a + b;
pub fn halves(a: f16[n], b: bf16[n], c: f32[n]) -> f32[n] = a + b + c;
pub fn into_complex(a: f32[n], b: c128[n]) -> c128[n] = a + b;
pub fn chosen(c: bool, a: u8, b: i32) -> i32 = where(c, a, b);
fn add(a: i64, b: i64) -> i64 = a + b;
pub fn passed(a: i8, b: u16) -> i64 = add(a, b);
