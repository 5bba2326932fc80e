# run: first([3, 1, 4, 1, 5], [2]) == 4
# fails: first([3, 1, 4, 1, 5], [6]) status Bounds
# fails: first([3, 1, 4, 1, 5], [-1]) status Bounds
# run: first([3, 1, 4, 1, 5], [0]) == 0

#! A slice whose bound is an element.

pub fn first(x: i64[n], k: i64[1]) -> i64 = sum(x[:k[0]]);
