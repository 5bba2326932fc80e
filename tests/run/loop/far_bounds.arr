# fails: to_the_end(9223372036854775807) status Shape
# run: to_the_end(3) == 4
# run: to_the_end(-5) == 0
# fails: between(-9223372036854775808, 9223372036854775807) status Shape
# fails: between(1, -9223372036854775808) status Shape
# run: between(-3, 4) == 7
# run: between(9, 4) == 0
# fails: down(9223372036854775807, -2) status Shape
# run: down(5, -2) == 2
# fails: down_to(-9223372036854775808) status Shape
# run: down_to(-3) == 3
# fails: by_two(9223372036854775807) status Shape
# run: by_two(5) == 3
# fails: by(-9223372036854775808, -1) status Shape
# fails: by(5, -9223372036854775808) status Assert
# run: by(5, 9223372036854775807) == 1
# run: by(-5, -9223372036854775807) == 1
# fails: stored(1, -9223372036854775808) status Shape
# run: stored(2, 5) == [2, 3, 4]
# run: pieces([0, 2, 3], [5, 6, 7]) == [11, 7]
# fails: pieces([0, 9223372036854775807], [5, 6, 7]) status Shape
# fails: pieces([3, -9223372036854775808], [5, 6, 7]) status Shape

#! A range longer than an i64 counts is an error, never a short or an endless one.

pub fn to_the_end(n: i64) -> i64 { var k = 0; loop i in 0..=n { k += 1; if k > 9 { break; } } k }
pub fn between(a: i64, b: i64) -> i64 { var k = 0; loop i in a..b { k += 1; if k > 9 { break; } } k }
pub fn down(a: i64, b: i64) -> i64 { var k = 0; loop i in a..b by -4 { k += 1; if k > 9 { break; } } k }
pub fn down_to(a: i64) -> i64 { var k = 0; loop i in 0..a by -1 { k += 1; if k > 9 { break; } } k }
pub fn by_two(a: i64) -> i64 { var k = 0; loop i in 0..a by 2 { k += 1; if k > 9 { break; } } k }
pub fn by(a: i64, s: i64) -> i64 { var k = 0; loop i in 0..a by s { k += 1; if k > 9 { break; } } k }
pub fn stored(a: i64, b: i64) -> i64[3] = i64[3](for i in a..b: i);
pub fn pieces(ptr: i64[p], x: i64[n]) -> i64[p - 1] =
    for r in 0..p - 1: sum(for k in ptr[r]..ptr[r + 1]: x[k]);
