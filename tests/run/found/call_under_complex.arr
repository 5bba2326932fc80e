# run: f([[1.0, 0.5], [1.0, 1.0]]) == [0+0i, 1+0i]

#! A function of vectors, called on a matrix inside an operation whose result becomes complex.

fn norm1(x: bf16[a]) -> f64 = f64(sum(abs(x)));

pub fn f(x: bf16[n, m]) -> c64[n] = c64(f32(f64[n](2) <= norm1(x)));
