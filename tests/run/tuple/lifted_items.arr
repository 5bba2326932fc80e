# run: apart([1.0, 2.0], 10.0) == ([11.0, 12.0], [10.0, 20.0])
# run: crossed([1.0, 2.0], [10.0, 20.0, 30.0]) == [[10.0, 20.0, 30.0], [20.0, 40.0, 60.0]]
# run: along([[1.0, 4.0], [3.0, 8.0]]) == ([2.0, 6.0], [[-1.0, -2.0], [1.0, 2.0]])
# run: halves_of(3) == (1.5, 3)

#! Each item of a tuple is lifted by itself; `axis =` moves the axis of each result back.

fn both(p: (x: f64, y: f64)) -> (sum: f64, product: f64) = (sum = p.x + p.y, product = p.x * p.y);
pub fn apart(x: f64[n], y: f64) -> (f64[n], f64[n]) = both((x, y));
pub fn crossed(x: f64[n], y: f64[m]) -> f64[n, m] = both((x = x[:, new], y = y)).product;
fn centre(x: f64[n]) -> (middle: f64, rest: f64[n]) { let m = mean(x); (middle = m, rest = x - m) }
pub fn along(x: f64[n, m]) -> (f64[m], f64[n, m]) = centre(x, axis = 0);
fn half<T: float>(p: (value: T, count: i64)) -> (T, i64) = (p.value / 2, p.count);
pub fn halves_of(n: i64) -> (f64, i64) = half((f64(n), n));
