# run: f(3, 3, 1) == 2403584
# run: f(5, 9, 2) == -38735488
# run: f(17, 33, 5) == 898595776
# run: f(40, 70, 4) == 501790524
# run: f(64, 64, 3) == 724017856

#! Sweeps of a stencil over grids of many shapes.

fn digest(x: i64[n, m]) -> i64 = sum(for i, j: ((i * m + j) % 101 + 1) * x[i, j]);
pub fn f(n: i64, m: i64, steps: i64) -> i64
where n >= 3, m >= 3 {
    var x = for i in 0..n, j in 0..m: f64((((i * m + j) * 7919 + 104729) % 1009) - 500);
    loop t in 0..steps {
        x[1:-1, 1:-1] = 0.25 * (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]);
    }
    digest(i64(floor(1024.0 * x)))
}
