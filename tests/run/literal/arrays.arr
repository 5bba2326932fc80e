# run: vector() == [1.0, 2.0, 3.0]
# run: matrix() == [[1, 2], [3, 4], [5, 6]]
# run: of_values(7) == [7, 14]
# run: of_arrays([1, 2], [3, 4]) == [[1, 2], [3, 4]]
# run: three_rows([1, 2], [3, 4]) == [[1, 2], [4, 6], [3, 4]]
# run: of_empty(empty(0)) == empty(2, 0)
# run: kernel([1.0, 2.0, 3.0, 4.0]) == [4.0, 6.0]
# run: picked(2) == 30

#! Array literals.

pub fn vector() -> f64[3] = [1.0, 2.0, 3.0];
pub fn matrix() -> i64[3, 2] = [[1, 2], [3, 4], [5, 6]];
pub fn of_values(x: i64) -> i64[2] = [x, 2 * x];
pub fn of_arrays(x: i64[n], y: i64[n]) -> i64[2, n] = [x, y];
pub fn three_rows(x: i64[n], y: i64[n]) -> i64[3, n] = [x, x + y, y];
pub fn of_empty(x: i64[n]) -> i64[2, n] = [x, x];
pub fn kernel(x: f64[n]) -> f64[n - 2] {
    let w = [0.5, 1.0, 0.5];
    for i in 0..n - 2: sum(for k in 0..3: w[k] * x[i + k])
}
pub fn picked(i: i64) -> i64 { let table = [10, 20, 30, 40]; table[i] }
