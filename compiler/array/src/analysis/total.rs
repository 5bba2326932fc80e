//! Functions that can be code of their own for whole vectors: from scalars to scalars, without loops and failures.

use base::IndexVec;

use super::{is_scalar_op, own_fallible};
use crate::ir::{Block, FuncId, Function, Op, Program, Var};
use crate::validate::callees_first;

/// Which functions of a program are total.
#[derive(Clone, Debug, Default)]
pub struct Total {
    /// Operations with everything that is called in its place; none where the function is not total.
    sizes: IndexVec<FuncId, Option<u32>>,
}

impl Total {
    /// Looks at every function.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut total = Self { sizes: program.functions.iter().map(|_| None).collect() };
        for id in callees_first(program).unwrap_or_default() {
            total.sizes[id] = total.measure(&program.functions[id]);
        }
        total
    }
    /// Operations of a total function, those of what it calls included.
    #[must_use]
    pub fn size(&self, function: FuncId) -> Option<u32> {
        self.sizes.get(function).copied().flatten()
    }

    fn measure(&self, function: &Function) -> Option<u32> {
        let is_scalar = |var: &Var| function.vars[*var].ty.rank() == 0;
        let scalars =
            function.params.iter().all(is_scalar) && function.results.iter().all(|ty| ty.rank() == 0);
        if !scalars || !function.sizes.is_empty() || !function.nonnegative.is_empty() {
            return None;
        }
        self.measure_block(function, &function.body)
    }

    fn measure_block(&self, function: &Function, block: &Block) -> Option<u32> {
        let is_scalar = |var: &Var| function.vars[*var].ty.rank() == 0;
        block.stmts.iter().try_fold(0u32, |sum, stmt| {
            let own = match &stmt.op {
                Op::Copy(_) if stmt.outs.iter().all(is_scalar) => 0,
                Op::If { then, otherwise, .. } if stmt.outs.iter().all(is_scalar) => {
                    let size = self.measure_block(function, then)?;
                    size.saturating_add(self.measure_block(function, otherwise)?).saturating_add(1)
                }
                Op::Call { function, .. } => self.size(*function)?,
                Op::Edge { .. } => return None,
                op if is_scalar_op(op) && !own_fallible(op, &function.vars) => 1,
                _ => return None,
            };
            Some(sum.saturating_add(own))
        })
    }
}
