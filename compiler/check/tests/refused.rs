//! Programs with mistakes: the first ones of those who come from NumPy, then each kind.

use crate::common::{accept, expect, refuse};

#[test]
fn spellings_of_numpy_are_known() {
    expect("fn f(x: f64[n]) -> f64 = np.sum(x);", "E0109 1:26 there is no module `np`");
    expect("fn f(x: f64) -> f32 = np.float32(x);", "E0109 1:23 there is no module `np`");
    expect("fn f(x: f64[n]) -> i64 = len(x);", "E0109 1:26 there is no function `len`");
    expect("fn f(n: i64) -> i64[n] = range(n);", "E0109 1:26 there is no function `range`");
    expect("fn f(n: i64) -> f64[n, n] = zeros((n, n));", "E0109 1:29 there is no function `zeros`");
    expect("fn f(x: f64) -> f64 = log(x);", "E0109 1:23 there is no function `log`");
    expect("fn f(x: f64) -> f64 { print(x); x }", "E0109 1:23 there is no function `print`");
    expect("fn f(x: f64[n]) -> f32[n] = x.astype(f32);", "E0109 1:31 arrays have no method `astype`");
    expect("fn f(x: f64[n]) -> f64 = sum(x, keepdims = true);", "E0109 1:33 the argument is called `keep`");
    expect("fn f() -> f64 = np.pi;", "E0109 1:17 there is no value `np.pi`");
    expect(
        "fn f(x: float) -> int = 1;",
        "E0102 1:9 there is no type `float`\nE0102 1:19 there is no type `int`",
    );
}

#[test]
fn integers_and_floats_do_not_mix() {
    expect(
        "fn f(x: f64[n], k: i64) -> f64[n] = x * k;",
        "E0120 1:39 `*` needs one type, has `f64` and `i64`",
    );
    expect("fn f(k: i64) -> i64 = k + 1.5;", "E0120 1:25 `+` needs one type, has `i64` and a float literal");
    expect("fn f(k: i64) -> i64 = k / 2;", "E0123 1:25 `/` divides floats, these are integers");
    expect("fn f(a: u64, b: i64) -> i64 = a + b;", "E0120 1:33 `+` needs one type, has `u64` and `i64`");
    expect("fn f(x: i32) -> f64 = x;", "E0127 1:23 expected `f64`, found `i32`");
    expect("fn f(x: u8) -> u8 = x + 300;", "E0121 1:25 300 is out of range for `u8`");
    expect("fn f(x: bool[n]) -> i64 = sum(x);", "E0122 1:31 `sum` does not apply to `bool`");
    expect("fn f(x: i64) -> f64 = exp(x);", "E0112 1:23 `exp` does not take `i64`");
}

#[test]
fn shapes_that_differ_are_named() {
    expect("fn f(x: f64[n], y: f64[m]) -> f64[n] = x + y;", "E0200 1:44 shapes [n] and [m] do not match");
    expect(
        "fn f(x: f64[n]) -> f64[n] = x[1:];",
        "E0200 1:29 the result is `f64[n - 1]`, declared is `f64[n]`",
    );
    expect(
        "fn g(x: f64[n], y: f64[n]) -> f64 = sum(x * y);\nfn f(x: f64[n]) -> f64 = g(x, x[1:]);",
        "E0200 2:31 `y` of `g` needs [n], has [n - 1]",
    );
    expect(
        "fn f(a: f64[n, k], b: f64[m, l]) -> f64[n, l] = a @ b;",
        "E0200 1:53 `@` sums over `k` and `m`, which differ",
    );
    expect(
        "fn f(x: f64[n]) -> f64[n] { var y = x; y = 0.0; y[1:] = x; y }",
        "E0200 1:44 `y` is `f64[n]`, the value is `f64`\nE0200 1:57 the place is [n - 1], the value is [n]",
    );
    refuse("fn f(x: f64[n + m]) -> f64 = sum(x);", "E0201");
    refuse("fn g(n: i64) -> f64[n] = f64[n](0);\nfn f(k: i64[m]) -> f64 = sum(g(k));", "E0215");
    refuse("fn f(x: f64[n]) -> f64[n] { if n > 3 { assert n == 4; } x + f64[4](1) }", "E0200");
}

