# run: reflected([[3.0], [1.0]], [[2.0, 0.0]]) == -23.0
# run: small([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], 1) == [[0.0, 0.0], [7.0, 10.0]]

#! Products of parts whose lengths change, kept in an array so small that it stands on the stack.

fn steps<T: f32 | f64>(v: T[m, n], t: T[n, p]) -> T[m, n] {
    var q = T[m, n](0);
    loop i in 0..n { q[i, i] = 1; }
    loop back in 0..(n + 31) // 32 {
        let first = 32 * ((n + 31) // 32 - 1 - back);
        let last = min(first + 32, n);
        let panel = v[first:, first:last];
        q[first:, first:] -= panel @ (t[first:last, :last - first] @ (panel.T @ q[first:, first:]));
    }
    q
}

pub fn reflected(v: f64[2, 1], t: f64[1, 2]) -> f64 = sum(steps(v, t));

pub fn small(x: f64[3, 2], from: i64) -> f64[2, 2] {
    var y = f64[2, 2](0);
    let k = min(max(from, 0), 2);
    let a = x[:1, :];
    y[k:, :] += a[for i in 0..2 - k: 0, :][:, :] @ x[:2, :];
    y
}
