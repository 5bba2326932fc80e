# run: f([1, 2, 3]) == [[4.0, 6.0, 8.0], [4.0, 6.0, 8.0], [4.0, 6.0, 8.0]]
# run: g([7]) == [[0.0]]

#! A panel of a tile is made before the loop that computes its extent.

fn rows(x: u8[n]) -> f64[n - 1, n] = for i in 0..n - 1, j in 0..n: 1.0 + f64(x[j]);

pub fn f(x: u8[n]) -> f64[n, n] = (f64[n, 1](1) @ f64[1, n - 1](1)) @ rows(x);

pub fn g(x: u8[n]) -> f64[n, n] = (f64[n, (n + 2) // 3](1) @ f64[(n + 2) // 3, n - 1](1)) @ rows(x);
