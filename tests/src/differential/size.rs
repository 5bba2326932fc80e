//! How much code the entry points of a module become, roughly: LLVM takes nearly all of the time of a comparison, and
//! one program in ten takes a third of that.

use std::collections::BTreeSet;

use driver::pipeline::{self, Options, Times};
use driver::source::Source;
use loops::ir::{Kernel, Op, Stmt};
use loops::{Level, Target, visit};

use super::module::entry_number;
use super::panics;

/// Registers that the statements of an ordinary program fill, at most; their mean is 160.
const LARGE: usize = 400;
/// Bytes of a register.
const REGISTER: usize = 32;

/// The numbers of the entry points with much code; none where the compiler fails.
#[must_use]
pub(super) fn large(source: &Source) -> BTreeSet<u64> {
    let options = Options { levels: vec![Level::V3], ..Options::default() };
    let lowered = panics::caught(|| {
        let middle = pipeline::middle(source, &options, &mut Times::default()).ok()?;
        let target = Target::of(Level::V3);
        Some(pipeline::loop_program(&middle.program, &target, &options, |_| true).ok()?.program)
    });
    let Ok(Some(program)) = lowered else { return BTreeSet::new() };
    let large = program.kernels.iter().filter(|kernel| size(kernel) > LARGE);
    large.map(|kernel| entry_number(&kernel.name)).collect()
}

/// The registers that all statements of a kernel fill.
fn size(kernel: &Kernel) -> usize {
    let mut size = 0;
    visit::stmts(&kernel.body, &mut |stmt| {
        size += match stmt {
            Stmt::Let { value, op } => {
                let ty = kernel.values[*value].ty;
                let lanes = usize::try_from(ty.lanes).unwrap_or(1);
                // No processor divides integers in lanes.
                let alone = ty.dtype.is_int() && matches!(op, Op::Binary(op, ..) if op.fallible());
                if alone { 4 * lanes } else { (lanes * ty.dtype.size()).div_ceil(REGISTER) }
            }
            _ => 1,
        };
    });
    size
}
