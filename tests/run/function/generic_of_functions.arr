# run: mapped([1.0, 4.0]) == [1.0, 2.0]
# run: reduced([3, 1, 2]) == (6, 3, 6)
# run: newton(612.0) ~= 24.73863375370596 within 1e-14
# run: derivative(2.0) ~= 12.0 within 1e-6
# run: fixed_point(1.0) ~= 0.7390851332151607 within 1e-12
# run: filtered([1, 2, 3, 4, 5]) == [2, 4, 0, 0, 0]
# run: zipped([1, 2], [3, 4]) == [13, 24]
# run: iterated(3) == [0, 1, 4, 9]
# run: curried([1.0, 2.0], 10.0) == [11.0, 12.0]
# run: trapezoids(100) ~= 1.718281828459045 within 1e-4

#! Functions over functions: map, filter, iterate, differentiate, each put into its caller.

fn map_of<A: any, B: any>(f: fn(A) -> B, x: A[n], _like: B) -> B[n] = f(x);
pub fn mapped(x: f64[n]) -> f64[n] = map_of(|v| sqrt(v), x, 0.0);
fn total_of<T: int>(op: fn(T, T) -> T, start: T, x: T[n]) -> T = fold(op, start, x);
pub fn reduced(x: i64[n]) -> (i64, i64, i64) = (total_of(|a, b| a + b, 0, x), total_of(max, 0, x), total_of(|a, b| a * b, 1, x));
fn root_of(f: fn(f64) -> f64, df: fn(f64) -> f64, x0: f64) -> f64 { var x = x0; loop i in 0..20 { x -= f(x) / df(x); } x }
pub fn newton(a: f64) -> f64 = root_of(|x| x * x - a, |x| 2.0 * x, a);
fn slope(f: fn(f64) -> f64, x: f64) -> f64 { let h = 1e-5; (f(x + h) - f(x - h)) / (2.0 * h) }
pub fn derivative(x: f64) -> f64 = slope(|t| t**3, x);
pub fn fixed_point(x0: f64) -> f64 {
    var (x, before) = (x0, inf);
    while abs(x - before) > 1e-14 { (x, before) = (cos(x), x); }
    x
}
fn keep(test: fn(i64) -> bool, x: i64[n]) -> i64[n] {
    var y = i64[n](0);
    var k = 0;
    loop i in 0..n { if test(x[i]) { y[k] = x[i]; k += 1; } }
    y
}
pub fn filtered(x: i64[n]) -> i64[n] = keep(|v| v % 2 == 0, x);
fn zip_with<T: num>(f: fn(T, T) -> T, x: T[n], y: T[n]) -> T[n] = for i: f(x[i], y[i]);
pub fn zipped(x: i64[n], y: i64[n]) -> i64[n] = zip_with(|a, b| 10 * a + b, x, y);
fn table(f: fn(i64) -> i64, n: i64) -> i64[n] = for i in 0..n: f(i);
pub fn iterated(n: i64) -> i64[n + 1] = table(|i| i * i, n + 1);
fn shifted_by(k: f64, f: fn(f64) -> f64, x: f64) -> f64 = f(x + k);
pub fn curried(x: f64[n], k: f64) -> f64[n] = shifted_by(k, |v| v, x);
pub fn trapezoids(n: i64) -> f64 { let x = linspace(0.0, 1.0, n + 1); trapezoid(exp(x), x) }
