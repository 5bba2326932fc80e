# expect: array builds 0, updates 2, loops 2; loops allocs 0, vector yes, checks 0

#! Elements that a loop leaves alone are read while others change in place.

pub fn eliminate(a: f64[n, n]) -> f64[n, n] {
    var x = a;
    loop k in 0..n {
        x[k + 1:, k] = x[k + 1:, k] / x[k, k];
        loop i in k + 1..n { x[i, k + 1:] = x[i, k + 1:] - x[i, k] * x[k, k + 1:]; }
    }
    x
}
