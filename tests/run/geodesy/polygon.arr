# run: area([0.0, 4.0, 4.0, 0.0], [0.0, 0.0, 3.0, 3.0]) == 12.0
# run: area([0.0, 1.0, 0.0], [0.0, 0.0, 1.0]) == 0.5
# run: contains([0.0, 4.0, 4.0, 0.0], [0.0, 0.0, 3.0, 3.0], [1.0, 5.0, 2.0, -1.0], [1.0, 1.0, 2.9, 1.0]) == [true, false, true, false]
# run: centroid([0.0, 4.0, 4.0, 0.0], [0.0, 0.0, 2.0, 2.0]) == (2.0, 1.0)
# run: perimeter([0.0, 3.0, 3.0], [0.0, 0.0, 4.0]) == 12.0
# run: hull_is_convex([0.0, 2.0, 1.0, 2.0, 0.0], [0.0, 0.0, 1.0, 2.0, 2.0]) == false

#! Polygons: `; wrap` closes them.

pub fn area(x: f64[n], y: f64[n]) -> f64 = 0.5 * sum(for i: x[i] * y[i + 1; wrap] - x[i + 1; wrap] * y[i]);
pub fn contains(x: f64[n], y: f64[n], px: f64[k], py: f64[k]) -> bool[k] = for p: {
    let crossings = sum(for i in 0..n: {
        let (x0, y0) = (x[i], y[i]);
        let (x1, y1) = (x[i + 1; wrap], y[i + 1; wrap]);
        i64((y0 > py[p]) != (y1 > py[p]) and px[p] < (x1 - x0) * (py[p] - y0) / (y1 - y0) + x0)
    });
    crossings % 2 == 1
};
pub fn centroid(x: f64[n], y: f64[n]) -> (f64, f64) {
    let c = for i: x[i] * y[i + 1; wrap] - x[i + 1; wrap] * y[i];
    let a = 3.0 * sum(c);
    (sum(for i: (x[i] + x[i + 1; wrap]) * c[i]) / a, sum(for i: (y[i] + y[i + 1; wrap]) * c[i]) / a)
}
pub fn perimeter(x: f64[n], y: f64[n]) -> f64 = sum(hypot(x - roll(x, 1), y - roll(y, 1)));
pub fn hull_is_convex(x: f64[n], y: f64[n]) -> bool {
    let turn = for i: {
        let (ax, ay) = (x[i + 1; wrap] - x[i], y[i + 1; wrap] - y[i]);
        let (bx, by_) = (x[i + 2; wrap] - x[i + 1; wrap], y[i + 2; wrap] - y[i + 1; wrap]);
        ax * by_ - ay * bx
    };
    all(turn >= 0.0) or all(turn <= 0.0)
}
