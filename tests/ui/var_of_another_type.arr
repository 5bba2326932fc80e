# The type of a `for` is that of its last expression, and of a `var` that of what it begins with.

pub fn sums(img: f32[h, w]) -> f32[h, w] = for y in 0..h, x in 0..w: {
    var acc = 0.0;
    loop d in 0..3 { acc += img[y + d, x; clamp]; }
    acc
};
pub fn e(x: f64) -> f64 = np.e * x;
