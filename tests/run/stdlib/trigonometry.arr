# run: sine([0.0, 1.0, -1.0, 3.141592653589793, 100.0]) ~= [0.0, 0.8414709848078965, -0.8414709848078965, 1.2246467991473532e-16, -0.5063656411097588] within 1e-15
# run: cosine([0.0, 1.0, 1.5707963267948966, 1e22]) ~= [1.0, 0.5403023058681398, 6.123233995736766e-17, 0.5232147853951389] within 1e-15
# run: sine([inf, nan]) == [nan, nan]
# run: circle([0.3, 2.0, -5.0]) ~= [1.0, 1.0, 1.0] within 1e-15
# run: hyperbolic([0.0, 0.5, -2.0, 100.0]) ~= [0.0, 0.46211715726000973, -0.9640275800758169, 1.0] within 1e-15

#! Sine, cosine and the hyperbolic tangent.

pub fn sine(x: f64) -> f64 = sin(x);
pub fn cosine(x: f64) -> f64 = cos(x);
pub fn circle(x: f64) -> f64 = sin(x)**2 + cos(x)**2;
pub fn hyperbolic(x: f64) -> f64 = tanh(x);
