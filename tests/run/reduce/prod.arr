# run: product([2.0, -3.0, 0.5]) == -3.0
# run: product(empty(0)) == 1.0
# run: int_product([2, 3, 7]) == 42
# run: int_product(empty(0)) == 1
# run: int_product([4611686018427387904, 4]) == 0
# run: by_rows([[1, 2], [3, 4]]) == [2, 12]

#! Products.

pub fn product(x: f64[n]) -> f64 = prod(x);
pub fn int_product(x: i64[n]) -> i64 = prod(x);
pub fn by_rows(x: i64[n, m]) -> i64[n] = prod(x, axis = 1);
