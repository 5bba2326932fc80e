#! Heat on a plate whose border keeps its temperature.

## `steps` Jacobi sweeps: every inner point becomes the mean of its four neighbours.
pub fn jacobi(x0: f64[n, m], steps: i64) -> f64[n, m]
where n >= 3, m >= 3 {
    var x = x0;
    loop t in 0..steps {
        x[1:-1, 1:-1] = 0.25 * (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]);
    }
    x
}

## The largest change that one more sweep would make.
pub fn residual(x: f64[n, m]) -> f64
where n >= 3, m >= 3 =
    max(abs(0.25 * (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]) - x[1:-1, 1:-1]));
