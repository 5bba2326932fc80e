//! What names mean inside a function, and where assignments may not reach.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use base::Span;

use crate::function_value::Binding;
use crate::lit::Lit;
use crate::tuples::Nest;
use crate::typed::{Expr, LocalId};

/// What a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// A local.
    Local(LocalId),
    /// A `let` of literals: its type is still open.
    Lit(Lit),
    /// A `let` of complex literals: its precision is still open.
    Open(Expr),
    /// A tuple, one local a part.
    Tuple(Nest<LocalId>),
    /// A parameter that is a function.
    Function(Rc<Binding>),
    /// A `var` that the call which is being checked updates: nothing else in the call may use it.
    Updated,
    /// Something that was told to be wrong.
    Error,
}

/// A name in scope.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) meaning: Meaning,
    pub(crate) span: Span,
    pub(crate) mutable: bool,
    pub(crate) used: bool,
    /// Whether to say so when it is never used.
    pub(crate) watched: bool,
}

/// What assignments may not cross.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Barrier {
    /// The body of a `for`: its iterations are independent.
    For,
    /// A block or `if` that is an operand: the order of evaluation would show.
    Operand,
    /// The body of a lambda.
    Lambda,
}

#[derive(Default, Debug)]
struct Scope {
    names: BTreeMap<Arc<str>, Entry>,
    barrier: Option<Barrier>,
}

/// The scopes that are open, innermost last.
#[derive(Default, Debug)]
pub(crate) struct Scopes {
    open: Vec<Scope>,
    /// Names that went out of scope unused, with whether they were `var`s.
    unused: Vec<(Arc<str>, Span)>,
}

impl Scopes {
    pub(crate) fn push(&mut self, barrier: Option<Barrier>) {
        self.open.push(Scope { names: BTreeMap::new(), barrier });
    }

    pub(crate) fn pop(&mut self) {
        for (name, entry) in self.open.pop().into_iter().flat_map(|scope| scope.names) {
            self.leave(name, &entry);
        }
    }

    fn leave(&mut self, name: Arc<str>, entry: &Entry) {
        if entry.watched && !entry.used && !name.starts_with('_') {
            self.unused.push((name, entry.span));
        }
    }

    /// Defines `name` in the innermost scope; it hides what had the name.
    pub(crate) fn define(&mut self, name: &Arc<str>, entry: Entry) {
        let Some(scope) = self.open.last_mut() else { return };
        if let Some(hidden) = scope.names.insert(Arc::clone(name), entry) {
            self.leave(Arc::clone(name), &hidden);
        }
    }

    /// What `name` means here, with the barriers between its definition and here, innermost first.
    pub(crate) fn lookup(&mut self, name: &str) -> Option<(&mut Entry, Vec<Barrier>)> {
        let mut barriers = Vec::new();
        for scope in self.open.iter_mut().rev() {
            if let Some(entry) = scope.names.get_mut(name) {
                return Some((entry, barriers));
            }
            barriers.extend(scope.barrier);
        }
        None
    }

    /// What `name` means here; does not count as a use.
    pub(crate) fn peek(&self, name: &str) -> Option<&Entry> {
        self.open.iter().rev().find_map(|scope| scope.names.get(name))
    }

    /// All names in scope.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.open.iter().rev().flat_map(|scope| scope.names.keys().map(|name| &**name))
    }

    /// Takes the names that were never used.
    pub(crate) fn take_unused(&mut self) -> Vec<(Arc<str>, Span)> {
        std::mem::take(&mut self.unused)
    }
}
