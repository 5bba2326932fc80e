//! The names that an expression may use.

use base::DType;

use super::tree::{Dim, Ty};

/// What a name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// A value that does not change.
    Value,
    /// A `var`.
    Var,
    /// A size or a counter: an `i64` that is never negative.
    Count,
    /// A binder that runs over `0..extent`.
    Binder(Dim),
}

/// One name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    /// As written.
    pub(super) text: String,
    /// Its type.
    pub(super) ty: Ty,
    /// What it stands for.
    pub(super) class: Class,
}

/// The names in scope, innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// All of them.
    pub(super) names: Vec<Name>,
    /// Names before this one may not be assigned here: they lie outside of a `for`.
    pub(super) barrier: usize,
    /// Extents that types may mention here.
    pub(super) dims: Vec<Dim>,
    /// Enclosing loops, as a measure of how often an expression is evaluated.
    pub(super) nest: usize,
    /// Binders without a range: the name, where its `for` stands, whether something has given it its extent.
    pub(super) inferred: Vec<(String, usize, bool)>,
}

impl Scope {
    /// Adds a name.
    pub(super) fn add(&mut self, text: &str, ty: &Ty, class: Class) {
        self.names.push(Name { text: text.to_string(), ty: ty.clone(), class });
    }
    /// The names of that type.
    #[must_use]
    pub(super) fn of_type(&self, ty: &Ty) -> Vec<&Name> {
        self.names.iter().filter(|name| name.ty == *ty).collect()
    }
    /// Arrays of that element type with at least one axis, with their places.
    #[must_use]
    pub(super) fn arrays(&self, dtype: Option<DType>) -> Vec<(usize, &Name)> {
        let fits = |name: &Name| name.ty.rank() > 0 && dtype.is_none_or(|dtype| dtype == name.ty.dtype);
        self.names.iter().enumerate().filter(|(_, name)| fits(name)).collect()
    }
    /// Variables that may be assigned here.
    #[must_use]
    pub(super) fn assignable(&self) -> Vec<&Name> {
        self.names[self.barrier..].iter().filter(|name| name.class == Class::Var).collect()
    }
    /// Binders with that extent.
    #[must_use]
    pub(super) fn binders(&self, extent: &str) -> Vec<&str> {
        let fits = |name: &&Name| matches!(&name.class, Class::Binder(dim) if dim == extent);
        self.names.iter().filter(fits).map(|name| name.text.as_str()).collect()
    }
    /// Says that `binder` stands alone as an index of the name at `place`.
    pub(super) fn used_alone(&mut self, binder: &str, place: usize) {
        for (name, start, given) in &mut self.inferred {
            if name == binder && place < *start {
                *given = true;
            }
        }
    }
}
