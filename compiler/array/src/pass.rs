//! The passes over the array IR, one file each, and their order.

use base::Pass;

use crate::ir::Program;

mod inline;
mod simplify;

pub use inline::INLINE;
pub use simplify::SIMPLIFY;

/// What the driver runs, in order.
pub const PASSES: &[&Pass<Program>] = &[&INLINE, &SIMPLIFY];

/// Every pass, for those who choose by name.
pub const ALL: &[&Pass<Program>] = &[&INLINE, &SIMPLIFY];
