# run: kept([1.0, 2.0, 3.0], [9.0, 9.0, 9.0]) == ([2.0, 4.0, 6.0], [2.0, 4.0, 3.0])

#! A loop carries an array and, every other time, what the array was one iteration before.

pub fn kept(x: f64[n], z: f64[n]) -> (f64[n], f64[n]) {
    var now = x;
    var before = z;
    loop i in 0..n {
        before = if i % 2 == 0 { now } else { z };
        now[i] = 2.0 * now[i];
    }
    (now, before)
}
