# run: chained(2.0) == 11.0
# run: piped([3, 1, 2]) == 6
# run: methods([1.0, 4.0, 9.0]) == 6.0
# run: if_chain(5) == 2
# run: if_chain(-5) == 0
# run: if_chain(0) == 1
# run: trailing(1, 2,) == [1, 2, 3]
# run: shadow(3) == 36
# run: by_name(2) == 6
# run: unicode(2.0) == 12.566370614359172
# run: precedence(2, 3) == [-8, 7, 15, 1, 12]
# run: words(1) == 6

#! What is written in more than one way.

pub fn chained(x: f64) -> f64 { let y = { let z = x * x; z + 1.0 }; (if y > 4.0 { 2.0 * y } else { y }) + 1.0 }
pub fn piped(x: i64[n]) -> i64 = x |> sort() |> sum();
pub fn methods(x: f64[n]) -> f64 = x.sqrt().sum();
pub fn if_chain(x: i64) -> i64 = if x < 0 { 0 } else if x == 0 { 1 } else { 2 };
pub fn trailing(a: i64, b: i64,) -> i64[3] = [a, b, a + b,];
pub fn shadow(x: i64) -> i64 { let x = 2 * x; let x = x * x; x }
pub fn by_name(by: i64) -> i64 { let test = by + 1; let skip = test; let wrap = 1; test + skip * wrap }
pub fn unicode(Δt: f64) -> f64 { let π = pi; let σ_1 = 2.0 * π; σ_1 * Δt }
pub fn precedence(a: i64, b: i64) -> i64[5] = [-a**2 * 2, 1 + a * b, 1 | a << 1 | 8 + 2, 7 & b ^ a, (a + 1) * 4];
pub fn words(by: i64) -> i64 = sum(for i in 0..=3: i) * by;
