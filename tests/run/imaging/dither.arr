# run: floyd([[0.5, 0.5], [0.5, 0.5]]) == [[0.0, 1.0], [1.0, 0.0]]
# run: floyd([[1.0, 0.0, 1.0]]) == [[1.0, 0.0, 1.0]]
# run: ordered([[0, 100], [150, 255]]) == [[false, false], [false, true]]

#! Error diffusion, pixel after pixel, and ordered dithering.

pub fn floyd(img: f64[h, w]) -> f64[h, w] {
    var x = img;
    loop i in 0..h {
        loop j in 0..w {
            let old = x[i, j];
            let new_value = if old > 0.5 { 1.0 } else { 0.0 };
            let e = old - new_value;
            x[i, j] = new_value;
            if j + 1 < w { x[i, j + 1] += e * 0.4375; }
            if i + 1 < h {
                if j > 0 { x[i + 1, j - 1] += e * 0.1875; }
                x[i + 1, j] += e * 0.3125;
                if j + 1 < w { x[i + 1, j + 1] += e * 0.0625; }
            }
        }
    }
    x
}
pub fn ordered(img: u8[h, w]) -> bool[h, w] {
    let bayer: u8[2, 2] = [[0, 128], [192, 64]];
    for i in 0..h, j in 0..w: img[i, j] > bayer[i, j; wrap]
}