#[test]
fn indices_are_checked() {
    refuse("fn f(x: f64[3]) -> f64 = x[3] + x[-4];", "E0205 E0205");
    refuse("fn f(x: f64[n]) -> f64 = x[n];", "E0205");
    refuse("fn f(x: f64[3]) -> f64 = sum(x[2:1]) + sum(x[1:4]) + sum(x[3:0:-1]);", "E0205 E0205 E0205");
    accept("fn f(x: f64[3]) -> f64 = sum(x[3:]) + sum(x[::-1]) + sum(x[1:3]);");
    refuse("fn f(x: f64[n]) -> f64 = x[0, 1] + x[1.5];", "E0204 E0131");
    refuse("fn f(x: f64[n, m]) -> f64 = x[0, 0; wrap, clamp, wrap];", "E0212");
    refuse("fn f(x: f64[n]) -> f64[n] = x[:; wrap];", "E0212");
    refuse("fn f(x: f64[n], k: i64) -> f64[n] = x[::k];", "E0211");
    refuse("fn f(x: f64[n]) -> f64 = sum(x, axis = 1);", "E0206");
    refuse("fn f(x: f64[n, m]) -> f64[n, m] = cumsum(x);", "E0216");
    refuse("fn f(x: f64[n], k: i64) -> f64 = sum(x, axis = k);", "E0116");
}

#[test]
fn ranges_are_found_or_asked_for() {
    refuse("fn f(x: f64[n]) -> f64[n] = for i: x[0];", "E0207");
    refuse("fn f(x: f64[n], y: f64[n + 1]) -> f64[n] = for i: x[i] + y[i];", "E0208");
    refuse("fn f(n: i64) -> f64[n] = for i in 0..n: { let y = for j in 0..i: 1.0; sum(y) };", "E0209");
    refuse("fn f(x: f64[n]) -> f64[n] = for i in 0..n: x[0:i];", "E0209");
}

#[test]
fn assignments_stay_in_their_place() {
    expect(
        "fn f(x: f64) -> f64 { let y = x; y = 2.0; y }",
        "E0300 1:34 `y` is bound by `let` and cannot be assigned",
    );
    refuse("fn f(x: f64[n]) -> f64[n] { x[0] = 1.0; x }", "E0300");
    refuse("fn f(x: f64[n]) -> f64 { var s = 0.0; let y = for i: { s += x[i]; x[i] }; s + sum(y) }", "E0301");
    refuse("fn f(x: f64) -> f64 { var s = x; s + ({ s = 1.0; s }) }", "E0302");
    refuse("fn f(x: f64) -> f64 { break; x }", "E0303");
    refuse(
        "fn f(x: f64[n]) -> f64 { var s = 0.0; loop i in 0..n { s = fold(|a, b| { break; a }, s, x); } s }",
        "E0303",
    );
    refuse("fn f(x: f64) -> f64 { y = 2.0; x }", "E0100");
    refuse("fn f(x: f64[n, m]) -> f64[n, m] { var y = x; y[0][1] = 1.0; y }", "E0300");
}

#[test]
fn conditions_are_scalar_truth_values() {
    expect(
        "fn f(x: f64[n]) -> f64 = if x > 0 { 1 } else { 2 };",
        "E0125 1:29 the condition of `if` is an array",
    );
    refuse("fn f(x: i64) -> f64 = if x { 1 } else { 2 };", "E0124");
    refuse("fn f(x: i64) -> bool = x and true;", "E0124");
    refuse("fn f(x: i64) -> f64 = if x > 0 { 1.0 };", "E0305");
    refuse("fn f(x: i64) -> f64 = if x > 0 { 1.0 } else { true };", "E0128");
}

