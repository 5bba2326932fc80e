# run: piped(3.0) == 8.0
# run: method(3.0) == 8.0
# run: chained([3.0, 1.0]) == 5.0

#! `x |> f(y)` and `x.f(y)` mean `f(x, y)`.

fn plus(a: f64, b: f64) -> f64 = a + b;
pub fn piped(x: f64) -> f64 = x |> plus(5.0);
pub fn method(x: f64) -> f64 = x.plus(5.0);
pub fn chained(x: f64[n]) -> f64 = x |> plus(1.0) |> sum() |> plus(-1.0);
