# run: halves([7, 8, -7]) == ([3, 4, -4], [1, 0, 1])
# run: halves(empty(0)) == (empty(0), empty(0))
# run: sums([[1.0, 2.0], [3.0, 5.0]]) == ([3.0, 8.0], [2.0, 5.0])

#! A function with several results, lifted inside.

fn halve(a: i64) -> (i64, i64) = (a // 2, a % 2);
pub fn halves(x: i64[n]) -> (i64[n], i64[n]) = halve(x);
fn sum_and_max(x: f64[n]) -> (f64, f64) = (sum(x), max(x));
pub fn sums(x: f64[n, m]) -> (f64[n], f64[n]) = sum_and_max(x);
