# run: total_c64([1+2i, 3]) == 4+2i
# run: total_c128([1+2i, 3]) == 4+2i
# run: twice_f32([1.5]) == [3.0]
# run: twice_c128([1.5+1i]) == [3+2i]
# run: called([1i, 2]) == (2+1i, 4)

#! Type variables over complex types, overloads, tuples.

pub fn total<T: complex>(z: T[n]) -> T = sum(z);
pub fn twice<T: f32 | c128>(x: T[n]) -> T[n] = 2 * x;
fn both(z: c64, k: i64) -> (w: c64, k: i64) = (w = z, k = k);
pub fn called(z: c64[n]) -> (c64, i64) { let (a, b) = both(sum(z), 2 * n); (a, b) }
