# run: running([1.0, 2.0, 3.0]) == [1.0, 3.0, 6.0]
# run: running(empty(0)) == empty(0)
# run: integers([1, 2, 3, 4]) == [1, 3, 6, 10]
# run: bytes([200, 100]) == [200, 300]
# run: narrow([200, 100]) == [200, 44]
# run: of_expression([1, 2, 3], [3, 2, 1]) == [3, 7, 10]

#! Running sums.

pub fn running(x: f64[n]) -> f64[n] = cumsum(x);
pub fn integers(x: i64[n]) -> i64[n] = cumsum(x);
pub fn bytes(x: u8[n]) -> u64[n] = cumsum(x);
pub fn narrow(x: u8[n]) -> u8[n] = cumsum(x, as = u8);
pub fn of_expression(x: i64[n], y: i64[n]) -> i64[n] = cumsum(x * y);
