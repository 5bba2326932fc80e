pub fn column(x: f64[n]) -> f64[n, 1] = x[:, np.newaxis];
