# run: attention([[1.0, 0.0], [0.5, 0.5]], [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) ~= [[3.0, 4.0], [3.2477244611346885, 4.2477244611346885]] within 1e-13
# run: heads([[[1.0, 0.0], [0.5, 0.5]], [[1.0, 0.0], [0.5, 0.5]]], [[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]], [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[2.0, 4.0], [6.0, 8.0], [10.0, 12.0]]]) ~= [[[3.0, 4.0], [3.2477244611346885, 4.2477244611346885]], [[6.0, 8.0], [6.495448922269377, 8.495448922269377]]] within 1e-13
# run: causal([[1.0, 9.0], [1.0, 1.0]]) == [[1.0, 0.0], [0.5, 0.5]]
# run: layer_norm([[1.0, 3.0]]) ~= [[-1.0, 1.0]] within 1e-5
# run: rotary([1.0, 0.0, 2.0, 0.0], 0) == [1.0, 0.0, 2.0, 0.0]

#! Attention for one head, lifted over several.

pub fn attention(q: f64[n, d], k: f64[m, d], v: f64[m, e]) -> f64[n, e]
where m >= 1 = softmax(q @ k.T / sqrt(f64(d))) @ v;
pub fn heads(q: f64[h, n, d], k: f64[h, m, d], v: f64[h, m, e]) -> f64[h, n, e]
where m >= 1 = for i: attention(q[i], k[i], v[i]);
pub fn causal(s: f64[n, n]) -> f64[n, n]
where n >= 1 = softmax(for i, j: if j <= i { s[i, j] } else { -inf });
fn normal_row(x: f64[n]) -> f64[n] = (x - mean(x)) / sqrt(var(x) + 1e-5);
pub fn layer_norm(x: f64[m, n]) -> f64[m, n] = normal_row(x);
pub fn rotary(x: f64[4], at: i64) -> f64[4] {
    var y = x;
    loop k in 0..2 {
        let angle = f64(at) / 10000.0**(f64(k) / 2.0);
        let (a, b) = (x[2 * k], x[2 * k + 1]);
        (y[2 * k], y[2 * k + 1]) = (a * cos(angle) - b * sin(angle), a * sin(angle) + b * cos(angle));
    }
    y
}
