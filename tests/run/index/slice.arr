# run: middle([1, 2, 3, 4, 5]) == [2, 3, 4]
# run: between([1, 2, 3, 4, 5], 1, 3) == [2, 3]
# run: between([1, 2, 3, 4, 5], 0, 5) == [1, 2, 3, 4, 5]
# run: between([1, 2, 3, 4, 5], 5, 5) == empty(0)
# run: between([1, 2, 3, 4, 5], 2, 2) == empty(0)
# run: between(empty(0), 0, 0) == empty(0)
# fails: between([1, 2, 3, 4, 5], 0, 6) status Bounds "6"
# fails: between([1, 2, 3, 4, 5], -1, 3) status Bounds "-1"
# fails: between([1, 2, 3, 4, 5], 3, 2) status Bounds "negative"
# fails: between([1, 2, 3], 2, -9223372036854775808) status Bounds
# fails: between([1, 2, 3], -9223372036854775808, 9223372036854775807) status Bounds
# fails: middle([1]) status Bounds
# run: middle([1, 2]) == empty(0)

#! Slices never clip.

pub fn middle(x: i64[n]) -> i64[n - 2] = x[1:-1];
pub fn between(x: i64[n], a: i64, b: i64) -> i64[b - a] = x[a:b];
