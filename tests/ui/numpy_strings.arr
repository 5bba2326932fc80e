# What NumPy chooses by a string is another function, or a default.

pub fn smooth(x: f64[n], h: f64[m]) -> f64[n] = np.convolve(x, h, mode="same");
pub fn border(x: f64[n]) -> f64[n + 2] = np.pad(x, 1, mode="edge");
pub fn at(x: f64[n], v: f64) -> i64 = searchsorted(x, v, side="right");
pub fn product(a: f64[n, k], b: f64[k, m]) -> f64[n, m] = np.einsum("ij,jk->ik", a, b);
pub fn order(x: f64[n]) -> f64[n] = sort(x, kind="stable");
