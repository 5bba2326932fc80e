# run: scaled(iota(600)) == iota(600)
# run: halved(iota(100)) ~= iota(100) within 0.005

#! Lanes of many, by all ways of conversion.

pub fn scaled(x: f16[n]) -> f16[n] = (x * 2 + x) / 3;
pub fn halved(x: f64[n]) -> f64[n] = f64(bf16(x));
