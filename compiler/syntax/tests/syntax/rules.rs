//! The rules of the grammar: what is printed shows how the source was read.

use crate::support::check;

/// Checks that `expr` is read as `expect`, which is the same with parentheses only where they matter.
#[track_caller]
fn check_expr(expr: &str, expect: &str) {
    check(&format!("fn f() = {expr};"), &format!("fn f() = {expect};"));
}

/// Checks that `stmts` are read as they stand, in a block.
#[track_caller]
fn check_stmts(stmts: &str) {
    let block = format!("fn f() {{\n    {}\n}}", stmts.replace('\n', "\n    "));
    check(&block, &block);
}

#[track_caller]
fn check_item(item: &str) {
    check(item, item);
}

#[test]
fn empty_files_are_modules() {
    check("", "");
    check(" \n\t\r\n", "");
    check("# a comment", "");
    check("#!/usr/bin/env arrc\n#! About.", "#! About.");
    check("\u{FEFF}fn f() = 1;", "fn f() = 1;");
}

#[test]
fn numbers() {
    check_expr("1_000", "1000");
    check_expr("0xff + 0b1010u8 + 0o17", "255 + 10u8 + 15");
    check_expr("1.5e-3 + 1e5 + 2.5f32 + 2f32 + 1_0.0_1bf16", "1.5e-3 + 1e5 + 2.5f32 + 2f32 + 10.01bf16");
    check_expr("2.0i + 3i", "2.0i + 3i");
    check_expr("340282366920938463463374607431768211455", "340282366920938463463374607431768211455");
    check_expr("7.f(1)", "(7).f(1)");
}

#[test]
fn names_may_have_letters_of_any_script() {
    check_expr("σ * Δt + größe", "σ * Δt + größe");
    check_expr("_x + x_1", "_x + x_1");
}

#[test]
fn words_that_are_free_as_names() {
    check_expr(
        "by + test + as + skip + wrap + clamp + mirror",
        "by + test + as + skip + wrap + clamp + mirror",
    );
    check_item("fn test(by: i64, as: i64) -> i64 = by;");
    check_expr("sum(x, as = u8, by = 2, test = 3)", "sum(x, as = u8, by = 2, test = 3)");
    check_expr("for i in 0..by by by: i", "for i in 0..by by by: i");
    check_expr("where(c, a, b).where(d)", "where(c, a, b).where(d)");
}

#[test]
fn multiplication_binds_tighter_than_addition() {
    check_expr("a + (b * c)", "a + b * c");
    check_expr("(a + b) * c", "(a + b) * c");
    check_expr("((a * b) // c) % d @ e / f", "a * b // c % d @ e / f");
    check_expr("a - (b - c)", "a - (b - c)");
    check_expr("(a - b) - c", "a - b - c");
}

#[test]
fn powers_bind_tighter_than_minus_on_the_left_only() {
    check_expr("-(a ** b)", "-a ** b");
    check_expr("(-a) ** b", "(-a) ** b");
    check_expr("a ** (b ** c)", "a ** b ** c");
    check_expr("(a ** b) ** c", "(a ** b) ** c");
    check_expr("a ** (-b)", "a ** -b");
    check_expr("-(-(~a))", "--~a");
    check_expr("(-a) * b", "-a * b");
    check_expr("-(x.f())", "-x.f()");
}

#[test]
fn bits_bind_tighter_than_comparisons() {
    check_expr("(a & 1) == 0", "a & 1 == 0");
    check_expr("a | (b ^ (c & (d << (e + 1))))", "a | b ^ c & d << e + 1");
    check_expr("((a | b) ^ c) & d", "((a | b) ^ c) & d");
    check_expr("(a << b) >> c", "a << b >> c");
}

#[test]
fn missing_values_are_filled_before_comparing() {
    check_expr("(a ?? b) == c", "a ?? b == c");
    check_expr("a ?? (b ?? c)", "a ?? b ?? c");
    check_expr("(a ?? b) ?? c", "(a ?? b) ?? c");
    check_expr("(a | b) ?? c", "a | b ?? c");
}

