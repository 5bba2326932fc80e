# run: kept([1.0, 2.0, 3.0], [9.0, 9.0, 9.0]) == ([2.0, 4.0, 6.0], [2.0, 4.0, 3.0])

#! A loop carries an array and what the array was one iteration before.

pub fn kept(x: f64[n], y: f64[n]) -> (f64[n], f64[n]) {
    var now = x;
    var before = y;
    loop i in 0..n {
        before = now;
        now[i] = 2.0 * now[i];
    }
    (now, before)
}
