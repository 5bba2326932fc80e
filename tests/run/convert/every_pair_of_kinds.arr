# run: from_float([-1.5, 300.7, nan, inf]) == ([-1, 127, 0, 127], [0, 255, 0, 255], [true, true, true, true])
# run: from_int([-1, 65536, 70000]) == ([-1.0, 65536.0, inf], [-1.0, 65536.0, 70144.0], [65535, 0, 4464])
# run: from_bool([true, false]) == ([1, 0], [1.0, 0.0], [1, 0])
# run: to_complex([1.5, -2.0]) == ([1.5, -2.0], [0+1.5i, 0-2i])
# run: rounded([0.1]) == [0.10000000149011612]
# run: chain([300]) == [44.0]
# run: shape(2) == [[1.5, 1.5]]

#! A type's name converts, element by element, and broadcasts.

pub fn from_float(x: f64[n]) -> (i8[n], u8[n], bool[n]) = (i8(x), u8(x), bool(x));
pub fn from_int(x: i32[n]) -> (f16[n], bf16[n], u16[n]) = (f16(x), bf16(x), u16(x));
pub fn from_bool(x: bool[n]) -> (i32[n], f32[n], u8[n]) = (i32(x), f32(x), u8(x));
pub fn to_complex(x: f64[n]) -> (c128[n], c64[n]) = (c128(x), c64(0.0, x));
pub fn rounded(x: f64[n]) -> f64[n] = f64(f32(x));
pub fn chain(x: i64[n]) -> f64[n] = f64(u8(i16(x)));
pub fn shape(m: i64) -> f32[1, m] = f32[1, m](1.5);
