# run: swap_sweeps([1.0, 0.0, 0.0], 2) == [0.5, 0.25, 0.25]
# run: swap_sweeps([1.0, 0.0, 0.0], 0) == [1.0, 0.0, 0.0]

#! Two arrays that change places.

pub fn swap_sweeps(x: f64[n], steps: i64) -> f64[n] {
    var a = x;
    var b = x;
    loop t in 0..steps {
        b = for i in 0..n: 0.5 * (a[i - 1; wrap] + a[i + 1; wrap]);
        let c = a;
        a = b;
        b = c;
    }
    a
}
