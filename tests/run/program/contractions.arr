# run: product(iota(1, 1), iota(1, 1)) == 0
# run: product(iota(6, 3), iota(3, 64)) == 0
# run: product(iota(7, 20), iota(20, 65)) == 0
# run: product(iota(13, 257), iota(257, 9)) == 0
# run: product(iota(5, 40), iota(40, 130)) == 0
# run: product(empty(0, 3), iota(3, 64)) == 0
# run: product(empty(4, 0), empty(0, 5)) == 0
# run: transposed(iota(6, 3), iota(64, 3)) == 0
# run: transposed(iota(7, 20), iota(65, 20)) == 0
# run: transposed(iota(13, 257), iota(9, 257)) == 0
# run: transposed(iota(8, 2), iota(129, 2)) == 0
# run: transposed(iota(1, 16385), iota(3, 16385)) == 0
# run: transposed(iota(7, 16384), iota(2, 16384)) == 0
# run: transposed(iota(7, 16385), iota(2, 16385)) == 0
# run: transposed(iota(2, 3), empty(0, 3)) == 0
# run: stacked(iota(2, 9, 5), iota(2, 5, 33)) == 0
# run: shared(iota(3, 9, 5), iota(5, 33)) == 0
# run: nearest(iota(1, 3), iota(1, 3)) == 0
# run: nearest(iota(64, 3), iota(5, 3)) == 0
# run: nearest(iota(65, 4), iota(4, 4)) == 0
# run: nearest(iota(31, 17), iota(3, 17)) == 0
# run: nearest(iota(2, 16385), iota(6, 16385)) == 0
# run: nearest(empty(0, 3), iota(6, 3)) == 0
# fails: nearest(iota(2, 3), empty(0, 3)) status Shape
# run: late(iota(70, 3), 2) == full(0.0, 70)
# run: late(iota(70, 3), 0) == full(0.0, 70)

#! Products of matrices and what is like them, around the sizes of tiles and panels, against integers: how many differ.

pub fn product(a: f64[m, k], b: f64[k, n]) -> i64 {
    let c = for i, j: sum(for l: a[i, l] * b[l, j]);
    count(for i, j: c[i, j] != f64(sum(for l: i64(a[i, l]) * i64(b[l, j]))))
}

pub fn transposed(a: f64[m, k], b: f64[n, k]) -> i64 {
    let c = for i, j: sum(for l: a[i, l] * b[j, l]);
    count(for i, j: c[i, j] != f64(sum(for l: i64(a[i, l]) * i64(b[j, l]))))
}

pub fn stacked(a: f64[s, m, k], b: f64[s, k, n]) -> i64 {
    let c = for t, i, j: sum(for l: a[t, i, l] * b[t, l, j]);
    count(for t, i, j: c[t, i, j] != f64(sum(for l: i64(a[t, i, l]) * i64(b[t, l, j]))))
}

pub fn shared(a: f64[s, m, k], b: f64[k, n]) -> i64 {
    let c = for t, i, j: sum(for l: a[t, i, l] * b[l, j]);
    count(for t, i, j: c[t, i, j] != f64(sum(for l: i64(a[t, i, l]) * i64(b[l, j]))))
}

pub fn nearest(x: f64[n, d], c: f64[k, d]) -> i64 {
    let found = for i: argmin(for j: sum(for f: (x[i, f] - c[j, f])**2));
    let whole = for i: argmin(for j: sum(for f: (i64(x[i, f]) - i64(c[j, f]))**2));
    count(for i: found[i] != whole[i])
}

## What is packed would be outside where nothing is read.
pub fn late(x: f64[n, 3], k: i64) -> f64[n] = for i: sum(for j in 0..k - 2: sum(for f in 0..3: x[i, f + k - 2] * f64(j)));
