//! The helper that all tests of this crate go through.

use base::{Diagnostic, FileId, Span};
use syntax::ast::Module;

/// Compares what [`outcome`] says of `input` with `expect`, both without surrounding blank lines.
#[track_caller]
pub(crate) fn check(input: &str, expect: &str) {
    let found = outcome(input);
    assert!(
        found.trim() == expect.trim(),
        "input:\n{input}\n\nfound:\n{found}\n\nexpected:\n{}\n",
        expect.trim()
    );
}

/// The tree of `input` as text or, if there are any, its diagnostics, one a line:
/// `2:5 E0007 message [label] (text -> replacement)`. A tree that is printed is parsed again and must not
/// change.
pub(crate) fn outcome(input: &str) -> String {
    let (module, diagnostics) = syntax::parse(FileId(0), input);
    if !diagnostics.is_empty() {
        return diagnostics.iter().map(|diagnostic| show(input, diagnostic) + "\n").collect();
    }
    let printed = module.to_string();
    let (again, complaints) = syntax::parse(FileId(0), &printed);
    assert!(complaints.is_empty(), "printed text does not parse:\n{printed}\n{complaints:?}");
    assert_eq!(without_places(&module), without_places(&again), "printed:\n{printed}");
    printed
}

/// A diagnostic on one line.
pub(crate) fn show(input: &str, diagnostic: &Diagnostic) -> String {
    let span = diagnostic.span().expect("every diagnostic has a place");
    let mut line = format!("{} {} {}", place(input, span), diagnostic.code, diagnostic.message);
    for label in &diagnostic.labels {
        let marker = if label.primary { String::new() } else { format!("{} ", place(input, label.span)) };
        line += &format!(" [{marker}{}]", label.message);
    }
    for fix in &diagnostic.fixes {
        let old = &input[fix.span.lo as usize..fix.span.hi as usize];
        line += &format!(" ({old} -> {})", fix.replacement);
    }
    line
}

fn place(input: &str, span: Span) -> String {
    let before = &input[..span.lo as usize];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("{line}:{column}")
}

/// The tree with everything but spans, depths and comments.
fn without_places(module: &Module) -> String {
    let mut module = module.clone();
    module.comments.clear();
    let text = format!("{module:?}");
    let mut kept = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span { ").into_iter().chain(rest.find("depth: ")).min() {
        kept += &rest[..at];
        let end = if rest[at..].starts_with("Span") { "}" } else { " " };
        rest = &rest[at..];
        rest = &rest[rest.find(end).map_or(rest.len(), |end| end + 1)..];
        if end == " " {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    kept + rest
}
