# run: evens([0, 1, 2, 3, 4]) == [0, 2, 4]
# run: evens([0, 1, 2, 3]) == [0, 2]
# run: evens(empty(0)) == empty(0)
# run: odds([0, 1, 2, 3, 4]) == [1, 3]
# run: thirds([0, 1, 2, 3, 4, 5, 6]) == [0, 3, 6]

#! Slices with a step.

pub fn evens(x: i64[n]) -> i64[(n + 1) // 2] = x[::2];
pub fn odds(x: i64[n]) -> i64[n // 2] = x[1::2];
pub fn thirds(x: i64[n]) -> i64[(n + 2) // 3] = x[::3];
