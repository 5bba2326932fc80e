# run: some([false, true]) == true
# run: some(empty(0)) == false
# run: every([true, false]) == false
# run: every(empty(0)) == true
# run: number([true, false, true]) == 2
# run: number(empty(0)) == 0
# run: positive([1.0, -1.0, 2.0, nan]) == 2
# run: some_rows([[1, 0], [0, 0]]) == [true, false]
# run: every_column([[1, 0], [1, 1]]) == [true, false]
# run: number_rows([[1, 0], [1, 1]]) == [1, 2]

#! Reductions of bools.

pub fn some(x: bool[n]) -> bool = any(x);
pub fn every(x: bool[n]) -> bool = all(x);
pub fn number(x: bool[n]) -> i64 = count(x);
pub fn positive(x: f64[n]) -> i64 = count(x > 0);
pub fn some_rows(x: i64[n, m]) -> bool[n] = any(x != 0, axis = 1);
pub fn every_column(x: i64[n, m]) -> bool[m] = all(x != 0, axis = 0);
pub fn number_rows(x: i64[n, m]) -> i64[n] = count(x != 0, axis = 1);
