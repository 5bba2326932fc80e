# run: energy_drift(1.0, 0.0, 0.001, 1000) ~= 0.0 within 2e-5
# run: period(0.1) ~= 2.0073211907042388 within 1e-6
# run: fall([0.0, 1.0, 2.0], 10.0) ~= [10.0, 5.095, -9.62] within 1e-15
# run: lorenz(1.0, 1.0, 1.0, 0.0, 5) == (1.0, 1.0, 1.0)
# run: projectile(10.0, 45.0) ~= 10.19367991845056 within 1e-13
# run: ising([[1, 1], [1, -1]]) == 0

#! Small systems: a pendulum, a fall, an attractor, spins on a torus.

fn gravity() -> f64 = 9.81;
fn swing(angle: f64, speed: f64, dt: f64) -> (angle: f64, speed: f64) {
    let half = speed - 0.5 * dt * gravity() * sin(angle);
    let next = angle + dt * half;
    (angle = next, speed = half - 0.5 * dt * gravity() * sin(next))
}
pub fn energy_drift(angle: f64, speed: f64, dt: f64, steps: i64) -> f64 {
    var s = (angle = angle, speed = speed);
    loop t in 0..steps { s = swing(s.angle, s.speed, dt); }
    let before = 0.5 * speed**2 - gravity() * cos(angle);
    let after = 0.5 * s.speed**2 - gravity() * cos(s.angle);
    (after - before) / before
}

## The time from one end to the other and back.
pub fn period(angle: f64) -> f64 {
    let dt = 1e-4;
    var s = (angle = angle, speed = 0.0);
    var t = 0.0;
    while s.angle > 0.0 { s = swing(s.angle, s.speed, dt); t += dt; }
    4.0 * (t - s.angle / s.speed)
}
pub fn fall(t: f64[n], height: f64) -> f64[n] = height - 0.5 * gravity() * t**2;
pub fn lorenz(x0: f64, y0: f64, z0: f64, dt: f64, steps: i64) -> (f64, f64, f64) {
    var (x, y, z) = (x0, y0, z0);
    loop t in 0..steps {
        (x, y, z) = (x + dt * 10.0 * (y - x), y + dt * (x * (28.0 - z) - y), z + dt * (x * y - 8.0 / 3.0 * z));
    }
    (x, y, z)
}
pub fn projectile(speed: f64, angle: f64) -> f64 = speed**2 * sin(2.0 * radians(angle)) / gravity();
pub fn ising(spin: i8[h, w]) -> i64 =
    -sum(for i in 0..h, j in 0..w: i64(spin[i, j]) * i64(spin[i + 1, j; wrap] + spin[i, j + 1; wrap]));
