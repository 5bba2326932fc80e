# run: length(3.0, 4.0) == 5.0
# run: lengths([3.0, 6.0], [4.0, 8.0]) == [5.0, 10.0]
# run: turned(1.0, 2.0) == (-2.0, 1.0)
# run: swapped_twice(1, 2.5) == (1, 2.5)
# run: of_points(1.0, 2.0, 4.0, 6.0) == 5.0
# run: named_or_not(2, 3) == (23, 23)

#! Parameters that are tuples: taken apart, by the names of their items, lifted, piped.

fn norm(p: (x: f64, y: f64)) -> f64 = sqrt(p.x * p.x + p.y * p.y);
pub fn length(a: f64, b: f64) -> f64 = norm((x = a, y = b));
pub fn lengths(a: f64[n], b: f64[n]) -> f64[n] = norm((x = a, y = b));

fn turn(p: (f64, f64)) -> (f64, f64) { let (x, y) = p; (-y, x) }
pub fn turned(a: f64, b: f64) -> (f64, f64) = (a, b) |> turn();

fn swap<T: num, U: num>(p: (T, U)) -> (U, T) { let (a, b) = p; (b, a) }
pub fn swapped_twice(a: i64, b: f64) -> (i64, f64) = swap(swap((a, b)));

fn distance(p: (x: f64, y: f64), q: (x: f64, y: f64)) -> f64 = norm((x = q.x - p.x, y = q.y - p.y));
pub fn of_points(a: f64, b: f64, c: f64, d: f64) -> f64 = (x = a, y = b).distance(q = (x = c, y = d));

fn digits(p: (tens: i64, ones: i64)) -> i64 = 10 * p.tens + p.ones;
pub fn named_or_not(a: i64, b: i64) -> (i64, i64) = (digits((a, b)), digits((tens = a, ones = b)));
