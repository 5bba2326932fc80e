# run: total(full(0.1, 4096)) == 409.5
# run: total(full(100.0, 1000)) == inf
# run: average(full(100.0, 1000)) == 100.0
# run: total(empty(0)) == 0.0
# run: dot([300.0, 300.0], [300.0, -300.0]) == 0.0
# run: matrix([[1.0, 2.0], [3.0, 4.0]], [1.0, 0.5]) == [2.0, 5.0]
# run: largest([1.0, -2.0, 3.5]) == (3.5, -2.0, 2)
# run: running([2048.0, 1.0, 1.0]) == [2048.0, 2048.0, 2050.0]
# run: product_of([3.0, 0.5]) == 1.5
# run: folded([2048.0, 1.0, 1.0]) == 2048.0
# run: counted([1.0, 1.0, 1.0], [0, 0, 0]) == [2048.0]
# run: spread([1.0, 3.0]) == 1.0
# run: exps([0.0, 1.0, 12.0]) == [1.0, 2.71875, inf]
# run: powers([2.0], [0.5]) == [1.4140625]

#! Reductions accumulate in `f32`; functions of the library compute in it. Both round once.

pub fn total(x: f16[n]) -> f16 = sum(x);
pub fn average(x: f16[n]) -> f16 = mean(x);
pub fn dot(x: f16[n], y: f16[n]) -> f16 = sum(x * y);
pub fn matrix(a: bf16[n, m], x: bf16[m]) -> bf16[n] = a @ x;
pub fn largest(x: f16[n]) -> (f16, f16, i64) = (max(x), min(x), argmax(x));
pub fn running(x: f16[n]) -> f16[n] = cumsum(x);
pub fn product_of(x: bf16[n]) -> bf16 = prod(x);
pub fn folded(x: f16[n]) -> f16 = fold(|a, b| a + b, 0, x);
pub fn counted(x: f16[n], i: i64[n]) -> f16[1] { var h = f16[1](2048); h[i] += x; h }
pub fn spread(x: bf16[n]) -> bf16 = std(x);
pub fn exps(x: bf16[n]) -> bf16[n] = where(x > 10.0, inf, exp(x));
pub fn powers(x: f16[n], y: f16[n]) -> f16[n] = x ** y;
