# run: places([1.0, 1.0, 1.0, 1.0], 0) == [7.0, 1.0, 1.0, 1.0]
# run: places([1.0, 1.0, 1.0, 1.0], 1) == [1.0, 1.0, 3.0, 5.0]

#! Iterations that store to one place, where what is two iterations old is gone.

pub fn places(x: f64[n], step: i64) -> f64[n] {
    let k = min(max(step, 0), 1);
    var y = x;
    loop i in 2..n { y[i * k] = y[(i - 1) * k] + y[(i - 2) * k] + 1.0; }
    y
}
