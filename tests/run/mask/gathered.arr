# run: first([1.0, -2.0, 3.0]) == 1.0
# fails: first([-2.0]) status Bounds
# run: running([1, -2, 3, 4]) == [1, 4, 8]
# fails: running([1, 2]) status Shape
# run: place([1.0, -2.0, 3.0, 0.5]) == 1
# fails: place([-2.0]) status Shape
# run: total([1.0, -2.0, 3.0]) == 4.0
# run: twice([1, -2, 3, 4, 5]) == 9
# run: diagonal([[1, 2], [3, 4]]) == 5
# run: in_a_loop([4, 1, 3], 3) == 7
# run: changed([1, 2, 3]) == 5
# run: one_of([1, -1, 3], true) == 4
# run: one_of([1, -1, 3], false) == -1
# run: elements([5, -6, 7]) == 12

#! What a mask chooses is an array whose extent is known at run time.

pub fn first(x: f64[n]) -> f64 { let y = x[x > 0.0]; y[0] }
pub fn running(x: i64[n]) -> i64[3] = i64[3](cumsum(x[x > 0]));
pub fn place(x: f64[n]) -> i64 = argmax(x[x > 0.0]);
fn add_up(x: f64[n]) -> f64 = sum(x);
pub fn total(x: f64[n]) -> f64 = add_up(x[x > 0.0]);
pub fn twice(x: i64[n]) -> i64 {
    let y = x[x > 0];
    sum(y[y > 3])
}
pub fn diagonal(x: i64[n, n]) -> i64 {
    let on = for i in 0..n, j in 0..n: i == j;
    let d = x[on];
    d[0] + d[-1]
}
pub fn in_a_loop(x: i64[n], rounds: i64) -> i64 {
    var s = 0;
    loop i in 0..rounds {
        let large = x[x > i];
        s += large[0] - large[-1];
        s += large.shape[0];
    }
    s - rounds
}
pub fn changed(x: i64[n]) -> i64 {
    var y = x;
    let m = x > 1;
    let z = y[m];
    y[m] = 0;
    sum(z) + sum(y[m])
}
pub fn one_of(x: i64[n], up: bool) -> i64 {
    if up { sum(x[x > 0]) } else { sum(x[x < 0]) }
}
pub fn elements(x: i64[n]) -> i64 {
    let y = x[x > 0];
    sum(for i: y[i])
}
