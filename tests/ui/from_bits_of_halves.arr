pub fn f(x: u16[n]) -> f16[n] = from_bits(x);
