pub fn squares(x: f64[n]) -> f64[n] {
    var y = x;
    for i in range(len(x)):
        y[i] = x[i] * x[i];
    y
}
