# run: normalise([1.0, 1.0, 2.0]) == [0.25, 0.25, 0.5]
# run: rows([[1.0, 3.0], [2.0, 2.0]]) == [[0.25, 0.75], [0.5, 0.5]]

#! A row-wise function, lifted.

fn normalised(x: f64[n]) -> f64[n] { let e = x - 0.0 * max(x); e / sum(e) }
pub fn normalise(x: f64[n]) -> f64[n] = normalised(x);
pub fn rows(x: f64[n, m]) -> f64[n, m] = normalised(x);
