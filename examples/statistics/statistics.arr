#! A line through points: least squares, its uncertainty by the bootstrap, and a robust rival.

## Intercept and slope of the line of least squares.
pub fn line(x: f64[n], y: f64[n]) -> (intercept: f64, slope: f64)
where n >= 2 {
    let dx = x - mean(x);
    let slope = sum(dx * y) / sum(dx * dx);
    (intercept = mean(y) - slope * mean(x), slope = slope)
}

## Slopes of lines through resampled points; row `b` of `pick` numbers the points of sample `b`.
pub fn bootstrap(x: f64[n], y: f64[n], pick: i64[b, n]) -> f64[b]
where n >= 2 =
    for s in 0..b: {
        let (_a, slope) = line(x[pick[s]], y[pick[s]]);
        slope
    };

## Correlation matrix of the columns.
pub fn correlation(x: f64[n, k]) -> f64[k, k]
where n >= 2 {
    let d = x - mean(x, axis = 0);
    let c = d.T @ d;
    for i in 0..k, j in 0..k: c[i, j] / sqrt(c[i, i] * c[j, j])
}

## Slopes of the lines through all pairs of points; Theil and Sen's slope is their median. NaN on and below the diagonal.
pub fn pair_slopes(x: f64[n], y: f64[n]) -> f64[n, n] =
    for i, j: if j > i { (y[j] - y[i]) / (x[j] - x[i]) } else { nan };

## How many values fall into each of `bins` equal classes from `lo` to `hi`; values outside are left out.
pub fn histogram(x: f64[n], lo: f64, hi: f64, bins: i64) -> i64[bins]
where bins >= 1 {
    var h = i64[bins](0);
    loop i in 0..n {
        let b = floor((x[i] - lo) / (hi - lo) * f64(bins));
        if b >= 0 and b < f64(bins) { h[i64(b)] += 1; }
    }
    h
}
