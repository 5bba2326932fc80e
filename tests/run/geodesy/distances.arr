# run: haversine(52.5, 13.4, 48.9, 2.35) ~= 873.8874354718711 within 1e-13
# run: table([0.0, 90.0], [0.0, 0.0]) ~= [[0.0, 10007.543398010286], [10007.543398010286, 0.0]] within 1e-13
# run: bearing(0.0, 0.0, 0.0, 10.0) ~= 90.0 within 1e-13
# run: length([0.0, 0.0, 1.0], [0.0, 1.0, 1.0]) ~= 222.38985328911747 within 1e-13
# run: nearest([50.0], [8.0], [0.0, 51.0, 60.0], [0.0, 9.0, 60.0]) == [1]

#! Distances on a sphere.

fn radius() -> f64 = 6371.0;
pub fn haversine(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let p = radians(lat1);
    let q = radians(lat2);
    let a = sin((q - p) / 2.0)**2 + cos(p) * cos(q) * sin(radians(lon2 - lon1) / 2.0)**2;
    2.0 * radius() * asin(sqrt(a))
}
pub fn table(lat: f64[n], lon: f64[n]) -> f64[n, n] = haversine(lat[:, new], lon[:, new], lat, lon);
pub fn bearing(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let (p, q, d) = (radians(lat1), radians(lat2), radians(lon2 - lon1));
    let angle = degrees(atan2(sin(d) * cos(q), cos(p) * sin(q) - sin(p) * cos(q) * cos(d)));
    if angle < 0 { angle + 360.0 } else { angle }
}
pub fn length(lat: f64[n], lon: f64[n]) -> f64 = sum(haversine(lat[:-1], lon[:-1], lat[1:], lon[1:]));
pub fn nearest(lat: f64[n], lon: f64[n], to_lat: f64[m], to_lon: f64[m]) -> i64[n] =
    for i in 0..n: argmin(haversine(lat[i], lon[i], to_lat, to_lon));
