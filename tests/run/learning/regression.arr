# run: line([0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 3.1, 4.9, 7.2, 9.0]) ~= (2.01, 1.0200000000000014) within 1e-13
# run: r2([0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 3.1, 4.9, 7.2, 9.0]) ~= 0.9987392465143875 within 1e-13
# run: descended([0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 3.1, 4.9, 7.2, 9.0], 0.05, 2000) ~= (2.01, 1.0200000000000014) within 1e-10
# run: ridge([[1.0, 0.0], [0.0, 2.0]], [1.0, 4.0], 1.0) ~= [0.5, 1.6] within 1e-14
# run: standardized([[1.0, 10.0], [3.0, 30.0]]) == [[-1.0, -1.0], [1.0, 1.0]]

#! Least squares in closed form and by descent.

pub fn line(x: f64[n], y: f64[n]) -> (slope: f64, offset: f64) {
    let (mx, my) = (mean(x), mean(y));
    let slope = sum((x - mx) * (y - my)) / sum((x - mx)**2);
    (slope = slope, offset = my - slope * mx)
}
pub fn r2(x: f64[n], y: f64[n]) -> f64 {
    let fit = line(x, y);
    1.0 - sum((y - fit.slope * x - fit.offset)**2) / sum((y - mean(y))**2)
}
pub fn descended(x: f64[n], y: f64[n], rate: f64, steps: i64) -> (f64, f64) {
    var (a, b) = (0.0, 0.0);
    loop t in 0..steps {
        let e = a * x + b - y;
        a -= rate * mean(e * x);
        b -= rate * mean(e);
    }
    (a, b)
}
pub fn ridge(x: f64[n, 2], y: f64[n], k: f64) -> f64[2] {
    let a = x.T @ x + k * eye(2);
    let b = x.T @ y;
    let det = a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
    [(a[1, 1] * b[0] - a[0, 1] * b[1]) / det, (a[0, 0] * b[1] - a[1, 0] * b[0]) / det]
}
pub fn standardized(x: f64[n, m]) -> f64[n, m] = zscore(x, axis = 0);
