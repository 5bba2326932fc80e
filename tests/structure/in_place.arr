# expect: array builds 1, updates 1, loops 1; loops allocs 0

#! A loop that changes an array changes the result in place.

pub fn powers(n: i64) -> f64[n]
where n >= 1 {
    var x = f64[n](1);
    loop i in 1..n { x[i] = 2.0 * x[i - 1]; }
    x
}
