//! The programs of the language's first page.

use crate::common::accept;

#[test]
fn black_scholes_maps_over_arrays() {
    accept(
        r#"
## Standard normal cumulative distribution.
fn cdf(x: f64) -> f64 = 0.5 * erfc(-x / sqrt(2.0));

## Black-Scholes prices of European options. A scalar kernel: calling it on arrays maps it.
pub fn black_scholes(s: f64, k: f64, t: f64, r: f64, v: f64) -> (call: f64, put: f64) {
    let d1 = (ln(s / k) + (r + 0.5 * v * v) * t) / (v * sqrt(t));
    let d2 = d1 - v * sqrt(t);
    let disc = k * exp(-r * t);
    (call = s * cdf(d1) - disc * cdf(d2), put = disc * cdf(-d2) - s * cdf(-d1))
}
"#,
    );
}

#[test]
fn matmul_takes_its_ranges_from_the_shapes() {
    accept(
        r#"
## Matrix product. `for` builds an array; ranges come from the shapes it indexes.
pub fn matmul<T: f32 | f64>(a: T[m, k], b: T[k, n]) -> T[m, n] =
    for i, j: sum(for l: a[i, l] * b[l, j]);
"#,
    );
}

#[test]
fn life_wraps_around() {
    accept(
        r#"
## One generation of Life on a torus; `; wrap` says what an index outside the array means.
pub fn life(board: u8[h, w]) -> u8[h, w] = for i, j: {
    let around = sum(for di in -1..=1, dj in -1..=1: board[i + di, j + dj; wrap], as = u8) - board[i, j];
    if around == 3 or (around == 2 and board[i, j] == 1) { 1 } else { 0 }
};
"#,
    );
}

#[test]
fn jacobi_updates_slices() {
    accept(
        r#"
## `steps` Jacobi sweeps. `var` and `loop` are sequential; arrays are values, updated in place when nobody can tell.
pub fn jacobi(x0: f64[n, m], steps: i64) -> f64[n, m]
where n >= 3, m >= 3 {
    var x = x0;
    loop t in 0..steps {
        x[1:-1, 1:-1] = 0.25 * (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]);
    }
    x
}
"#,
    );
}

#[test]
fn softmax_is_written_for_one_row() {
    accept(
        r#"
## Row-wise softmax on any stack of rows: written for one row, lifted by the call.
pub fn softmax(x: f32[n]) -> f32[n] {
    let e = exp(x - max(x));
    e / sum(e)
}
"#,
    );
}

#[test]
fn spmv_has_ranges_that_depend_on_data() {
    accept(
        r#"
pub fn spmv(val: f64[nnz], col: i32[nnz], ptr: i32[rows + 1], x: f64[rows]) -> f64[rows] =
    for r in 0..rows: sum(for k in ptr[r]..ptr[r + 1]: val[k] * x[col[k]]);
"#,
    );
}

#[test]
fn histogram_scatters() {
    accept(
        r#"
pub fn histogram(x: u8[n]) -> i64[256] { var h = i64[256](0); h[x] += 1; h }
"#,
    );
}

#[test]
fn mandelbrot_is_in_complex_numbers() {
    accept(
        r#"
pub fn mandelbrot(h: i64, w: i64, limit: u16) -> u16[h, w] = for y in 0..h, x in 0..w: {
    let c = c64(-2.0 + 3.0 * f32(x) / f32(w), -1.0 + 2.0 * f32(y) / f32(h));
    var z = c64(0);
    var n = u16(0);
    while n < limit and abs2(z) < 4 { z = z * z + c; n += 1; }
    n
};
"#,
    );
}

#[test]
fn mandelbrot_in_real_numbers_has_a_loop_in_a_for() {
    accept(
        r#"
pub fn mandelbrot(h: i64, w: i64, limit: u16) -> u16[h, w] = for y in 0..h, x in 0..w: {
    let cr = -2.0 + 3.0 * f32(x) / f32(w);
    let ci = -1.0 + 2.0 * f32(y) / f32(h);
    var zr = f32(0);
    var zi = f32(0);
    var n = u16(0);
    while n < limit and zr * zr + zi * zi < 4 {
        let t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n += 1;
    }
    n
};
"#,
    );
}
