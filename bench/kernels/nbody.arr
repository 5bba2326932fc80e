#! All-pairs gravity with softening.

## The acceleration of each body.
pub fn nbody(pos: f32[n, 3], mass: f32[n], eps2: f32) -> f32[n, 3] = for i in 0..n: {
    let x = pos[i, 0];
    let y = pos[i, 1];
    let z = pos[i, 2];
    let ax = sum(
        for j in 0..n: pull(pos[j, 0] - x, pos[j, 1] - y, pos[j, 2] - z, mass[j], eps2) * (pos[j, 0] - x),
    );
    let ay = sum(
        for j in 0..n: pull(pos[j, 0] - x, pos[j, 1] - y, pos[j, 2] - z, mass[j], eps2) * (pos[j, 1] - y),
    );
    let az = sum(
        for j in 0..n: pull(pos[j, 0] - x, pos[j, 1] - y, pos[j, 2] - z, mass[j], eps2) * (pos[j, 2] - z),
    );
    [ax, ay, az]
};

fn pull(dx: f32, dy: f32, dz: f32, m: f32, eps2: f32) -> f32 {
    let r2 = dx * dx + dy * dy + dz * dz + eps2;
    m / (r2 * sqrt(r2))
}
