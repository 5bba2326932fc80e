# run: dot_f16([1.0, 2.0, 3.0], [0.5, 0.25, 2.0]) == 7.0
# run: dot_bf16([1.0, 2.0, 3.0], [0.5, 0.25, 2.0]) == 7.0
# run: scaled_f16([1.0, 3.0, 60000.0], 2.0) == [2.0, 6.0, inf]
# run: scaled_bf16([1.0, 3.0], 0.333) == [0.33203125, 0.99609375]
# run: product([[1.0, 2.0], [3.0, 4.0]], [[0.5], [0.25]]) == [[1.0], [2.5]]
# run: sorted_f16([2.0, nan, -1.0, -inf]) == [-inf, -1.0, 2.0, nan]
# run: largest([3.0, 7.0, 5.0]) == (7.0, 1)
# run: running([1.0, 2048.0, 1.0]) == [1.0, 2048.0, 2048.0]
# run: mixed([0.5], [0.25], [2]) == [2.75]

#! Kernels in half precision.

pub fn dot<T: f16 | bf16>(x: T[n], y: T[n]) -> T = sum(x * y);
pub fn scaled<T: f16 | bf16>(x: T[n], k: T) -> T[n] = k * x;
pub fn product(a: f16[n, k], b: f16[k, m]) -> f16[n, m] = a @ b;
pub fn sorted<T: f16 | bf16>(x: T[n]) -> T[n] = sort(x);
pub fn largest(x: bf16[n]) -> (bf16, i64) = (max(x), argmax(x));
pub fn running(x: f16[n]) -> f16[n] { var y = x; loop i in 1..n { y[i] = max(y[i], y[i - 1]); } y }
pub fn mixed(a: f16[n], b: bf16[n], c: u8[n]) -> f32[n] = a + b + f32(c);
