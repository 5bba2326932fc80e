//! Programs that are right, by what they use.

use crate::common::accept;

#[test]
fn literals_take_the_type_of_their_context() {
    accept("fn f(x: f32) -> f32 { let a = 0.1; let b = 2; a * x + b }");
    accept("fn f(x: u8) -> u8 = x + 255;");
    accept("fn f(c: bool[n]) -> f32[n] = where(c, 1, 0.5);");
    accept("fn f() -> u64 = 0xffff_ffff_ffff_ffff;");
    accept("fn f(c: bool) -> u8 { let y: u8 = if c { 1 } else { 2 }; y }");
    accept("fn f(n: i64) -> f64[n] = for i in 0..n: 0;");
    accept("fn f() -> f64[2, 2] = [[1, 2.5], [3, 4]];");
    accept("fn f(x: u32) -> u32 = (x << 3) ^ (x >> 5) & ~x;");
    accept("fn f() -> f32 = sum([1, 2]) + max([0.5, 1.5]);");
    accept("fn f() -> i8 = -128i8;");
    accept("fn f() -> f32 = -inf;");
}

#[test]
fn widening_is_implicit_within_a_kind() {
    accept("fn f(a: u8, b: i32) -> i64 = a + b;");
    accept("fn f(a: f32[n], b: f64) -> f64[n] = a * b;");
    accept("fn f(a: u32, b: i32) -> i64 = a - b;");
}

#[test]
fn operators_broadcast() {
    accept("fn f(a: f64[n, m], b: f64[m]) -> f64[n, m] = a + b;");
    accept("fn f(a: f64[n], b: f64[m]) -> f64[n, m] = a[:, new] * b;");
    accept("fn f(a: f64[n, m]) -> f64[n, m] = a - mean(a, axis = 1, keep = true);");
    accept("fn f(a: f64[n, 1], b: f64[1, m]) -> bool[n, m] = a < b;");
}

#[test]
fn sizes_are_compared_as_polynomials() {
    accept("fn f(x: f64[n]) -> f64[n - 1] = x[1:] - x[:-1];");
    accept("fn f(x: f64[n, m]) -> f64[m * n] = for i in 0..n * m: x[i // m, i % m];");
    accept("fn f(x: f64[n]) -> f64[n] { let k = n + 1; let y = f64[k](1); x * y[:-1] }");
    accept("fn f(x: f64[n], y: f64[m]) -> f64[n] where n == m = x + y;");
    accept("fn f(x: f64[n], y: f64[m]) -> f64[n] { assert n == m; x + y }");
    accept("fn f(x: f64[2 * n], y: f64[n]) -> f64[n] = x[::2] + y;");
    accept("fn f(x: f64[n]) -> f64[(n + 1) // 2] = x[::2];");
    accept("fn f(x: f64[n], y: f64[m]) -> f64[n] = x + f64[n](y);");
    accept("fn f(x: f64[_]) -> f64 = sum(x);");
}

#[test]
fn binders_find_their_ranges() {
    accept("fn f(x: f64[n, m]) -> f64[m, n] = for i, j: x[j, i];");
    accept("fn f(x: f64[n, m, k]) -> f64[k] = for i: sum(x[..., i]);");
    accept("fn f(x: f64[n]) -> f64[n] = for i: x[i - 1; wrap] + x[i; clamp];");
    accept("fn f(x: f64[n]) -> f64[n] = for i: { let y = x[i]; sum(for i in 0..3: y * f64(i)) };");
    accept("fn f(x: f64[n, m]) -> f64[m, n] = for i, j: x.T[i, j];");
}

#[test]
fn reductions_have_axes() {
    accept("fn f(x: f64[n, m]) -> f64[m] = sum(x, axis = 0);");
    accept("fn f(x: f64[n, m]) -> f64[m] = x.sum(axis = -2);");
    accept("fn f(x: f64[n, m, k]) -> f64[m] = max(x, axis = (0, 2));");
    accept("fn f(x: u8[n]) -> u8 = sum(x);");
    accept("fn f(x: u8[n]) -> u64 { let s = sum(x); s }");
    accept("fn f(x: u8[n]) -> u16[n] = cumsum(x, as = u16);");
    accept("fn f(x: f64[n]) -> (i64, f64) = (argmax(x), std(x));");
    accept("fn f(x: f64[n]) -> f64 = reduce(|a, b| a * b, 1, x) + fold(|s, v| s / 2 + v, 0, x);");
    accept("fn f(x: f64[n]) -> f64[n] = scan(max, -inf, x);");
    accept("fn f(x: i64[n]) -> i64[n] = for i in 0..n: sum(for j in 0..i: x[j]) + sum(x[:i]);");
}

