# run: sorted([3.0, 1.0, 2.0]) == [1.0, 2.0, 3.0]
# run: game([1.0, 2.0], 3) == ([4.0, 5.0], [0.0, 1.0, 2.0])
# run: swapped([[1, 2], [3, 4]]) == [[3, 4], [1, 2]]
# run: stepped(5) == (5, 15)

#! Functions that update, called by functions that update.

fn swap(inout x: f64[n], i: i64, j: i64) { (x[i], x[j]) = (x[j], x[i]); }
fn bubble(inout x: f64[n]) {
    loop i in 0..n {
        loop j in 0..n - 1 - i {
            if x[j] > x[j + 1] { swap(inout x, j, j + 1); }
        }
    }
}
pub fn sorted(x: f64[n]) -> f64[n] { var y = x; bubble(inout y); y }
fn push(inout log: f64[k], inout at: i64, v: f64) { log[at] = v; at += 1; }
pub fn game(x: f64[n], k: i64) -> (f64[n], f64[k]) {
    var log = f64[k](0);
    var at = 0;
    var y = x;
    loop i in 0..k {
        push(inout log, inout at, f64(i));
        y += 1.0;
    }
    (y, log)
}
pub fn swapped(x: i64[n, m]) -> i64[n, m]
where n >= 2 {
    var y = x;
    let first = y[0];
    y[0] = y[1];
    y[1] = first;
    y
}
fn advance(inout n: i64, inout total: i64) { n += 1; total += n; }
pub fn stepped(k: i64) -> (i64, i64) {
    var (n, total) = (0, 0);
    loop i in 0..k { advance(inout n, inout total); }
    (n, total)
}
