# run: chosen([4.0, -4.0], [2.0, 1.0]) == [6.25, -0.25]

#! A choice between longer computations of numbers.

pub fn chosen(x: f64[n], y: f64[n]) -> f64[n] = for i in 0..n: {
    var t = x[i] / y[i];
    if x[i] > y[i] { t = t * t / y[i] + sqrt(x[i]) + x[i] / 1.6 / y[i] * 1.8; t -= 0.0; } else { t = -y[i] / x[i] / x[i] * x[i] - 0.5 * y[i]; }
    t
};
