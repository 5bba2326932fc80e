# run: odd_half([1, 2, 3]) == [1, 2]
# run: odd_half([1]) == empty(0)

#! A quotient in a size is rounded down, also where what the divisor leaves of it is negative.

pub fn odd_half(x: i64[n]) -> i64[(2 * n - 1) // 2] = for i in 0..(2 * n - 1) // 2: x[i];
