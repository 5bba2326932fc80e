#! Convolution of images with channels last.

## Cross-correlation with 3 by 3 windows.
pub fn conv2d(x: f32[N, H, W, C], w: f32[3, 3, C, K]) -> f32[N, H - 2, W - 2, K]
where H >= 2, W >= 2 =
    for n in 0..N, y in 0..H - 2, q in 0..W - 2, k in 0..K:
        sum(for dy in 0..3, dx in 0..3, c in 0..C: x[n, y + dy, q + dx, c] * w[dy, dx, c, k]);
