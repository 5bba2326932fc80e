# run: spread([1.0, 2.0, 6.0]) == 4.666666666666667
# run: spread(empty(0)) == nan
# run: columns([[1.0, 3.0], [5.0, 6.0]]) == [4.0, 2.25]
# run: forms([1.0, 3.0]) == (1.0, 1.0, 1.0)
# run: defined([1.0, 3.0]) == (3.0, 1.0)

#! `var` is the variance where it is called, and begins a definition elsewhere.

pub fn spread(x: f64[n]) -> f64 { var(x) }
pub fn columns(x: f64[n, m]) -> f64[m] = var(x, axis = 0);
pub fn forms(x: f64[n]) -> (f64, f64, f64) = (x.var(), x |> var(), std.var(x));
pub fn defined(x: f64[n]) -> (f64, f64) {
    var (a, b) = (x[1], var(x));
    a = max(a, var(x));
    (a, b)
}
