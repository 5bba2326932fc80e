pub fn f(x: f64[:]) -> f64 = sum(x);
pub fn g(x: array) -> f64 = sum(x);
pub fn h(x: np.ndarray) -> f64 = sum(x);
pub fn k(x: list[float]) -> f64 = sum(x);
