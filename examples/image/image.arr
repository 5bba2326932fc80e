#! Filters on pictures.

## Brightness of a colour picture (ITU-R BT.601 weights).
pub fn gray(rgb: u8[h, w, 3]) -> u8[h, w] = for y, x in 0..w: {
    let bright = 0.299 * f32(rgb[y, x, 0]) + 0.587 * f32(rgb[y, x, 1]) + 0.114 * f32(rgb[y, x, 2]);
    u8(round(bright))
};

## Gaussian blur with weights 1 4 6 4 1 along each axis; the border repeats its pixels.
pub fn blur(img: u8[h, w]) -> u8[h, w] {
    let rows = for y, x:
        f32(img[y, x - 2; clamp]) + 4 * f32(img[y, x - 1; clamp]) + 6 * f32(img[y, x])
            + 4 * f32(img[y, x + 1; clamp]) + f32(img[y, x + 2; clamp]);
    let sums = for y, x:
        rows[y - 2, x; clamp] + 4 * rows[y - 1, x; clamp] + 6 * rows[y, x] + 4 * rows[y + 1, x; clamp]
            + rows[y + 2, x; clamp];
    u8(round(sums / 256))
}

## Edges by Sobel's two masks: the length of the gradient, at most 255.
pub fn edges(img: u8[h, w]) -> u8[h, w] = for y, x: {
    let gx = at(img[y - 1, x + 1; clamp], img[y, x + 1; clamp], img[y + 1, x + 1; clamp])
        - at(img[y - 1, x - 1; clamp], img[y, x - 1; clamp], img[y + 1, x - 1; clamp]);
    let gy = at(img[y + 1, x - 1; clamp], img[y + 1, x; clamp], img[y + 1, x + 1; clamp])
        - at(img[y - 1, x - 1; clamp], img[y - 1, x; clamp], img[y - 1, x + 1; clamp]);
    u8(min(255, round(sqrt(gx * gx + gy * gy))))
};

fn at(a: u8, b: u8, c: u8) -> f32 = f32(a) + 2 * f32(b) + f32(c);
