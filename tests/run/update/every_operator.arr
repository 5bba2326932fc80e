# run: ints([7, 7, 7, 7, 7, 7]) == [9, 5, 14, 3, 1, 49]
# run: bit_ops([12, 12, 12]) == [8, 14, 6]
# run: shifts([3, 48]) == [12, 12]
# run: floats([8.0, 8.0]) == [2.0, 64.0]
# run: bools([true, false]) == [false, false]
# run: matrix([[1, 2], [3, 4]]) == [[7, 10], [15, 22]]
# run: rows([[1.0, 2.0], [3.0, 4.0]]) == [[1.0, 2.0], [9.0, 16.0]]
# run: gathered([1, 2, 3], [0, 0, 2]) == [4, 2, 6]
# run: masked([1, -2, 3]) == [1, 2, 3]
# run: stepped([1, 2, 3, 4, 5]) == [10, 2, 30, 4, 50]

#! Every assigning operator, on elements, slices, gathers and masks.

pub fn ints(x: i64[6]) -> i64[6] { var y = x; y[0] += 2; y[1] -= 2; y[2] *= 2; y[3] //= 2; y[4] %= 2; y[5] **= 2; y }
pub fn bit_ops(x: u8[3]) -> u8[3] { var y = x; y[0] &= 10; y[1] |= 10; y[2] ^= 10; y }
pub fn shifts(x: i32[2]) -> i32[2] { var y = x; y[0] <<= 2; y[1] >>= 2; y }
pub fn floats(x: f64[2]) -> f64[2] { var y = x; y[0] /= 4; y[1] **= 2; y }
pub fn bools(x: bool[2]) -> bool[2] { var y = x; y &= [false, true]; y }
pub fn matrix(x: i64[2, 2]) -> i64[2, 2] { var y = x; y @= x; y }
pub fn rows(x: f64[n, m]) -> f64[n, m]
where n >= 2 { var y = x; y[1] *= y[1]; y }
pub fn gathered(x: i64[n], at: i64[k]) -> i64[n] { var y = x; y[at] += x[at]; y[2] -= 0; y[at[:0]] = 7; y[0] += 1; y }
pub fn masked(x: i64[n]) -> i64[n] { var y = x; y[x < 0] *= -1; y }
pub fn stepped(x: i64[n]) -> i64[n] { var y = x; y[::2] *= 10; y }
