#! Prices and a picture: a module comment.

## Standard normal cumulative distribution.
fn cdf(x: f64) -> f64 = 0.5 * erfc(-x / sqrt(2.0));

## Black-Scholes prices of European options. A scalar kernel: calling it on arrays maps it.
pub fn black_scholes(s: f64, k: f64, t: f64, r: f64, v: f64) -> (call: f64, put: f64) {
    let d1 = (ln(s / k) + (r + 0.5 * v * v) * t) / (v * sqrt(t));
    let d2 = d1 - v * sqrt(t);
    let disc = k * exp(-r * t);
    (call = s * cdf(d1) - disc * cdf(d2), put = disc * cdf(-d2) - s * cdf(-d1))
}

## Matrix product. `for` builds an array; ranges come from the shapes it indexes.
pub fn matmul<T: f32 | f64>(a: T[m, k], b: T[k, n]) -> T[m, n] =
    for i, j: sum(for l: a[i, l] * b[l, j]);

## One generation of Life on a torus; `; wrap` says what an index outside the array means.
pub fn life(board: u8[h, w]) -> u8[h, w] = for i, j: {
    let around = sum(for di in -1..=1, dj in -1..=1: board[i + di, j + dj; wrap], as = u8) - board[i, j];
    if around == 3 or (around == 2 and board[i, j] == 1) { 1 } else { 0 }
};

## `steps` Jacobi sweeps. `var` and `loop` are sequential; arrays are values, updated in place when nobody can tell.
pub fn jacobi(x0: f64[n, m], steps: i64) -> f64[n, m]
where n >= 3, m >= 3 {
    var x = x0;
    loop t in 0..steps {
        x[1:-1, 1:-1] = 0.25 * (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]);
    }
    x
}

## Row-wise softmax on any stack of rows: written for one row, lifted by the call.
pub fn softmax(x: f32[n]) -> f32[n] {
    let e = exp(x - max(x));
    e / sum(e)
}

## Escape times: a data-dependent `while` inside a parallel `for` runs in SIMD lanes with masks.
pub fn mandelbrot(h: i64, w: i64, limit: u16) -> u16[h, w] = for y in 0..h, x in 0..w: {
    let c = c64(-2.0 + 3.0 * f32(x) / f32(w), -1.0 + 2.0 * f32(y) / f32(h));
    var z = c64(0);
    var n = u16(0);
    while n < limit and abs2(z) < 4 { z = z * z + c; n += 1; }
    n
};

## Sparse times vector: a size may stand in a larger expression; ranges may depend on data when they are reduced.
pub fn spmv(val: f64[nnz], col: i32[nnz], ptr: i32[rows + 1], x: f64[rows]) -> f64[rows] =
    for r in 0..rows: sum(for k in ptr[r]..ptr[r + 1]: val[k] * x[col[k]]);

## Histogram: a scatter applies every occurrence.
pub fn histogram(x: u8[n]) -> i64[256] { var h = i64[256](0); h[x] += 1; h }

# Forms that the charter names in passing.

use linalg;
use linalg.{cholesky, solve};

struct Body { pos: f64[3], vel: f64[3], mass: f64 }

extern fn g(x: f64) -> f64;

fn size(x: f64[n, m], k: i64) -> f64[n * m + k // 2] where n == m = x;
fn data(x: f64[_]) -> f64[?] = x[x > 0];
fn stacks<T: num>(x: T[..s], y: T[..s, n]) -> T[..s] = x;
fn labelled(x: f64[time: t, lat: n]) -> f64[lat: n] = mean(x, axis = time);
fn filled(x: f64?[n]) -> f64[n] = x ?? 0.0;
fn counted(x: f64?[n]) -> (f64?, i64) = (sum(x, missing = skip), count(is_missing(x)));
fn built(p: f64[3], v: f64[3], m: f64) -> Body = Body(pos = p, vel = v, mass = m);
fn apply<T: f32 | f64>(f: fn(T) -> T, x: T) -> T = f(x);
fn any_kind<T, U: int>(x: T, y: U) -> (first: T, second: U) = (first = x, second = y);
fn scale(inout x: f64[n], k: f64) { x *= k; }
fn scaled(x: f64[n]) -> f64[n] {
    var y = x;
    scale(inout y, 2.0);
    y
}

@fast
@require(lanes, no_alloc)
@export("name")
pub fn attributes(x: f64) -> f64 = x;

test "the name" {
    assert sum([1, 2]) == 3, "a message";
    assert true;
}

fn expressions(x: f64[n, m], σ: f64, Δt: f64, idx: i64[k], mask: bool[n]) {
    let slices = (x[1:-1, ::2], x[0], x[..., 0], x[:, new], x[idx], x[mask], x[-1], x[:-3]);
    let edges = (x[0 - 1, 0; clamp], x[0, 1; wrap], x[0, 1; mirror], x[0, 1; 0.0], x[0, 1; wrap, 2.0 * σ]);
    let types = (f32(x), c64(1.0, 2.0), f64[n, m](0), f64?[n](missing), u8[..s](0), f64[time: n](0));
    let numbers = (1_000, 0xff, 1.5e-3, 7u8, 2.5f32, 2.0i, true, false, inf, nan, pi);
    let (a, (b, _)) = (1, (2, 3));
    let c: f32 = 2;
    var by = 1;
    let test = by;
    let reductions = (sum(x, axis = 0, keep = true), sum(x, axis = (0, 1)), reduce(|a, b| a + b, 0, x));
    let logic = not a < b and (b == c or a != c) | mask ?? false;
    let bits = a & b ^ c << 2 >> 1 | ~a;
    let powers = -a ** -b ** 2;
    let divisions = a // b % c / 2 @ x;
    let piped = x |> f(2) |> g();
    let member = x.T.f(2).shape;
    let where_called = where(mask, a, b);
    let wide = for i in 0..n, j in n..0 by -1, _ in 0..=3: { x[i, j] };
    let nested = [[1, 2], [3, 4]];
    let choice = if a < b { 1 } else if a == b { 2 } else { 3 };
    x[mask] = 0;
    x[idx] += 1;
    by //= 2;
    by <<= 1;
    loop i in 0..n {
        if i == 3 { break; }
        if i == 2 { continue; } else { by = i; }
    }
    while by < n { by += 1; }
    if n > 3 { return; }
    return ();
}
