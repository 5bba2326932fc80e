pub fn f(x: f64[n]) -> f64[n] = arcsin(x) + fabs(x) + log(x) + power(x, 3.0) + absolute(x);
pub fn g(x: f64[n]) -> f64 = np.amax(x) + np.arctan2(x[0], x[1]) + math.log(x[0]);