#[test]
fn calls_are_lifted() {
    accept("fn g(x: f64[n]) -> f64[n] = x / sum(x);\nfn f(x: f64[a, b]) -> f64[a, b] = g(x);");
    accept("fn g(x: f64[n]) -> f64[n] = x / sum(x);\nfn f(x: f64[a, b]) -> f64[a, b] = g(x, axis = 0);");
    accept(
        "fn g(x: f64[n], y: f64) -> f64 = sum(x) * y;\nfn f(x: f64[a, b], y: f64[a]) -> f64[a] = g(x, y);",
    );
    accept("fn g(n: i64, x: f64) -> f64[n] = f64[n](x);\nfn f(x: f64[a]) -> f64[a, 3] = g(3, x);");
    accept("fn f(x: f32[n]) -> f32[n] = x |> exp();\nfn g(x: f64) -> f64 = x.exp().ln();");
}

#[test]
fn overloads_are_chosen_by_type_and_rank() {
    accept("fn g(x: f32) -> f32 = x;\nfn g(x: f64) -> f64 = x;\nfn f(x: f32) -> f32 = g(x);");
    accept("fn g(x: f64) -> f64 = x;\nfn g(x: f64[n]) -> f64 = sum(x);\nfn f(x: f64[n]) -> f64 = g(x);");
    accept(
        "fn g<T: num>(x: T) -> T = x;\nfn g(x: f64) -> f64 = x;\nfn f(x: f64, y: u8) -> u8 = g(y) + u8(g(x));",
    );
    accept("fn g<T: float>(x: T, y: T) -> T = x + y;\nfn f(x: f32, y: f64) -> f64 = g(x, y) + g(1, y);");
    accept("fn pow(x: f32) -> f32 = x;\nfn f(x: f64) -> f64 = x ** 3;");
    accept("fn exp(x: f64) -> f64 = x;\nfn f(x: f64) -> f64 = exp(x) + std.exp(x);");
}

#[test]
fn tuples_are_taken_apart() {
    accept(
        "fn g(x: f64) -> (a: f64, b: f64) = (x, x);\nfn f(x: f64[n]) -> f64[n] { let (p, q) = g(x); p + q }",
    );
    accept(
        "fn g(x: f64) -> (a: f64, b: f64) = (a = x, b = 2);\nfn f(x: f64) -> f64 { let t = g(x); t.a + g(x).b }",
    );
    accept("fn f(n: i64) -> (f64[n], i64[n]) = for i in 0..n: (f64(i), i);");
    accept("fn f(c: bool) -> (f64, i64) = if c { (1.0, 2) } else { (2.5, 3) };");
}

#[test]
fn statements_change_vars() {
    accept("fn f(x: f64[n]) -> f64[n] { var y = x; y[0] = 1; y[1:] += 2 * x[:-1]; y[::2] = 0; y }");
    accept("fn f(n: i64) -> i64 { var k = n; var c = 0; while k > 1 { k = k // 2; c += 1; } c }");
    accept("fn f(x: f64[n]) -> f64 { var s = 0.0; loop i in 0..n { if x[i] < 0 { break; } s += x[i]; } s }");
    accept("fn f(x: f64) -> f64 { var y = x; if y < 0 { y = -y; } return y; }");
    accept("fn f(x: i64[n], w: f64[n]) -> f64[9] { var h = f64[9](0); h[x] += w; h[x] = 1; h }");
}

#[test]
fn masks_choose_what_is_assigned() {
    accept("fn f(x: f64[n]) -> f64[n] { var y = x; y[y < 0] = 0; y[isnan(x)] = 1; y }");
    accept("fn f(x: f64[n, m], c: bool[n, m]) -> f64[n, m] { var y = x; y[c] *= 2; y[not c] += 1; y }");
}
