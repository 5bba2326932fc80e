#! Escape times of z -> z * z + c.

## Iterations until |z| > 2, at most 256, for each point of the grid `cx + i cy`.
pub fn mandelbrot(cx: f32[w], cy: f32[h]) -> u16[h, w] = for y in 0..h, x in 0..w: {
    var zr = f32(0);
    var zi = f32(0);
    var count = u16(0);
    while count < 256 and zr * zr + zi * zi <= 4 {
        let re = zr * zr - zi * zi + cx[x];
        zi = 2 * zr * zi + cy[y];
        zr = re;
        count += 1;
    }
    count
};
