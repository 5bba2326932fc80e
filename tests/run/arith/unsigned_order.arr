# run: below([200, 1], [100, 255]) == [false, true]

#! Unsigned integers have no sign.

pub fn below(x: u8[n], y: u8[n]) -> bool[n] = x < y;