#[test]
fn logic_binds_loosest_but_for_pipes() {
    check_expr("(not (a == b)) and c", "not a == b and c");
    check_expr("a or (b and c)", "a or b and c");
    check_expr("(a or b) and c", "(a or b) and c");
    check_expr("not (not a)", "not not a");
    check_expr("(a == b) == c", "(a == b) == c");
    check_expr("(a or b) |> f() |> g(1)", "a or b |> f() |> g(1)");
    check_expr("a + (b |> f())", "a + (b |> f())");
    check_expr("x |> std.cumsum(axis = 0)", "x |> std.cumsum(axis = 0)");
}

#[test]
fn fields_and_methods_are_told_apart() {
    check_expr("x.T.shape", "x.T.shape");
    check_expr("x.f(2)(3)", "x.f(2)(3)");
    check_expr("(x.f)(2)", "(x.f)(2)");
    check_expr("x[1].f[2]", "x[1].f[2]");
    check_expr("(a + b).T", "(a + b).T");
}

#[test]
fn calls_have_named_and_inout_arguments() {
    check_expr("f()", "f()");
    check_expr("f(x, inout y, axis = (0, 1),)", "f(x, inout y, axis = (0, 1))");
    check_expr("f[n, m](0)", "f[n, m](0)");
    check_expr("f(for i: x[i], |a| a)", "f(for i: x[i], |a| a)");
}

#[test]
fn tuples_and_units() {
    check_expr("()", "()");
    check_expr("(a)", "a");
    check_expr("(a,)", "(a,)");
    check_expr("(a, b,)", "(a, b)");
    check_expr("(call = a, put = b)", "(call = a, put = b)");
    check_expr("(call = a)", "(call = a)");
    check_expr("[]", "[]");
    check_expr("[[1, 2], [3, 4],]", "[[1, 2], [3, 4]]");
}

#[test]
fn indices() {
    check_expr("x[i, -1, :, a:b, :b, a:, ::2, a:b:c, a::c]", "x[i, -1, :, a:b, :b, a:, ::2, a:b:c, a::c]");
    check_expr("x[..., new, idx]", "x[..., new, idx]");
    check_expr("x[a::]", "x[a:]");
    check_expr("x[i - 1; clamp]", "x[i - 1; clamp]");
    check_expr("x[i, j; wrap, 0.0]", "x[i, j; wrap, 0.0]");
    check_expr("x[i; (wrap)]", "x[i; (wrap)]");
    check_expr("x[i; n]", "x[i; (n)]");
    check_expr("x[for i: i]", "x[for i: i]");
    check_expr(
        "f64[..s](0) + f64[_](x) + f64[?](x) + f64?[n](y)",
        "f64[..s](0) + f64[_](x) + f64[?](x) + f64?[n](y)",
    );
}

#[test]
fn builds() {
    check_expr("for i, j: x[i, j] + 1", "for i, j: x[i, j] + 1");
    check_expr(
        "for i in 0..n, j in -1..=1, k in a..b by -2: i",
        "for i in 0..n, j in -1..=1, k in a..b by -2: i",
    );
    check_expr("for i: for j: i", "for i: for j: i");
    check_expr("(for i: i) + 1", "(for i: i) + 1");
    check_expr("for _ in 0..3: 1", "for _ in 0..3: 1");
    check_expr(
        "for i in (if a { 1 } else { 2 })..n: i",
        "for i in (if a {\n    1\n} else {\n    2\n})..n: i",
    );
}

#[test]
fn lambdas() {
    check_expr("|a, b| a + b", "|a, b| a + b");
    check_expr("|a: f64[n], _| |b| a | b", "|a: f64[n], _| |b| a | b");
    check_expr("(|a| a) + 1", "(|a| a) + 1");
}

