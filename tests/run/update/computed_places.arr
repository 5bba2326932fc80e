# run: places(0) == [0, 0, 0, 0]
# run: places(1) == [1, 0, 0, 0]
# run: places(255) == [64, 63, 64, 64]
# run: places(256) == [64, 64, 64, 64]
# run: places(257) == [65, 64, 64, 64]
# run: places(1000) == [250, 249, 251, 250]
# run: roots(0) == 0.0
# run: roots(300) == 44850.0
# run: roots(513) == 131328.0
# run: outside([0.5, 0.25], 4) == [0, 1, 1, 0]
# fails: outside([0.5, 1.25], 4) status Bounds
# fails: outside([-0.5, 0.5], 4) status Bounds
# run: chosen(600) == (300, 45000.0)
# run: last_wins(700) == [699.0, 696.0, 695.0]

#! Loops that compute much before they touch what earlier iterations left.

pub fn places(n: i64) -> i64[4] {
    var h = i64[4](0);
    loop i in 0..n {
        let v = f64((i * 7919) % 1009) / 1009.0;
        h[min(i64(floor(v * 4.0)), 3)] += 1;
    }
    h
}
pub fn roots(n: i64) -> f64 { var s = 0.0; loop i in 0..n { s += sqrt(f64(i) * f64(i)); } s }
pub fn outside(x: f64[n], k: i64) -> i64[k] { var h = i64[k](0); h[i64(floor(x * f64(k)))] += 1; h }
pub fn chosen(n: i64) -> (i64, f64) {
    var (c, s) = (0, 0.0);
    loop i in 0..n {
        let r = sqrt(f64(i) * f64(i)) + floor(f64(i) / 2.0) - f64(i // 2);
        if r < 300.0 and c < 1000 { c += 1; s += r; } else { s += 0.5; }
    }
    (c, s)
}
pub fn last_wins(n: i64) -> f64[3] {
    var y = f64[3](0);
    y[for i in 0..n: (i * i * i + i * i) % 7 % 3] = for i in 0..n: sqrt(f64(i) * f64(i));
    y
}