#[test]
fn names_are_looked_up_with_care() {
    expect("fn f(value: f64) -> f64 = valeu;", "E0100 1:27 `valeu` is not known");
    expect("fn f(x: f64) -> f64 = sqtr(x);", "E0101 1:23 there is no function `sqtr`");
    refuse("fn f(x: f64[n]) -> f64 = x(0);", "E0107");
    refuse("fn f(x: f64) -> f64 = exp + f64;", "E0106 E0106");
    refuse("fn f(x: f64, x: f64) -> f64 = x;", "E0105");
    refuse("fn f(x: f64) -> f64 { let y = 1; x }", "E0108");
    refuse("fn f(x: f64[n]) -> f64 = x.sized;", "E0103");
    refuse("fn f(x: f64) -> f64 = f(x);", "E0115");
    refuse("fn f(x: f64) -> f64 = g(x);\nfn g(x: f64) -> f64 = f(x);", "E0115");
    refuse("fn f(x: f64) -> f64 = x;\nfn f(y: f64) -> f64 = y;", "E0114");
    refuse("fn f(x: f64) -> f64 = exp(x, x);", "E0110");
}

#[test]
fn generic_functions_tell_a_mistake_once() {
    refuse("pub fn f<T: float>(x: T[n]) -> T = x;", "E0200");
    refuse("pub fn f<T: int>(x: T) -> T = x / x;", "E0123");
    refuse("pub fn f<T: f32 | i32>(x: T) -> T = sqrt(x);", "E0122");
    refuse("pub fn f<T: float, U: int>(x: T) -> T = x;", "E0133");
}

#[test]
fn constraints_are_comparisons_of_sizes() {
    refuse("fn f(x: f64[n]) -> f64 where x > 0 = x[0];", "E0201");
    refuse("fn f(x: f64[n]) -> f64 where n = x[0];", "E0213");
    refuse("fn g(x: f64[n]) -> f64 where n >= 3 = x[0];\nfn f(x: f64[2]) -> f64 = g(x);", "E0214");
}

#[test]
fn exports_have_names_that_c_can_bear() {
    refuse("pub fn σ(x: f64) -> f64 = x;", "E0400");
    refuse("pub fn exp(x: f64) -> f64 = x;", "E0401");
    refuse("pub fn read(x: f64) -> f64 = x;", "E0401");
    refuse("@export(\"double\") pub fn f(x: f64) -> f64 = x;", "E0401");
    refuse("@export(\"g\") pub fn f(x: f64) -> f64 = x;\npub fn g_dl(x: f64) -> f64 = x;", "E0402");
}

#[test]
fn what_is_not_there_yet_says_so() {
    refuse("struct Body { mass: f64 }", "E0901");
    refuse("use linalg;", "E0902");
    refuse("fn f(x: f64[time: t]) -> f64 = sum(x);", "E0903");
    refuse("fn f(x: f64?[n]) -> f64 = 1.0;", "E0904");
    refuse("fn f(x: f64[n]) -> f64[?] = x;", "E0906");
    refuse("extern fn g(x: f64) -> f64;", "E0907");
    refuse("fn f(x: f64[n], c: bool[3]) -> f64[n] { var y = x; y[c] = 0; y }", "E0200");
    refuse("@accurate fn f(x: f64) -> f64 = x;", "E0913");
    refuse("fn f(x: f64) -> f64 = x ?? 1.0;", "E0904");
}

#[test]
fn numbers_must_fit() {
    expect("fn f() -> f32 = 1e39;", "E0121 1:17 this number is out of range for `f32`");
    expect("fn f() -> f64 = 1e400;", "E0121 1:17 this number is out of range for every type");
    expect("fn f() -> i8 = -129i8;", "E0121 1:16 -129 is out of range for `i8`");
    expect(
        "fn f() -> i64 = 0xffff_ffff_ffff_ffff;",
        "E0121 1:17 18446744073709551615 is out of range for `i64`",
    );
    expect("fn f() -> i32 = 2.5;", "E0127 1:17 expected `i32`, found a float literal");
}

#[test]
fn refused_records_and_types_are_silent_where_they_are_used() {
    refuse(
        "struct Body { mass: f64 }\nfn f(x: Body) -> f64 = x.mass;\nfn g() -> f64 = Body(mass = 1.0) + 1;",
        "E0901",
    );
    refuse("fn f32(x: f64) -> f64 = x;", "E0105");
}