#[test]
fn the_last_expression_is_the_value() {
    check_stmts("let a = 1;\na");
    check_stmts("if a {\n    1\n} else {\n    2\n}");
    check_stmts("if a {\n    1\n} else if b {\n    2\n} else {\n    3\n};");
    check_stmts("{\n    1\n}\n{\n    2\n}\n-3");
    check_stmts("for i: i");
    check_stmts("f(x);");
    check_stmts("{}\n|a| a");
}

#[test]
fn statements() {
    check_stmts(
        "let x = 1;\nlet y: f32 = 2;\nlet (a, (_, c)): (i64, (i64, i64)) = t;\nvar z = 3;\nlet (d,) = u;",
    );
    check_stmts("x = 1;\nx[i, 1:-1] += 2;\nx.y //= 3;\nx **= 4;\nx <<= 5;\nx |= for i: i;\n(a, b) = (b, a);");
    check_stmts("loop i in 0..n by 2 {\n    break;\n}\nloop _ in a..=b {}\nwhile a < b {\n    continue;\n}");
    check_stmts("return;\nreturn x;\nreturn if a {\n    b\n};");
    check_stmts("assert a == b;\nassert a, \"say \\\"so\\\" \\\\ \\n\";");
    check_stmts("x;");
}

#[test]
fn functions() {
    check_item("fn f() {}");
    check_item("pub fn f(x: f64, inout y: f64[n], _: i64) -> (call: f64, put: f64) = x;");
    check_item(
        "fn f<T: f32 | f64, U: num, V>(x: T[n + 1, m // 2], g: fn(T, U) -> V) -> V[n] where n >= 3, m == n = g(x);",
    );
    check_item("extern fn g(x: f64) -> f64;");
    check_item("extern fn g() where n > 1;");
    check_item("fn where(c: bool, a: f64, b: f64) -> f64 where n > 1 = a;");
    check("fn f() = { 1 };", "fn f() {\n    1\n}");
    check("fn f() where n > 1, {}", "fn f() where n > 1 {}");
}

#[test]
fn types() {
    check_item("fn f(x: f64?[n], y: T[..s, n], z: f64[time: t, _, lat: ?], w: linalg.Lu[3]) -> f64[?] = x;");
    check_item("fn f(x: (), y: (f64,), z: (f64, i64)[n], w: (a: f64?)) = x;");
    check("fn f(x: (f64)) = x;", "fn f(x: f64) = x;");
    check_item("fn f(g: fn() -> fn(f64) -> f64) = g;");
    check_item("fn f(x: f64[(if a {\n    1\n})]) = x;");
}

#[test]
fn other_items() {
    check_item("use linalg;\n\nuse a.b;\n\nuse a.{b, c};");
    check("use a.{b, c,};", "use a.{b, c};");
    check(
        "pub struct Body { pos: f64[3], mass: f64 }",
        "pub struct Body {\n    pos: f64[3],\n    mass: f64,\n}",
    );
    check_item("struct Empty {}");
    check_item("test \"a name\" {\n    assert true;\n}");
    check_item("@fast\n@require(lanes, no_alloc)\n@export(\"name\")\nfn f() = 1;");
    check("@fast @accurate pub fn f() = 1;", "@fast\n@accurate\npub fn f() = 1;");
}

#[test]
fn docs_belong_to_what_follows() {
    check_item("#! Module.\n#!\n#! More.\n\n## One.\n## Two.\nfn f() = 1;\n\n## Three.\n@fast\nfn g() = 2;");
    check("@fast\n## One.\nfn f() = 1;", "## One.\n@fast\nfn f() = 1;");
    check_item("## A record.\nstruct S {\n    ## First.\n    a: f64,\n    b: f64,\n}");
    check("### no doc\n#no doc\nfn f() = 1; # no doc", "fn f() = 1;");
}

#[test]
fn newlines_do_not_matter() {
    check("fn\nf\n(\n)\n=\n1\n+\n2\n;", "fn f() = 1 + 2;");
    check("fn f() = a\n    - b;", "fn f() = a - b;");
}
