# expect: array builds 1, loops 1; loops allocs 0, vector yes

#! A build that reads its own element only replaces what the loop carries where it stands.

pub fn outer(a: f64[n, n], u: f64[n], steps: i64) -> f64[n, n] {
    var x = a;
    loop t in 0..steps { x = for i, j: x[i, j] + u[i] * u[j]; }
    x
}
