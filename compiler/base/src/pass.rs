//! The shape of a pass: IR to the same IR.

use std::collections::BTreeMap;

use crate::Span;

/// A named rewrite of a program of type `P`.
pub struct Pass<P: 'static> {
    /// The file's name and the name on the command line.
    pub name: &'static str,
    /// Carries it out.
    pub run: fn(&mut P, &mut PassCx),
}

/// What an optimiser says about a place in the source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The pass or stage that says it.
    pub pass: &'static str,
    /// The place.
    pub span: Span,
    /// One sentence.
    pub message: String,
}

/// What a pass may read and where it leaves remarks.
#[derive(Default)]
pub struct PassCx {
    /// Remarks in the order they were made.
    pub remarks: Vec<Remark>,
    fuel: BTreeMap<&'static str, u64>,
    limits: BTreeMap<String, u64>,
    current: &'static str,
}

impl PassCx {
    /// A context without limits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Lets `pass` rewrite at most `rewrites` times, for bisection.
    pub fn limit(&mut self, pass: impl Into<String>, rewrites: u64) {
        self.limits.insert(pass.into(), rewrites);
    }
    /// Runs `pass` over `program`.
    pub fn run<P>(&mut self, pass: &Pass<P>, program: &mut P) {
        self.current = pass.name;
        (pass.run)(program, self);
    }
    /// Names the stage, other than a pass, that speaks from now on.
    pub fn enter(&mut self, stage: &'static str) {
        self.current = stage;
    }
    /// Asks to rewrite once more; false when the pass's limit is used up.
    pub fn spend(&mut self) -> bool {
        let used = self.fuel.entry(self.current).or_insert(0);
        if self.limits.get(self.current).is_some_and(|limit| *used >= *limit) {
            return false;
        }
        *used += 1;
        true
    }
    /// Whether `pass` may not rewrite at all.
    #[must_use]
    pub fn is_dry(&self, pass: &str) -> bool {
        self.limits.get(pass) == Some(&0)
    }
    /// How often `pass` has rewritten.
    #[must_use]
    pub fn spent(&self, pass: &str) -> u64 {
        self.fuel.get(pass).copied().unwrap_or(0)
    }
    /// Says why something was or was not done.
    pub fn remark(&mut self, span: Span, message: impl Into<String>) {
        self.remarks.push(Remark { pass: self.current, span, message: message.into() });
    }
}
