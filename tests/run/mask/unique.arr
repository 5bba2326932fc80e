# run: kinds([3, 1, 3, 7, 1]) == (11, 3, 7)
# run: kinds([]) == (0, 0, -1)
# run: middle([2.0, nan, 1.0, 2.0]) == nan
# run: gaps([0.0, -0.0, 4.0, 1.0, 4.0]) == ([1.0, 3.0, -0.0], true)
# run: mode([5, 2, 5, 2, 2, 9]) == 2
# run: rows([[1, 1, 1], [1, 2, 3]]) == [1, 6]
# run: halves([1.5, 0.5, 1.5]) == 2.0
# run: squares([-2, 2, 3]) == 13
# run: own([1, 1]) == 7

#! The different elements of a row.

pub fn kinds(x: i64[n]) -> (i64, i64, i64) {
    let u = unique(x);
    (sum(u), u.shape[0], if n > 0 { u[-1] } else { -1 })
}
pub fn middle(x: f64[n]) -> f64 = mean(unique(x));
pub fn gaps(x: f64[n]) -> (f64[3], bool) {
    let u = x.unique();
    var steps = f64[3](0);
    loop i in 1..u.shape[0] { steps[i - 1] = u[i] - u[i - 1]; }
    steps[2] = u[0];
    (steps, signbit(u[0]))
}
pub fn mode(x: i64[n]) -> i64 {
    let u = unique(x);
    u[argmax(for i: sum(for j in 0..n: i64(x[j] == u[i])))]
}
pub fn rows(x: i64[m, n]) -> i64[m] = for i: sum(unique(x[i]));
pub fn halves(x: f16[n]) -> f16 = sum(unique(x));
pub fn squares(x: i64[n]) -> i64 = sum(unique(x * x));
pub fn own(x: i64[n]) -> i64 { fn_of(x) }
fn fn_of(unique: i64[n]) -> i64 = unique[0] + 6;
