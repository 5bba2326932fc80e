#! The Mandelbrot set.

## Escape times on `h` by `w` points of [-2, 1] x [-1, 1], at most `limit`.
pub fn mandelbrot(h: i64, w: i64, limit: u16) -> u16[h, w] = for y in 0..h, x in 0..w: {
    let cr = -2.0 + 3.0 * f32(x) / f32(w);
    let ci = -1.0 + 2.0 * f32(y) / f32(h);
    var zr = f32(0);
    var zi = f32(0);
    var n = u16(0);
    while n < limit and zr * zr + zi * zi < 4 {
        let re = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = re;
        n += 1;
    }
    n
};

## The same as an image: inside black, outside brighter the later a point escapes.
pub fn picture(h: i64, w: i64) -> u8[h, w] = for y in 0..h, x in 0..w: shade(y, x, h, w);

fn shade(y: i64, x: i64, h: i64, w: i64) -> u8 {
    let cr = -2.0 + 3.0 * f32(x) / f32(w);
    let ci = -1.0 + 2.0 * f32(y) / f32(h);
    var zr = f32(0);
    var zi = f32(0);
    var n = i64(0);
    while n < 255 and zr * zr + zi * zi < 4 {
        let re = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = re;
        n += 1;
    }
    if n == 255 { 0 } else { u8(min(255, 8 * n)) }
}
