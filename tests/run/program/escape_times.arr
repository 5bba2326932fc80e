# run: escapes(2, 3, 10) == [[2, 6, 2], [10, 10, 2]]

#! A data-dependent loop in a `for`.

pub fn escapes(h: i64, w: i64, limit: u16) -> u16[h, w] = for y in 0..h, x in 0..w: {
    let cr = -1.5 + 1.25 * f64(x);
    let ci = -1.0 + f64(y);
    var zr = 0.0;
    var zi = 0.0;
    var n = u16(0);
    while n < limit and zr * zr + zi * zi < 4 {
        let t = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = t;
        n += 1;
    }
    n
};
