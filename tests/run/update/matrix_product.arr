# run: product([[1, 2], [3, 4]], [[0, 1], [1, 0]]) == [[2, 1], [4, 3]]
# run: squared(3) == 9

#! `@=` and `**=` assign like the other operators.

pub fn product(a0: i64[n, n], b: i64[n, n]) -> i64[n, n] { var a = a0; a @= b; a }
pub fn squared(x0: i64) -> i64 { var x = x0; x **= 2; x }
