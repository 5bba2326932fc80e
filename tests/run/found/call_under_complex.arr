# run: f([[1.0, 0.5], [1.0, 1.0]]) == [0+0i, 1+0i]
# run: g([1.0, 2.0, 3.0]) == [3+0i, 3+0i, 3+0i]

#! A function of vectors, called on a matrix inside an operation whose result becomes complex.

fn norm1(x: bf16[a]) -> f64 = f64(sum(abs(x)));

pub fn f(x: bf16[n, m]) -> c64[n] = c64(f32(f64[n](2) <= norm1(x)));

fn total(x: bf16[a]) -> c64 = c64(f32(sum(x)));

pub fn g(x: f64[n]) -> c64[n] = total(bf16[n, n](1));
