# run: same(40) == true

#! Lifting does not change the order of a sum.

fn total(x: f64[n]) -> f64 = sum(x);
pub fn same(n: i64) -> bool {
    let x = for i in 0..3, j in 0..n: 0.1 * f64(i + 1) * f64(j);
    let lifted = total(x);
    all(for i in 0..3: lifted[i] == total(x[i]))
}
