# run: small([1, 2]) == ([2, 3], [1.5, 2.5])
# run: f16s(1.0) == (1.5, 1.0999755859375)
# run: bf16s(1.0) == 1.1015625
# run: halves(3) == 1.5
# run: complexes(1i) == (1+1i, 2i)
# run: of_where([true, false]) == ([1, 0], [1.5, 0.0])
# run: arrays() == ([1, 2], [1.0, 2.5], [true, false])
# run: matrices() == [[1.0, 0.0], [0.0, 2.0]]
# run: passed(2) == 7.0
# run: returned(true) == 1.0

#! What literals become where they stand.

pub fn small(x: i8[n]) -> (i8[n], f32[n]) = (x + 1, f32(x) + 0.5);
pub fn f16s(x: f16) -> (f16, f16) = (x + 0.5, 1.1);
pub fn bf16s(x: bf16) -> bf16 = x * 1.1;
pub fn halves(x: i32) -> f64 = f64(x) / 2;
pub fn complexes(z: c64) -> (c64, c64) = (z + 1, 2 * z);
pub fn of_where(c: bool[n]) -> (u8[n], f32[n]) = (where(c, 1, 0), where(c, 1.5, 0));
pub fn arrays() -> (u8[2], f32[2], bool[2]) = ([1, 2], [1, 2.5], [true, false]);
pub fn matrices() -> f32[2, 2] = [[1, 0], [0, 2]];
fn line(a: f64, x: f64, b: f64) -> f64 = a * x + b;
pub fn passed(x: f64) -> f64 = line(3, x, 1);
pub fn returned(c: bool) -> f64 { if c { return 1; } 2 }
