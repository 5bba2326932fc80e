//! Of a library, a program gets what its names lead to.

use base::FileId;
use syntax::ast::{Item, ItemKind};

const LIBRARY: &str = "use other;
fn a(x: f64) -> f64 = b(x);
@fast fn b(x: f64) -> f64 = x + c();
fn b(x: f64[n]) -> f64[n] = x;
fn c() -> f64 = 1;
fn d() -> f64 = 2;
struct S { x: f64 }
fn s() -> S = S(x = 1);
fn where(c: bool, x: f64, y: f64) -> f64 = x;
test \"a\" { assert d() == 2; }";

fn names(program: &str, also: &[&str]) -> String {
    let (modules, diagnostics) = syntax::parse_library(&[(FileId(0), LIBRARY)], program, also);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let name = |item: &Item| match &item.kind {
        ItemKind::Function(f) => f.name.to_string(),
        ItemKind::Struct(s) => s.name.to_string(),
        ItemKind::Use(u) => format!("use {}", u.path[0]),
        ItemKind::Test(_) | ItemKind::Error => "?".to_string(),
    };
    modules[0].items.iter().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn names_lead_to_names() {
    assert_eq!(names("fn f(x: f64) = x + 1;", &[]), "use other");
    assert_eq!(names("fn f(x: f64) = a(x);", &[]), "use other a b b c");
    assert_eq!(names("fn f(x: f64) = x.s();", &[]), "use other S s");
    assert_eq!(names("fn f(x: f64) = x;", &["d"]), "use other d");
    assert_eq!(names("fn f(x: f64) = where(c, 1, 2);", &[]), "use other c where");
}
