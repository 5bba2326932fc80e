# run: mixed(full(7, 300)) == full(77, 300)

#! Bytes in more lanes than a byte counts.

fn turn(x: u8) -> u8 { let y = x ^ (x >> 3); y * 5 + (y << 1) ^ (y >> 2) }
pub fn mixed(x: u8[n]) -> u8[n] = turn(turn(turn(turn(turn(turn(x))))));
