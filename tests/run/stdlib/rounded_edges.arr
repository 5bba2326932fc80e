# run: middle(21) == 0.0
# run: middle(61) == 0.0
# run: bins([0.0, -1.0, 1.0, 0.1], 20) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]
# run: itself([0.1, 0.7, 0.3]) == [0.0, 0.0, 0.0]

#! Products in the library that are rounded before they are added to: what is symmetric gives 0.

pub fn middle(n: i64) -> f64 = linspace(-1.0, 1.0, n)[n // 2];
pub fn bins(x: f64[n], k: i64) -> i64[k] = histogram(x, -1.0, 1.0, k);
pub fn itself(a: f64[3]) -> f64[3] = cross(a, a);
