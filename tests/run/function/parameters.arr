# run: a(1.0, 3.0) == 13.0
# run: b([0.0, 4.0]) == [0.0, 2.0]
# run: c([[1.0, 2.0], [3.0, 4.0]]) == [3.0, 7.0]
# run: d([1.0], [1.0, 10.0], [[1.0, 2.0], [3.0, 4.0]]) == [22.0, 44.0]
# run: e([1.0, 5.0, 2.0]) == (5.0, 8.0)
# run: g(2.0) ~= 1.4142135623730951 within 1e-15
# run: h([1.0, 2.0, 3.0]) == [3.0, 2.0, 1.0]
# run: i([1.0, 2.0]) == [5.0, 9.0]
# run: j(1.0) == 9.0
# run: k(3) == 34
# run: l([1.0, 2.0], 3.0) == [3.0, 6.0]
# run: m([1.0, 2.0], [3.0, 4.0]) == [15.0, 30.0]
# run: o([[1.0, 2.0], [3.0, 4.0]]) == [[0.0, 1.0], [0.0, 1.0]]
# fails: p([1.0], 3) status Bounds
# run: q(-3) == 3
# run: r([3.0, 1.0]) == [4.0, 2.0]
# run: s([2.0, 3.0], 2.0) == (3.0, 5.0)

#! Functions as arguments are specialised away.

fn twice(f: fn(f64) -> f64, x: f64) -> f64 = f(f(x));
fn apply<T: float>(f: fn(T) -> T, x: T[n]) -> T[n] = f(x);
fn iterate<T: num>(f: fn(T) -> T, x: T, n: i64) -> T { var y = x; loop i in 0..n { y = f(y); } y }
fn rows<T: num>(f: fn(T[n]) -> T, x: T[m, n]) -> T[m] = f(x);
fn combine(op: fn(f64, f64) -> f64, init: f64, x: f64[n]) -> f64 = reduce(op, init, x);
fn newton(f: fn(f64) -> (f64, f64), x0: f64) -> f64 {
    var x = x0;
    loop i in 0..20 { let (y, d) = f(x); x -= y / d; }
    x
}
fn build(f: fn(i64) -> f64, n: i64) -> f64[n] = for i in 0..n: f(i);
fn passed(f: fn(f64) -> f64, x: f64[n]) -> f64[n] = apply(|y| f(y) + 1.0, apply(f, x));
pub fn a(x: f64, k: f64) -> f64 = twice(|y| k * y + 1.0, x);
pub fn b(x: f64[n]) -> f64[n] = apply(sqrt, x);
pub fn c(x: f64[n, m]) -> f64[n] = rows(sum, x);
pub fn d(x: f64[n], w: f64[m], y: f64[k, m]) -> f64[k] = rows(|r| sum(w * r), y) + sum(x);
pub fn e(x: f64[n]) -> (f64, f64) = (combine(max, 0.0, x), combine(|p, q| p + q, 0.0, x));
pub fn g(a: f64) -> f64 = newton(|x| (x * x - a, 2.0 * x), 1.0);
pub fn h(x: f64[n]) -> f64[n] = build(|i| x[n - 1 - i], n);
pub fn i(x: f64[n]) -> f64[n] = passed(|y| 2.0 * y, x);
pub fn j(x: f64) -> f64 = twice(|y| twice(|z| z + y, y), x);
pub fn k(n: i64) -> i64 = iterate(|y| if y % 2 == 0 { y // 2 } else { 3 * y + 1 }, 7, n);
pub fn l(x: f64[n], c: f64) -> f64[n] { let y = x.apply_to(|v| v * c); y }
fn apply_to(x: f64[n], f: fn(f64) -> f64) -> f64[n] = f(x);
fn weighted(f: fn(f64[k]) -> f64, x: f64[n], w: f64[n]) -> f64[n] = for i: w[i] * f(x) + w[i] * f(w[:0]);
pub fn m(x: f64[n], y: f64[n]) -> f64[n] = weighted(|v| sum(v) + 4.0, y, x);
pub fn o(x: f64[n, m]) -> f64[n, m] = each_row(|r| r - min(r), x);
fn each_row(f: fn(f64[n]) -> f64[n], x: f64[m, n]) -> f64[m, n] = f(x);
pub fn p(x: f64[n], k: i64) -> f64 = twice(|y| y + x[k], 1.0);
pub fn q(x: i64) -> i64 = integers(|y| if y < 0 { -y } else { y }, x);
fn integers(f: fn(i64) -> i64, x: i64) -> i64 = f(x);
pub fn r(x: f64[n]) -> f64[n] { var k = 0.0; k += 1.0; apply(|y| y + k, x) }
pub fn s(x: f64[n], c: f64) -> (f64, f64) {
    let t = (low = min(x), high = max(x));
    (twice(|y| y + t.low - 1.0, t.low - 1.0), twice(|y| y + 1.0, t.high))
}
