# run: of_one() == 4607182418800017408
# run: back(4607182418800017408) == 1.0
# run: single(1065353216) == 1.0
# run: round_trip(1.5) == 1.5

#! The bits of a float.

pub fn of_one() -> u64 = bits(1.0);
pub fn back(x: u64) -> f64 = from_bits(x);
pub fn single(x: u32) -> f32 = from_bits(x);
pub fn round_trip(x: f64) -> f64 = from_bits(bits(x));
