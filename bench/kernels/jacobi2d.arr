#! Five-point averages with a fixed border.

## `steps` sweeps.
pub fn jacobi2d(u: f64[n, n], steps: i64) -> f64[n, n]
where n >= 2 {
    var x = u;
    loop t in 0..steps {
        x[1:-1, 1:-1] = 0.2 * (x[1:-1, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:] + x[:-2, 1:-1] + x[2:, 1:-1]);
    }
    x
}
