#! Distances on the Earth: the sphere, and the WGS 84 ellipsoid by Vincenty's iteration.

## Great-circle distance in metres between two points on a sphere of 6,371,008.8 m; latitudes and longitudes in degrees.
pub fn haversine(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let rad = pi / 180.0;
    let s = sin(0.5 * rad * (lat2 - lat1));
    let t = sin(0.5 * rad * (lon2 - lon1));
    2.0 * 6371008.8 * asin(sqrt(s * s + cos(rad * lat1) * cos(rad * lat2) * t * t))
}

## Geodesic distance in metres on the WGS 84 ellipsoid; NaN where the iteration finds none (almost antipodal points).
##
## T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23 (1975).
pub fn vincenty(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let a = 6378137.0;
    let f = 1.0 / 298.257223563;
    let b = (1.0 - f) * a;
    let rad = pi / 180.0;
    let u1 = atan((1.0 - f) * tan(rad * lat1));
    let u2 = atan((1.0 - f) * tan(rad * lat2));
    let dlon = rad * (lon2 - lon1);
    var lambda = dlon;
    var change = 1.0;
    var rounds = 0;
    var sin_s = 0.0;
    var cos_s = 1.0;
    var sigma = 0.0;
    var cos2_alpha = 1.0;
    var cos_2m = 0.0;
    while change > 1e-12 and rounds < 200 {
        let p = cos(u2) * sin(lambda);
        let q = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lambda);
        sin_s = sqrt(p * p + q * q);
        cos_s = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lambda);
        sigma = atan2(sin_s, cos_s);
        let sin_alpha = if sin_s == 0.0 { 0.0 } else { cos(u1) * cos(u2) * sin(lambda) / sin_s };
        cos2_alpha = 1.0 - sin_alpha * sin_alpha;
        cos_2m = if cos2_alpha == 0.0 { 0.0 } else { cos_s - 2.0 * sin(u1) * sin(u2) / cos2_alpha };
        let c = f / 16.0 * cos2_alpha * (4.0 + f * (4.0 - 3.0 * cos2_alpha));
        let next = dlon
            + (1.0 - c) * f * sin_alpha
                * (sigma + c * sin_s * (cos_2m + c * cos_s * (2.0 * cos_2m * cos_2m - 1.0)));
        change = abs(next - lambda);
        lambda = next;
        rounds += 1;
    }
    let v = cos2_alpha * (a * a - b * b) / (b * b);
    let k = 1.0 + v / 16384.0 * (4096.0 + v * (-768.0 + v * (320.0 - 175.0 * v)));
    let m = v / 1024.0 * (256.0 + v * (-128.0 + v * (74.0 - 47.0 * v)));
    let m2 = cos_2m * cos_2m;
    let d = m * sin_s
        * (cos_2m
            + m / 4.0
                * (cos_s * (2.0 * m2 - 1.0)
                    - m / 6.0 * cos_2m * (4.0 * sin_s * sin_s - 3.0) * (4.0 * m2 - 3.0)));
    if rounds == 200 { nan } else { b * k * (sigma - d) }
}

## The nearest station of each place: its number and its distance in metres.
pub fn nearest(places: f64[n, 2], stations: f64[m, 2]) -> (station: i64[n], metres: f64[n])
where m >= 1 {
    let d = for i in 0..n, j in 0..m: haversine(places[i, 0], places[i, 1], stations[j, 0], stations[j, 1]);
    let best = for i in 0..n: argmin(d[i]);
    (station = best, metres = for i in 0..n: d[i, best[i]])
}
