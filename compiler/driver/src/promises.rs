//! `@require`: promises about the machine code of a function, held against what the schedule has decided.

use std::collections::BTreeSet;

use base::{Code, Diagnostic, Span};
use loops::Level;
use syntax::ast::{AttributeArg, ItemKind};

use crate::command::explain::facts::{self, KernelFacts, Kind};
use crate::error::Outcome;
use crate::source::Source;

/// What one function promises.
struct Promise<'a> {
    /// `lanes`, `no_alloc`, `no_checks` or `in_place`.
    what: &'a str,
    /// The name in `@require`.
    span: Span,
    /// The function.
    header: Span,
}

/// What stands against a promise, and where.
type Obstacle = (Span, String);

/// The promises that the code for some of these levels breaks.
///
/// # Errors
/// A program that is too large.
pub fn broken(source: &Source, levels: &[Level]) -> Outcome<Vec<Diagnostic>> {
    let promises = promises_of(source);
    let mut broken = Vec::new();
    let mut told = BTreeSet::new();
    if promises.is_empty() {
        return Ok(broken);
    }
    for &level in levels {
        let kernels = facts::collect(source, level)?;
        for (i, promise) in promises.iter().enumerate() {
            let own = kernels.iter().filter(|kernel| kernel.span == promise.header);
            let obstacle = own.into_iter().find_map(|kernel| obstacle(promise.what, kernel));
            if let Some(obstacle) = obstacle.filter(|_| told.insert(i)) {
                broken.push(diagnostic(promise, level, obstacle));
            }
        }
    }
    broken.sort_by_key(Diagnostic::span);
    Ok(broken)
}

fn promises_of(source: &Source) -> Vec<Promise<'_>> {
    let mut promises = Vec::new();
    for item in &source.ast.items {
        let ItemKind::Function(function) = &item.kind else { continue };
        for attribute in item.attributes.iter().filter(|attribute| &*attribute.name.text == "require") {
            for arg in &attribute.args {
                if let AttributeArg::Name(name) = arg {
                    promises.push(Promise { what: &name.text, span: name.span, header: function.header });
                }
            }
        }
    }
    promises
}

/// The first thing in a kernel that breaks a promise.
fn obstacle(what: &str, kernel: &KernelFacts) -> Option<Obstacle> {
    let find = |of: fn(&Kind) -> Option<String>| {
        kernel.facts.iter().find_map(|fact| Some((fact.span, of(&fact.kind)?)))
    };
    match what {
        "lanes" => {
            let (span, why) = kernel.unlaned.first()?;
            Some((*span, format!("this runs one after another: {why}")))
        }
        "no_checks" => find(|kind| match kind {
            Kind::Check { why, .. } => Some(format!("something here is checked when it runs: {why}")),
            _ => None,
        }),
        _ => find(|kind| match kind {
            Kind::Temporary { name, elements } => {
                Some(format!("memory for {elements} elements is taken for `{name}`"))
            }
            _ => None,
        }),
    }
}

fn diagnostic(promise: &Promise<'_>, level: Level, (span, why): Obstacle) -> Diagnostic {
    let message = format!("the code for {} breaks `@require({})`", level.name(), promise.what);
    let error = Diagnostic::error(Code::E0500, message).primary(promise.span, "promised here");
    error
        .secondary(span, why)
        .note("`arrc explain` says what became of every line; take the promise back, or change the program")
}
