#! Counts of values.

## How often each byte occurs.
pub fn histogram_u8(x: u8[n]) -> i64[256] {
    var h = i64[256](0);
    h[x] += 1;
    h
}

## How often values in [0, 1) fall into each of `bins` equal bins.
pub fn histogram_f32(x: f32[n], bins: i64) -> i64[bins]
where bins >= 1 {
    var h = i64[bins](0);
    h[min(i64(floor(x * f32(bins))), bins - 1)] += 1;
    h
}
