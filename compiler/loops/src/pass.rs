//! The passes, in their order.

use base::{Pass, PassCx, Span};

use crate::build::Builder;
use crate::ir::{Block, Kernel, Program, Stage};

mod bound_stack;
mod carry_stores;
mod deinterleave;
mod expand_reductions;
mod expand_scans;
mod simplify;
mod skip_empty;
mod split_loops;
mod transpose;
mod unroll;
mod vectorise;

pub use bound_stack::BOUND_STACK;
pub use carry_stores::CARRY_STORES;
pub use deinterleave::DEINTERLEAVE;
pub use expand_reductions::EXPAND_REDUCTIONS;
pub use expand_scans::EXPAND_SCANS;
pub use simplify::{SIMPLIFY, renumber};
pub use skip_empty::SKIP_EMPTY;
pub use split_loops::SPLIT_LOOPS;
pub use transpose::TRANSPOSE;
pub use unroll::UNROLL;
pub use vectorise::{VECTORISE, in_lanes};

/// What runs before the schedule.
pub const BEFORE: &[Pass<Program>] = &[SPLIT_LOOPS];

/// Every pass behind the schedule with the stage that its result has.
pub const PASSES: &[(Pass<Program>, Stage)] = &[
    (SKIP_EMPTY, Stage::Scalar),
    (EXPAND_REDUCTIONS, Stage::Scalar),
    (EXPAND_SCANS, Stage::Expanded),
    (VECTORISE, Stage::Expanded),
    (UNROLL, Stage::Vector),
    (SIMPLIFY, Stage::Vector),
    (BOUND_STACK, Stage::Vector),
    (DEINTERLEAVE, Stage::Vector),
    (TRANSPOSE, Stage::Vector),
    (CARRY_STORES, Stage::Vector),
];

/// Makes every kernel anew: `rewrite` puts the statements of the old body into the builder.
fn rebuild(program: &mut Program, mut rewrite: impl FnMut(&mut Builder, Block)) {
    for kernel in &mut program.kernels {
        let mut taken = std::mem::replace(kernel, Kernel::new("", Span::none()));
        let body = std::mem::take(&mut taken.body);
        let mut builder = Builder::new(taken);
        rewrite(&mut builder, body);
        *kernel = builder.finish();
    }
}

/// The lowered program, scheduled for a target and taken through every pass.
#[must_use]
pub fn pipeline(source: &array::Program, target: &crate::Target, cx: &mut PassCx) -> Program {
    let mut program = crate::lower(source);
    for pass in BEFORE {
        cx.run(pass, &mut program);
    }
    let schedule = crate::schedule(&program, target);
    schedule.apply(&mut program, cx);
    for (pass, _) in PASSES {
        cx.run(pass, &mut program);
    }
    program
}
