# run: squares(4) == [0, 1, 4, 9]
# run: squares(0) == empty(0)
# fails: squares(-1) status Shape
# run: between(2, 5) == [2, 3, 4]
# run: inclusive(2, 5) == [2, 3, 4, 5]
# run: stepped(7) == [0, 3, 6]
# run: stepped(6) == [0, 3]
# run: down(4) == [4, 3, 2, 1]

#! Ranges of binders.

pub fn squares(n: i64) -> i64[n] = for i in 0..n: i * i;
pub fn between(a: i64, b: i64) -> i64[b - a] = for i in a..b: i;
pub fn inclusive(a: i64, b: i64) -> i64[b - a + 1] = for i in a..=b: i;
pub fn stepped(n: i64) -> i64[(n + 2) // 3] = for i in 0..n by 3: i;
pub fn down(n: i64) -> i64[n] = for i in n..0 by -1: i;
