# run: zeros(2, 3) == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# run: filled(2, 7) == [7, 7]
# run: converted([1.5, -2.5]) == [1, -2]
# run: rows([1, 2], 2) == [[1, 2], [1, 2]]
# fails: filled(-1, 7) status Shape
# run: filled(0, 7) == empty(0)

#! A type's name converts and broadcasts.

pub fn zeros(n: i64, m: i64) -> f64[n, m] = f64[n, m](0);
pub fn filled(n: i64, v: i64) -> i64[n] = i64[n](v);
pub fn converted(x: f64[n]) -> i32[n] = i32(x);
pub fn rows(x: i64[m], n: i64) -> i64[n, m] = i64[n, m](x);
