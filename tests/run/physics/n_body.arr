# run: accelerations([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]], [1.0, 2.0, 3.0]) ~= [[2.0, 0.75, 0.0], [-1.2683281572999747, 0.5366563145999494, 0.0], [0.17888543819998315, -0.6077708763999663, 0.0]] within 1e-13
# run: energy([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]], [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]], [1.0, 2.0, 3.0]) ~= -6.183281572999748 within 1e-14
# run: moved([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]], [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]], [1.0, 2.0, 3.0], 0.125, 1) ~= [[0.140625, 0.130859375, 0.125], [1.115091186271094, 0.1291926274578121, 0.125], [0.12639754248593738, 2.1202517900281252, 0.125]] within 1e-13
# run: momentum([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], [2.0, 4.0]) == [2.0, 4.0, 0.0]

#! Bodies that attract each other, moved by the leapfrog.

pub fn accelerations(p: f64[n, 3], m: f64[n]) -> f64[n, 3] = for i in 0..n:
    sum(for j in 0..n: {
        let d = p[j] - p[i];
        let r2 = sum(d * d);
        if i == j { 0.0 * d } else { m[j] / (r2 * sqrt(r2)) * d }
    }, axis = 0);
pub fn energy(p: f64[n, 3], v: f64[n, 3], m: f64[n]) -> f64 {
    let kinetic = 0.5 * sum(for i in 0..n: m[i] * sum(v[i] * v[i]));
    let potential = sum(for i in 0..n: sum(for j in i + 1..n: m[i] * m[j] / norm(p[i] - p[j])));
    kinetic - potential
}
pub fn moved(p0: f64[n, 3], v0: f64[n, 3], m: f64[n], dt: f64, steps: i64) -> f64[n, 3] {
    var p = p0;
    var v = v0;
    loop t in 0..steps {
        v += 0.5 * dt * accelerations(p, m);
        p += dt * v;
        v += 0.5 * dt * accelerations(p, m);
    }
    p
}
pub fn momentum(v: f64[n, 3], m: f64[n]) -> f64[3] = m @ v;
