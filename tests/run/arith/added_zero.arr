# run: once([-0.0, -1.0, 2.0], [3.0, 0.0, 4.0]) == [0.0, 0.0, 8.0]

#! A zero that is added makes -0 a 0, also within `fma`.

pub fn once(x: f64[n], y: f64[n]) -> f64[n] = fma(x, y, 0.0);
