# run: equalize([[52, 55, 61], [62, 59, 55], [63, 65, 66]]) == [[0, 64, 128], [159, 96, 64], [191, 223, 255]]
# run: threshold([[10, 10, 200], [12, 11, 210]]) == (12, [[false, false, true], [false, false, true]])
# run: luminance([[[255, 0, 0], [10, 20, 30]]]) == [[76, 18]]
# run: inverted(full(200, 1, 2)) == [[55, 55]]

#! Histograms of images: equalization, Otsu's threshold, gray values.

pub fn equalize(img: u8[h, w]) -> u8[h, w] {
    var hist = i64[256](0);
    hist[img] += 1;
    let c = cumsum(hist);
    let first = min(for v in 0..256: if c[v] > 0 { c[v] } else { h * w });
    u8(round(f64(c[img] - first) / f64(h * w - first) * 255.0))
}

## The level that separates two classes best, and the pixels above it.
pub fn threshold(img: u8[h, w]) -> (level: u8, above: bool[h, w]) {
    var hist = f64[256](0);
    hist[img] += 1.0;
    let total = f64(h * w);
    let mean_all = sum(for v in 0..256: f64(v) * hist[v]);
    var (n, s, best, level) = (0.0, 0.0, -1.0, u8(0));
    loop v in 0..256 {
        n += hist[v];
        s += f64(v) * hist[v];
        if n == 0.0 or n == total { continue; }
        let between = (mean_all * n - total * s)**2 / (n * (total - n));
        if between > best { best = between; level = u8(v); }
    }
    (level = level, above = img > level)
}
pub fn luminance(rgb: u8[h, w, 3]) -> u8[h, w] = for y in 0..h, x in 0..w:
    u8((299 * i64(rgb[y, x, 0]) + 587 * i64(rgb[y, x, 1]) + 114 * i64(rgb[y, x, 2])) // 1000);
pub fn inverted(img: u8[h, w]) -> u8[h, w] = ~img;
