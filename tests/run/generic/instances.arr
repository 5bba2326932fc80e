# run: twice_f32([1.5]) == [3.0]
# run: twice_f64([1.5]) == [3.0]
# run: twice_i8([100]) == [-56]
# run: twice_u16([40000]) == [14464]
# run: dot_f32([1.0, 2.0], [3.0, 4.0]) == 11.0
# run: dot_i64([1, 2], [3, 4]) == 11

#! One function for several element types.

pub fn twice<T: f32 | f64 | i8 | u16>(x: T[n]) -> T[n] = x + x;
pub fn dot<T: f32 | i64>(x: T[n], y: T[n]) -> T = sum(x * y);
