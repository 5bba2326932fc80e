pub fn real_part(a: c64) -> f32 = f32(a);
pub fn into_real(a: c64) -> f64 = a;
pub fn with_integer(a: c64, k: i64) -> c64 = a * k;
pub fn literal(k: i64) -> c128 = k + 2i;
pub fn whole() -> i64 = 2i;
pub fn parts(k: i64) -> c128 = complex(k, k);
