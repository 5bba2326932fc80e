# run: project([0.0, 45.0, -45.0], [0.0, 90.0, -180.0]) ~= ([0.0, 1.5707963267948966, -3.141592653589793], [0.0, 0.8813735870195429, -0.8813735870195429]) within 1e-13
# run: round_trip([10.0, -60.0], [20.0, 100.0]) ~= ([10.0, -60.0], [20.0, 100.0]) within 1e-12
# run: tile(52.5, 13.4, 10) == (550, 335)
# run: cartesian([0.0, 90.0], [0.0, 0.0]) ~= [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]] within 1e-15

#! Mercator's projection, there and back.

fn forward(lat: f64, lon: f64) -> (x: f64, y: f64) = (x = radians(lon), y = asinh(tan(radians(lat))));
fn back(p: (x: f64, y: f64)) -> (lat: f64, lon: f64) = (lat = degrees(atan(sinh(p.y))), lon = degrees(p.x));
pub fn project(lat: f64[n], lon: f64[n]) -> (x: f64[n], y: f64[n]) = forward(lat, lon);
pub fn round_trip(lat: f64[n], lon: f64[n]) -> (lat: f64[n], lon: f64[n]) = forward(lat, lon) |> back();
pub fn tile(lat: f64, lon: f64, zoom: i64) -> (x: i64, y: i64) {
    let n = f64(1 << zoom);
    let p = forward(lat, lon);
    (x = i64((lon + 180.0) / 360.0 * n), y = i64((1.0 - p.y / pi) / 2.0 * n))
}
pub fn cartesian(lat: f64[n], lon: f64[n]) -> f64[n, 3] = for i in 0..n: {
    let (p, l) = (radians(lat[i]), radians(lon[i]));
    [cos(p) * cos(l), cos(p) * sin(l), sin(p)]
};
