# expect: array builds 1, updates 2, loops 2; loops allocs 1

#! Two rows that are combined: the matrix is updated in place, one row is copied.

pub fn rotated(c: f64, d: f64, inout s: f64[n, n]) {
    loop p in 0..n { loop q in p + 1..n {
        let (x, y) = (s[p], s[q]);
        s[p] = c * x - d * y;
        s[q] = d * x + c * y;
    } }
}
