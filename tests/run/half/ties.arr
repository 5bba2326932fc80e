# run: nearest([0, 0, 1, 1], [1.0, -1.0, 1.0, -1.0]) == [2050.0, 2048.0, 2052.0, 2050.0]

#! What lies just beside the middle of two numbers is rounded once, from the `f64`.

pub fn nearest(k: u32[n], y: f64[n]) -> f16[n] =
    f16(2049.0 + 2.0 * f64(k % 900) + where(y > 0.0, 1.0e-9, -1.0e-9));
