# run: squares(4) == [0, 1, 5, 14]
# run: squares(0) == empty(0)
# fails: squares(-1) status Shape
# run: last_of_sums([1, 2, 3]) == 6

#! A scan of a `for`, and a scan inside of another expression.

pub fn squares(n: i64) -> i64[n] = cumsum(for i in 0..n: i * i);
pub fn last_of_sums(x: i64[n]) -> i64 = cumsum(x)[-1];
