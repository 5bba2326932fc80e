# run: largest([3, 9, 2]) == 9
# run: largest(empty(0)) == 0
# run: product([1.5, 2.0, 3.0]) == 9.0
# run: xor_all([1, 2, 4, 7]) == 0
# run: rows([[1, 2], [3, 4]]) == [2, 12]
# run: of_for(5) == 24

#! `reduce` with an operator and a neutral element.

pub fn largest(x: i64[n]) -> i64 = reduce(|a, b| if a < b { b } else { a }, 0, x);
pub fn product(x: f64[n]) -> f64 = reduce(|a, b| a * b, 1.0, x);
pub fn xor_all(x: i64[n]) -> i64 = reduce(|a, b| a ^ b, 0, x);
pub fn rows(x: i64[n, m]) -> i64[n] = reduce(|a, b| a * b, 1, x, axis = 1);
pub fn of_for(n: i64) -> i64 = reduce(|a, b| a * b, 1, for i in 1..n: i);
