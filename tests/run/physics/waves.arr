# run: wave([0.0, 1.0, 0.0, 0.0, 0.0], 1.0, 3) == [0.0, 0.0, 0.0, 1.0, 0.0]
# run: heat([[0.0, 0.0, 0.0], [0.0, 8.0, 0.0], [0.0, 0.0, 0.0]], 0.125, 1) == [[0.0, 1.0, 0.0], [1.0, 4.0, 1.0], [0.0, 1.0, 0.0]]
# run: advect([1.0, 2.0, 3.0, 4.0], 1.0, 2) == [3.0, 4.0, 1.0, 2.0]
# run: burgers([1.0, 1.0, 1.0], 0.5, 10) == [1.0, 1.0, 1.0]

#! Explicit schemes on grids: the wave, heat and transport equations.

pub fn wave(u0: f64[n], c: f64, steps: i64) -> f64[n]
where n >= 3 {
    var now = u0;
    var before = for i in 0..n: u0[i + 1; 0.0];
    loop t in 1..steps {
        var next = f64[n](0);
        next[1:-1] = 2.0 * now[1:-1] - before[1:-1] + c * c * (now[2:] - 2.0 * now[1:-1] + now[:-2]);
        (before, now) = (now, next);
    }
    now
}
pub fn heat(u0: f64[n, m], k: f64, steps: i64) -> f64[n, m] {
    var u = u0;
    loop t in 0..steps {
        u = for i, j: {
            let around = u[i - 1, j; 0.0] + u[i + 1, j; 0.0] + u[i, j - 1; 0.0] + u[i, j + 1; 0.0];
            u[i, j] + k * (around - 4.0 * u[i, j])
        };
    }
    u
}
pub fn advect(u0: f64[n], c: f64, steps: i64) -> f64[n] {
    var u = u0;
    loop t in 0..steps { u = for i: u[i] - c * (u[i] - u[i - 1; wrap]); }
    u
}
pub fn burgers(u0: f64[n], k: f64, steps: i64) -> f64[n] {
    var u = u0;
    loop t in 0..steps {
        let flux = 0.5 * u**2;
        u -= k * (flux - roll(flux, 1));
    }
    u
}
