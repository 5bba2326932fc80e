#! What careless and malicious hosts call in the tests of the boundary.

pub fn axpy(a: f64, x: f64[n], y: f64[n]) -> f64[n] = a * x + y;

pub fn hypotenuse<T: f32 | f64>(x: T, y: T) -> T = sqrt(x * x + y * y);

pub fn product(a: f64[m, k], b: f64[k, n]) -> f64[m, n] = a @ b;

pub fn tail(ptr: i64[n + 1], x: f64[n]) -> f64[n]
where n >= 2 = x * f64(ptr[1:]);

pub fn swapped(x: f32[n, 2]) -> f32[n, 2] = x[:, ::-1];

pub fn accumulate(inout total: f64[n], x: f64[n]) -> f64 {
    total += x;
    sum(total)
}

pub fn turned(z: c64[n], by: c64) -> c64[n] = z * by;

pub fn total(x: f64[m, n]) -> f64 = sum(x) + f64(m) + f64(n);

pub fn ramp(n: i64) -> i64[n] = for i in 0..n: 2 * i;
