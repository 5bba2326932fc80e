# run: running_max([1, 3, 2, 5, 4]) == [1, 3, 3, 5, 5]
# run: running_product([1.0, 2.0, 3.0, 4.0]) == [1.0, 2.0, 6.0, 24.0]
# run: of_for(5) == [1, 2, 6, 24]
# run: running_max(empty(0)) == empty(0)

#! `scan` with an operator and a neutral element.

pub fn running_max(x: i64[n]) -> i64[n] = scan(|a, b| max(a, b), 0, x);
pub fn running_product(x: f64[n]) -> f64[n] = scan(|a, b| a * b, 1.0, x);
pub fn of_for(n: i64) -> i64[n - 1] = scan(|a, b| a * b, 1, for i in 1..n: i);
