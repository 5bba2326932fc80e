# run: kept(1) == 40449632
# run: kept(4) == 82693959
# run: kept(32) == 1201734244
# run: kept(33) == 1458920775
# run: kept(90) == -3632998795
# run: apart([65534.0, 9.0]) == [[65534.0, 9.0], [-65516.0, -131041.0]]

#! What rows give is kept in a small array that is read behind the loop.

fn value(i: i64, j: i64) -> f64 = f64((i * 7919 + j * 104729 + i * j) % 1009 - 500) / 7.0;
pub fn kept(m: i64) -> i64 {
    let x = for i in 0..12, j in 0..m: value(i, j);
    let s = sum(x, axis = 1);
    i64(1e3 * sum(for i in 0..12: f64(i) * s[11 - i] * s[i] - s[(i * 5) % 12]))
}
pub fn apart(x: f32[n]) -> f32[n, n] = ({ let v = 2.0 * x; v - max(v, axis = 0, keep = true) })[:, new] + x;
