# run: largest([3.0, 9.0, 2.0, 9.0]) == (9.0, 1)
# run: fibonacci(10) == (55, 89)
# run: moved(4) == (8.0, -4.0, 4)
# run: swapped([1, 2, 3]) == [3, 2, 1]
# run: rotated(1, 2, 3) == (2, 3, 1)
# run: grown(5) == (5.0, [0.0, 1.0, 2.0, 3.0, 4.0])
# run: until(100) == (7, 128)
# run: declared(3) == (3.0, 3)

#! `var`s that are tuples: assigned as a whole, item by item, element by element, by a pattern.

pub fn largest(x: f64[n]) -> (value: f64, at: i64) {
    var best = (value = -inf, at = -1);
    loop i in 0..n {
        if x[i] > best.value { best = (value = x[i], at = i); }
    }
    best
}
pub fn fibonacci(n: i64) -> (i64, i64) {
    var p = (0, 1);
    loop i in 0..n { let (a, b) = p; p = (b, a + b); }
    p
}
pub fn moved(n: i64) -> (f64, f64, i64) {
    var body = (at = (x = 0.0, y = 0.0), steps = 0);
    loop i in 0..n { body.at.x += 2.0; body.at.y = body.at.y - 1.0; body.steps += 1; }
    (body.at.x, body.at.y, body.steps)
}
pub fn swapped(x: i64[3]) -> i64[3] {
    var y = x;
    (y[0], y[2]) = (y[2], y[0]);
    y
}
pub fn rotated(a: i64, b: i64, c: i64) -> (i64, i64, i64) {
    var (x, y, z) = (a, b, c);
    (x, y, z) = (y, z, x);
    (x, y, z)
}
pub fn grown(n: i64) -> (f64, f64[n]) {
    var s = (count = 0.0, items = f64[n](0));
    loop i in 0..n { s.items[i] = s.count; s.count += 1.0; }
    s
}
pub fn until(limit: i64) -> (i64, i64) {
    var p = (steps = 0, power = 1);
    while p.power < limit { p = (steps = p.steps + 1, power = 2 * p.power); }
    p
}
pub fn declared(n: i64) -> (f64, i64) {
    var p: (f64, i64) = (0, 0);
    loop i in 0..n { let (a, b) = p; p = (a + 1, b + 1); }
    p
}
