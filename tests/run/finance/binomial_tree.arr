# run: put(100.0, 110.0, 0.05, 0.3, 1.0, 50, false) ~= 14.64040735166137 within 1e-11
# run: put(100.0, 110.0, 0.05, 0.3, 1.0, 50, true) ~= 15.625287703162527 within 1e-11
# run: put(100.0, 110.0, 0.05, 0.3, 1.0, 1, true) ~= 16.750403295409136 within 1e-11
# fails: put(100.0, 110.0, 0.05, 0.3, 1.0, 0, true) status Shape

#! An American put on a binomial tree: a loop over a shrinking front.

pub fn put(s: f64, k: f64, r: f64, v: f64, t: f64, n: i64, american: bool) -> f64
where n >= 1 {
    let dt = t / f64(n);
    let up = exp(v * sqrt(dt));
    let p = (exp(r * dt) - 1.0 / up) / (up - 1.0 / up);
    let discount = exp(-r * dt);
    var x = for j in 0..n + 1: max(k - s * up**f64(2 * j - n), 0.0);
    loop back in 0..n {
        let m = n - 1 - back;
        let held = discount * (p * x[1:m + 2] + (1.0 - p) * x[:m + 1]);
        let now = for j in 0..m + 1: if american { k - s * up**f64(2 * j - m) } else { 0.0 };
        x[:m + 1] = max(held, now);
    }
    x[0]
}
