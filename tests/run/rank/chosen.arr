# run: which(1.0, [1.0], [[1.0]]) == (2, 1, 2)
# run: wide(1.0, [1.0]) == (3, 3)
# run: lifted([[1.0, 2.0], [3.0, 4.0]], [10.0, 20.0]) == [[31.0, 32.0], [33.0, 34.0]]
# run: typed(1.0) == ([0.0, 0.0], 2.0)

#! Which definition a call means: higher core ranks first, then fixed ranks, then exact types.

fn rank(x: f64[n]) -> i64 = 1;
fn rank(x: f64[..s]) -> i64 = 2;
pub fn which(x: f64, y: f64[n], z: f64[n, m]) -> (i64, i64, i64) = (rank(x), rank(y), rank(z));

fn kind<T: float>(x: T[..s]) -> i64 = 4;
fn kind(x: f64[..s]) -> i64 = 3;
pub fn wide(x: f64, y: f64[n]) -> (i64, i64) = (kind(x), kind(y));

fn shifted(x: f64[..s], y: f64[..s]) -> f64[..s] = x + sum(y);
pub fn lifted(x: f64[n, m], y: f64[m]) -> f64[n, m] = shifted(x, y);

fn filled(x: f64[..s], v: f64) -> f64[..s] { let z: f64[..s] = f64[..s](v); z }
pub fn typed(x: f64) -> (f64[2], f64) = (filled([x, x], 0), filled(x, 2));
