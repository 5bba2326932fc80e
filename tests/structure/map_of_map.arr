# expect: array builds 1, reduces 0; loops allocs 0, vector yes

#! Elementwise operations after one another are one loop.

pub fn chain(x: f64[n], y: f64[n]) -> f64[n] {
    let a = x * y;
    let b = a + 1.0;
    sqrt(abs(b)) - a
}
