# run: sphere([0.0, 0.0, -5.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0], 1.0) == 4.0
# run: sphere([0.0, 3.0, -5.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0], 1.0) == inf
# run: reflected([1.0, -1.0, 0.0], [0.0, 1.0, 0.0]) == [1.0, 1.0, 0.0]
# run: image(3) == [[0, 0, 0], [0, 255, 0], [0, 0, 0]]
# run: turned([1.0, 0.0, 0.0], [0.0, 0.0, 1.0], 90.0) ~= [0.0, 1.0, 0.0] within 1e-15
# run: refracted(1.0, 1.5, 30.0) ~= 19.47122063449069 within 1e-13
# run: barycentric([0.25, 0.25]) == [0.5, 0.25, 0.25]
# run: quaternion([1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]) == [0.0, 1.0, 0.0, 0.0]

#! Rays, spheres, rotations.

pub fn sphere(from: f64[3], way: f64[3], centre: f64[3], r: f64) -> f64 {
    let m = from - centre;
    let b = sum(m * way);
    let d = b * b - (sum(m * m) - r * r);
    if d < 0.0 { inf } else { -b - sqrt(d) }
}
pub fn reflected(v: f64[3], normal: f64[3]) -> f64[3] = v - 2.0 * sum(v * normal) * normal;
pub fn image(n: i64) -> u8[n, n] = for i in 0..n, j in 0..n: {
    let from = [f64(j) - f64(n - 1) / 2.0, f64(i) - f64(n - 1) / 2.0, -5.0];
    if sphere(from, [0.0, 0.0, 1.0], [0.0, 0.0, 0.0], 0.9) < inf { u8(255) } else { 0 }
};
pub fn turned(v: f64[3], axis: f64[3], angle: f64) -> f64[3] {
    let (c, s) = (cos(radians(angle)), sin(radians(angle)));
    v * c + cross(axis, v) * s + axis * (sum(axis * v) * (1.0 - c))
}
pub fn refracted(a: f64, b: f64, angle: f64) -> f64 = degrees(asin(a / b * sin(radians(angle))));
pub fn barycentric(p: f64[2]) -> f64[3] = [1.0 - p[0] - p[1], p[0], p[1]];
pub fn quaternion(p: f64[4], q: f64[4]) -> f64[4] {
    let (a, b) = (p[0], q[0]);
    let (u, v) = (p[1:], q[1:]);
    concat([a * b - sum(u * v)], a * v + b * u + cross(u, v))
}
