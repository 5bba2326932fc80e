//! Functions that are applied lane by lane.

use std::collections::BTreeSet;

use super::{Binding, Lowerer};
use crate::ir::{Function, Param, Ty};
use crate::print::clean;

impl Lowerer<'_> {
    /// The function as scalar code.
    pub(super) fn total(mut self) -> Function {
        let source = self.function;
        // The text form has kernels' names, which are symbols, in mind.
        self.builder.kernel.name = clean(&source.name);
        for param in &source.params {
            let info = &source.vars[*param];
            let value = self.builder.kernel.fresh(Ty::scalar(info.ty.dtype), &*info.name);
            self.builder.kernel.params.push(Param::Scalar(value));
            self.bind_scalar(*param, value.into());
        }
        match self.block(&source.body, &[], &BTreeSet::new())[..] {
            [Binding::Scalar(result, _)] => Function { code: self.builder.finish(), result },
            _ => base::bug!("{}: not one scalar", source.name),
        }
    }
}
