# run: at([1.0, 2.0, 3.0], -1) == 0.5
# run: at([1.0, 2.0, 3.0], 3) == 0.5
# run: at([1.0, 2.0, 3.0], 2) == 3.0
# run: at(empty(0), 0) == 0.5
# run: with_default([1.0, 2.0], 7, 9.0) == 9.0
# run: with_default([1.0, 2.0], 1, 9.0) == 2.0
# run: difference([1.0, 4.0, 9.0]) == [1.0, 3.0, 5.0]

#! A fill value: the element where the index is outside.

pub fn at(x: f64[n], i: i64) -> f64 = x[i; 0.5];
pub fn with_default(x: f64[n], i: i64, d: f64) -> f64 = x[i; d];
pub fn difference(x: f64[n]) -> f64[n] = for i: x[i] - x[i - 1; 0.0];
