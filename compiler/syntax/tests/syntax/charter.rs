//! The programs that the language's charter shows.

use crate::support::outcome;

/// All of a first look, and each form that the charter names in passing.
const PROGRAM: &str = include_str!("charter.arr");

#[test]
fn the_charter_parses_and_prints() {
    let printed = outcome(PROGRAM);
    assert!(printed.contains("pub fn black_scholes("), "{printed}");
    assert_eq!(printed, outcome(&printed));
}

#[test]
fn the_charter_keeps_its_docs() {
    let (module, _) = syntax::parse(base::FileId(0), PROGRAM);
    assert_eq!(module.docs.as_deref(), Some("Prices and a picture: a module comment."));
    let docs: Vec<&str> = module.items.iter().filter_map(|item| item.docs.as_deref()).take(2).collect();
    assert_eq!(docs[0], "Standard normal cumulative distribution.");
    assert!(docs[1].starts_with("Black-Scholes prices of European options."));
}
