//! Programs that try the checker's patience: deep, wide, broken.

use crate::common::{accept, check, refuse};

#[test]
fn chains_of_operators_are_checked() {
    let sum = vec!["x"; 900].join(" + ");
    accept(&format!("fn f(x: f64) -> f64 = {sum};"));
    let product = vec!["x"; 900].join(" * x + ");
    accept(&format!("fn f(x: f64) -> f64 = {product};"));
    let literals = vec!["1.5"; 900].join(" + ");
    accept(&format!("fn f() -> f64 = {literals};"));
}

#[test]
fn nested_choices_of_literals_take_linear_time() {
    let mut nested = "1.0".to_string();
    for _ in 0..200 {
        nested = format!("where({nested} < x, 1, 2.0)");
    }
    accept(&format!("fn f(x: f32) -> f32 = {nested};"));
    let mut nested = "1".to_string();
    for _ in 0..80 {
        nested = format!("(if c {{ {nested} }} else {{ 2 }})");
    }
    accept(&format!("fn f(c: bool) -> f32 = {nested};"));
}

#[test]
fn literals_that_double_stay_small() {
    let mut lines = String::from("let a0 = 1.5;\n");
    for i in 0..2000 {
        lines += &format!("let a{} = a{i} + a{i};\n", i + 1);
    }
    accept(&format!("fn f() -> f64 {{ {lines} a2000 }}"));
}

#[test]
fn sizes_that_square_stay_small() {
    let mut lines = String::from("let a0 = n + 1;\n");
    for i in 0..300 {
        lines += &format!("let a{} = a{i} * a{i} + a{i};\n", i + 1);
    }
    accept(&format!("fn f(n: i64) -> i64 {{ {lines} a300 }}"));
    let mut lines = String::from("let a0 = n;\n");
    for i in 0..5000 {
        lines += &format!("let a{} = a{i} // 3;\n", i + 1);
    }
    accept(&format!("fn f(n: i64) -> i64 {{ {lines} a5000 }}"));
}

#[test]
fn functions_in_a_long_row_are_walked_without_recursion() {
    let mut source = String::from("fn step0(x: f64) -> f64 = x;\n");
    for i in 1..3000 {
        source += &format!("fn step{i}(x: f64) -> f64 = step{}(x);\n", i - 1);
    }
    accept(&source);
}

#[test]
fn mistakes_do_not_cascade() {
    refuse("fn f(x: f64[n]) -> f64 { let y = nope; let z = y + x; let (a, b) = z; sum(z * a) + b }", "E0100");
    refuse("fn f(x: nope[n]) -> f64 = sum(x);\nfn g(y: f64) -> f64 = f(y) + 1;", "E0102");
    refuse("fn f(x: f64) -> f64 = broken(x);", "E0101");
}

#[test]
fn every_prefix_of_a_program_is_checked_without_a_panic() {
    let source = "pub fn f<T: f32 | f64>(a: T[m, k + 1], b: T[k], s: i64) -> (x: T[m], y: i64) where m >= 2 {
        var r = T[m](0); let (p, q) = (1, 2.5);
        loop i in 0..m by 2 { if i > s and not false { r[i] += sum(for l: a[i, l; clamp] * b[l]); } else { break; } }
        assert s == m, \"no\"; (x = r[::-1] |> exp(), y = [1, 2][-1] + a.shape[0])
    }";
    for end in 0..source.len() {
        check(&source[..end]);
    }
    let words: Vec<&str> = source.split_inclusive(' ').collect();
    for skip in 0..words.len() {
        let mut rest = words.clone();
        rest.remove(skip);
        check(&rest.concat());
        let mut doubled = words.clone();
        doubled.insert(skip, words[skip]);
        check(&doubled.concat());
    }
}

#[test]
fn any_word_in_any_place_is_checked_without_a_panic() {
    let source = "fn f ( x : f64 [ n , m ] , k : i64 ) -> f64 [ n ] { var y = f64 [ n ] ( 0 ) ; for i : x [ i , 0 ] + y [ k : ] . sum ( axis = 0 ) }";
    let mut words: Vec<&str> = source.split(' ').collect();
    let others = [
        "x", "n", "1", "2.5", "f64", "true", "[", "(", "-", "for", "sum", "new", "...", "|a, b| a", "@",
        "inf",
    ];
    for at in 0..words.len() {
        let before = words[at];
        for other in others {
            words[at] = other;
            check(&words.join(" "));
        }
        words[at] = before;
    }
}

#[test]
fn deep_nests_of_every_kind_fit_the_stack() {
    let nest = |open: &str, inner: &str, close: &str, n: usize| open.repeat(n) + inner + &close.repeat(n);
    for (open, inner, close) in [
        ("sum(for i in 0..2: ", "x", ")"),
        ("(if x > 0 { ", "x", " } else { 1.5 })"),
        ("({ let y = x; ", "y", " })"),
        ("-(", "x", ")"),
        ("sqrt(", "x", ")"),
        ("[", "x", "][0]"),
        ("fold(|a, b| a + b, ", "x", ", [x])"),
        ("min(1, ", "x", ")"),
        ("(1.0, ", "x", ")"),
    ] {
        check(&format!("fn f(x: f64) -> f64 = {};", nest(open, inner, close, 90)));
    }
    let statements = nest("loop i in 0..2 { if i > 0 { ", "s += 1; ", "} }", 45);
    accept(&format!("fn f() -> i64 {{ var s = 0; {statements} s }}"));
}

#[test]
fn sizes_of_exports_stay_within_the_boundary() {
    let mut size = "n".to_string();
    for _ in 0..20 {
        size = format!("2 * (({size} + 1) // 3)");
    }
    refuse(&format!("pub fn f(n: i64) -> f64[{size}] = f64[1](0);"), "E0203");
}
