# run: narrow(0.1+1e300i) == 0.1+infi
# run: wider(0.1-2i) == 0.10000000149011612-2i
# run: of_int([3, -4]) == [3, -4]
# run: of_bool(true) == 1
# run: of_float([1.5, nan]) == [1.5+0i, nan+0i]
# run: mixed_single(1i, 2.5) == 2.5+1i
# run: mixed_double(0.5i, 0.1) == 0.1+0.5i
# run: mixed_complex(0.5i, 0.1) == 0.1+0.5i

#! Conversions and widening: the parts widen.

pub fn narrow(z: c128) -> c64 = c64(z);
pub fn wider(z: c64) -> c128 = z;
pub fn of_int(x: i64[n]) -> c64[n] = c64(x);
pub fn of_bool(x: bool) -> c128 = c128(x);
pub fn of_float(x: f32[n]) -> c64[n] = c64(x);
pub fn mixed_single(z: c64, x: f32) -> c64 = z + x;
pub fn mixed_double(z: c64, x: f64) -> c128 = z + x;
pub fn mixed_complex(z: c64, w: c128) -> c128 = z + w;
