# run: integrate(0.0, 1.0, 1000) ~= 0.3333333333333333 within 1e-6
# run: bisect(2.0) ~= 1.4142135623730951 within 1e-12
# run: rk4(1.0, 100) ~= 0.36787944117144233 within 1e-9
# run: composed([1.0, 2.0]) == [4.0, 9.0]
# run: best([1.0, -4.0, 3.0]) == (-4.0, 3.0)
# run: table([1, 2, 3], [10, 20]) == [[11, 21], [12, 22], [13, 23]]
# run: twice(5) == 20
# run: outer_max([1.0, 5.0], [3.0, 2.0]) == [[3.0, 2.0], [5.0, 5.0]]

#! Functions as parameters: lambdas that use what is around them, names, functions passed on.

fn simpson(f: fn(f64) -> f64, a: f64, b: f64, n: i64) -> f64 {
    let h = (b - a) / f64(n);
    h / 6.0 * sum(for i in 0..n: {
        let x = a + f64(i) * h;
        f(x) + 4.0 * f(x + 0.5 * h) + f(x + h)
    })
}
pub fn integrate(a: f64, b: f64, n: i64) -> f64 = simpson(|x| x * x, a, b, n);
fn root(f: fn(f64) -> f64, a: f64, b: f64) -> f64 {
    var (low, high) = (a, b);
    loop step in 0..60 {
        let m = 0.5 * (low + high);
        if f(low) * f(m) <= 0.0 { high = m; } else { low = m; }
    }
    low
}
pub fn bisect(a: f64) -> f64 = root(|x| x * x - a, 0.0, a);
fn step<T: float>(f: fn(T, T[n]) -> T[n], t: T, y: T[n], h: T) -> T[n] {
    let k1 = f(t, y);
    let k2 = f(t + 0.5 * h, y + 0.5 * h * k1);
    let k3 = f(t + 0.5 * h, y + 0.5 * h * k2);
    let k4 = f(t + h, y + h * k3);
    y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
}
pub fn rk4(y0: f64, n: i64) -> f64 {
    var y = [y0];
    let h = 1.0 / f64(n);
    loop i in 0..n { y = step(|_t, y| -y, f64(i) * h, y, h); }
    y[0]
}
fn compose(f: fn(f64) -> f64, g: fn(f64) -> f64, x: f64) -> f64 = f(g(x));
pub fn composed(x: f64[n]) -> f64[n] = compose(|v| v * v, |v| v + 1.0, x);
fn extreme(better: fn(f64, f64) -> bool, x: f64[n]) -> f64
where n >= 1 {
    var best = x[0];
    loop i in 1..n { if better(x[i], best) { best = x[i]; } }
    best
}
pub fn best(x: f64[n]) -> (f64, f64) = (extreme(|a, b| a < b, x), extreme(|a, b| a > b, x));
fn outer_of<T: any>(f: fn(T, T) -> T, x: T[n], y: T[m]) -> T[n, m] = f(x[:, new], y);
pub fn table(x: i64[n], y: i64[m]) -> i64[n, m] = outer_of(|a, b| a + b, x, y);
fn double(x: i64) -> i64 = 2 * x;
fn apply_twice(f: fn(i64) -> i64, x: i64) -> i64 = f(f(x));
fn pass_on(f: fn(i64) -> i64, x: i64) -> i64 = apply_twice(f, x);
pub fn twice(x: i64) -> i64 = pass_on(double, x);
pub fn outer_max(x: f64[n], y: f64[m]) -> f64[n, m] = outer_of(max, x, y);
