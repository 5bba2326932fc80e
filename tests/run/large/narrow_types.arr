# run: f(1) == 0
# run: g(1) == 25
# run: h(1) == 0
# run: f(15) == 1671
# run: g(15) == 88
# run: h(15) == 56459
# run: f(16) == 1800
# run: g(16) == 72
# run: h(16) == 58674
# run: f(17) == 2040
# run: g(17) == -15
# run: h(17) == 65952
# run: f(63) == 7887
# run: g(63) == -128
# run: h(63) == 253975
# run: f(64) == 7968
# run: g(64) == -224
# run: h(64) == 261640
# run: f(65) == 8160
# run: g(65) == -135
# run: h(65) == 266176
# run: f(129) == 16320
# run: g(129) == -295
# run: h(129) == 519552
# run: f(1000) == 127508
# run: g(1000) == -652
# run: h(1000) == 4082073

#! Loops over narrow integers of many lengths.

pub fn f(n: i64) -> u64 { let x = for i in 0..n: 3u8 * u8(i * 37); sum(x) }
pub fn g(n: i64) -> i64 { let x = for i in 0..n: 5i8 * i8(i * 37 + 5); sum(x) }
pub fn h(n: i64) -> u64 { let x = for i in 0..n: u16(i * 40503) >> 3; sum(x) }
