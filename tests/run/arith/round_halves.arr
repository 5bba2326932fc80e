# run: even([0.5, 1.5, 2.5, -0.5, 255.5]) == [0.0, 2.0, 2.0, -0.0, 256.0]

#! Halves are rounded to even.

pub fn even(x: f64[n]) -> f64[n] = round(x);
