#! Explicit heat flow on a cube with a fixed border.

## `steps` steps of size `alpha`.
pub fn heat3d(u: f64[n, n, n], alpha: f64, steps: i64) -> f64[n, n, n]
where n >= 2 {
    var x = u;
    loop t in 0..steps {
        let c = x[1:-1, 1:-1, 1:-1];
        let around = x[:-2, 1:-1, 1:-1] + x[2:, 1:-1, 1:-1] + x[1:-1, :-2, 1:-1] + x[1:-1, 2:, 1:-1]
            + x[1:-1, 1:-1, :-2] + x[1:-1, 1:-1, 2:];
        x[1:-1, 1:-1, 1:-1] = c + alpha * (around - 6 * c);
    }
    x
}
