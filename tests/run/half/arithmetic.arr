# run: sums([1.0, 65504.0, 0.1], [0.0004883, 16.0, 0.2]) == [1.0, inf, 0.2998046875]
# run: products([0.1, 300.0, 0.00006104], [0.1, 300.0, 0.0001]) == [0.0099945068359375, inf, 0.0]
# run: quotients([1.0, 1.0, -1.0, 0.0], [3.0, 0.0, 0.0, 0.0]) == [0.333251953125, inf, -inf, nan]
# run: roots([2.0, -1.0, -0.0]) == [1.4140625, nan, -0.0]
# run: rounded([0.5, 1.5, -2.5, inf]) == [0.0, 2.0, -2.0, inf]
# run: brain_sums([1.0, 3.0e38, 0.1], [0.00390625, 3.0e38, 0.2]) == [1.0, inf, 0.30078125]
# run: extremes(-0.0, 0.0) == (-0.0, 0.0)
# run: extremes(nan, 1.0) == (nan, nan)
# run: signs([1.5, -0.0, nan]) == ([-1.5, 0.0, nan], [1.5, 0.0, nan])
# run: ordered([1.0, nan, 2.0], [2.0, 2.0, 2.0]) == ([true, false, false], [false, false, true])
# run: tiny(5.960464477539063e-08) == (1.1920928955078125e-07, 0.0)
# run: both(1.5, 2.5) == 4.0
# run: fused([3.0], [0.333251953125], [-1.0]) == [-0.000244140625]
# run: steps(10) == 2048.0

#! `f16` and `bf16`: each operation is that of `f32`, rounded once more.

pub fn sums(a: f16[n], b: f16[n]) -> f16[n] = a + b;
pub fn products(a: f16[n], b: f16[n]) -> f16[n] = a * b;
pub fn quotients(a: f16[n], b: f16[n]) -> f16[n] = a / b;
pub fn roots(a: f16[n]) -> f16[n] = sqrt(a);
pub fn rounded(a: f16[n]) -> f16[n] = round(a);
pub fn brain_sums(a: bf16[n], b: bf16[n]) -> bf16[n] = a + b;
pub fn extremes(a: f16, b: f16) -> (f16, f16) = (min(a, b), max(a, b));
pub fn signs(a: bf16[n]) -> (bf16[n], bf16[n]) = (-a, abs(a));
pub fn ordered(a: f16[n], b: f16[n]) -> (bool[n], bool[n]) = (a < b, a == b);
pub fn tiny(a: f16) -> (f16, f16) = (a + a, a / 4);
pub fn both(a: f16, b: bf16) -> f32 = a + b;
pub fn fused(a: f16[n], b: f16[n], c: f16[n]) -> f16[n] = a * b + c;

# 2048 + 1 is 2048 again.
pub fn steps(n: i64) -> f16 { var s: f16 = 2048.0; loop i in 0..n { s += 1; } s }
