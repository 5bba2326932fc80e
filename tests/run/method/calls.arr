# run: piped([1.0, 2.0]) == [4.0, 8.0]
# run: dotted([1.0, 2.0]) == 9.0
# run: loosest(1.0) == 6.0
# run: by_name(2.0) == 7.0
# run: of_std([1, 2, 3]) == (12, 6)

#! `x.f(…)` and `x |> f(…)` of the program's own functions and of the library's.

fn scale(x: f64, k: f64) -> f64 = x * k;
fn line(x: f64, slope: f64, offset: f64) -> f64 = slope * x + offset;
fn sum(x: i64[n]) -> i64 = 2 * std.sum(x);
pub fn piped(x: f64[n]) -> f64[n] = x |> scale(2.0) |> scale(k = 2.0);
pub fn dotted(x: f64[n]) -> f64 = std.sum(x.scale(3.0));
pub fn loosest(x: f64) -> f64 = x + 2.0 |> scale(2.0);
pub fn by_name(x: f64) -> f64 = x.line(offset = 1.0, slope = 3.0);
pub fn of_std(x: i64[n]) -> (i64, i64) = (x.sum(), std.sum(x));
