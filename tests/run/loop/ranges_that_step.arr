# run: down(5) == [5, 3, 1]
# run: by_parameter(0, 10, 3) == [0, 3, 6, 9]
# run: by_parameter(10, 0, -4) == [10, 6, 2, -1]
# run: by_parameter(3, 3, 1) == [-1, -1, -1, -1]
# fails: by_parameter(0, 4, 0) status Assert
# run: inclusive(4) == (10, 10, 0)
# run: built(7) == [6, 4, 2]
# run: of_step(10, 4) == [0, 4, 8]
# run: nested(3) == 31
# run: changing(10) == 3

#! Ranges with steps: down, of data, inclusive, built.

pub fn down(n: i64) -> i64[3] { var y = i64[3](0); var k = 0; loop i in n..0 by -2 { y[k] = i; k += 1; } y }
pub fn by_parameter(a: i64, b: i64, step: i64) -> i64[4] { var y = i64[4](-1); var k = 0; loop i in a..b by step { y[k] = i; k += 1; } y }
pub fn inclusive(n: i64) -> (i64, i64, i64) = (sum(for i in 0..=n: i), sum(for i in n..=0 by -1: i), sum(for i in 1..=0: i));
pub fn built(n: i64) -> i64[3] = i64[3](for i in n - 1..0 by -2: i);
pub fn of_step(n: i64, k: i64) -> i64[3] = i64[3](for i in 0..n by k: i);
pub fn nested(n: i64) -> i64 { var s = 0; loop i in 0..n { loop j in i..2 * n by i + 1 { s += j; } } s }
pub fn changing(n: i64) -> i64 { var (m, rounds) = (n, 0); loop i in 0..m { m -= 1; if i >= m // 2 { break; } rounds += 1; } rounds }
