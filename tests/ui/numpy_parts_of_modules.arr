# Parts of NumPy's modules, methods of its functions, and what is an operator or an index in arr.

pub fn spectrum(x: f64[n]) -> f64[n // 2 + 1] = abs(np.fft.rfft(x));
pub fn lengths(a: f64[n, m]) -> f64[n] = np.linalg.norm(a, axis = 1);
pub fn peaks(x: f64[n]) -> f64[n] = np.maximum.accumulate(x);
pub fn counts(x: i64[n]) -> i64[8] {
    var h = i64[8](0);
    np.add.at(h, x, 1);
    h
}
pub fn means(x: f64[n], k: i64) -> f64[n - k + 1] = mean(sliding_window_view(x, k), axis = 1);
pub fn place(a: f64[h, w]) -> (i64, i64) = np.unravel_index(argmax(a), a.shape);
pub fn both(x: bool[n], y: bool[n]) -> bool[n] = np.logical_and(x, y);
pub fn at(c: f64[k], x: f64) -> f64 = np.polyval(c, x);
pub fn angles(z: c128[n]) -> f64[n] = np.angle(z);
