# run: unpacked(2.0) == (2.0, 4.0, 8)
# run: fields(3.0) == 21.0
# run: deep(1, 2, 3, 4) == (10, 4)
# run: arrays([1.0, 2.0, 4.0]) == (7.0, [1.0, 2.0, 4.0], 3)
# run: chosen(true) == (1, 2.0, true)
# run: chosen(false) == (3, 4.0, false)

#! Tuples in tuples, as results of functions inside the program.

fn nest(x: f64) -> (f64, (f64, i64)) = (x, (x * x, 8));
pub fn unpacked(x: f64) -> (f64, f64, i64) { let (a, (b, c)) = nest(x); (a, b, c) }

fn tree(x: f64) -> (left: (small: f64, large: f64), right: f64) = (left = (small = x, large = 2.0 * x), right = 4.0 * x);
pub fn fields(x: f64) -> f64 { let t = tree(x); t.left.small + t.left.large + t.right }

fn pairs(a: i64, b: i64, c: i64, d: i64) -> ((i64, i64), (i64, i64)) = ((a, b), (c, d));
pub fn deep(a: i64, b: i64, c: i64, d: i64) -> (i64, i64) {
    let (first, (_, last)) = pairs(a, b, c, d);
    let (p, q) = first;
    (p + q + c + last, last)
}

fn summary(x: f64[n]) -> (total: f64, of: (data: f64[n], size: i64)) = (total = sum(x), of = (data = x, size = n));
pub fn arrays(x: f64[n]) -> (f64, f64[n], i64) { let s = summary(x); (s.total, s.of.data, s.of.size) }

pub fn chosen(c: bool) -> (i64, f64, bool) {
    let (a, (b, d)) = if c { (1, (2.0, true)) } else { (3, (4.0, false)) };
    (a, b, d)
}
