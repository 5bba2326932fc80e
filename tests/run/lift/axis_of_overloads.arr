# run: lengths([[3.0, 4.0], [6.0, 8.0]]) == ([5.0, 10.0], 11.180339887498949)
# run: columns([[3.0, 6.0], [4.0, 8.0]]) == [5.0, 10.0]
# run: chosen([[1, 2], [3, 4]]) == ([3, 7], [4, 6], 100)

#! `axis` chooses the definition that works along one.

pub fn lengths(a: f64[n, m]) -> (f64[n], f64) = (norm(a, axis = 1), norm(a));
pub fn columns(a: f64[n, m]) -> f64[m] = norm(a, axis = 0);
fn total(x: i64[n]) -> i64 = sum(x);
fn total(x: i64[n, m]) -> i64 = 10 * sum(x);
pub fn chosen(x: i64[n, m]) -> (i64[n], i64[m], i64) = (total(x, axis = 1), total(x, axis = 0), total(x));
