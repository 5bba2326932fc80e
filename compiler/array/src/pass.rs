//! The passes over the array IR, one file each, and their order.

use base::Pass;

use crate::ir::Program;

mod conflicts;
mod count_loops;
mod flatten_builds;
mod fuse_horizontal;
mod fuse_vertical;
mod hoist_checks;
mod hoist_invariants;
mod inline;
mod keep_rows;
mod known_operators;
mod loops_to_folds;
mod loops_to_updates;
mod mark_independent;
mod outline;
mod prove_checks;
mod simplify;
mod split_meetings;

pub use count_loops::COUNT_LOOPS;
pub use flatten_builds::FLATTEN_BUILDS;
pub use fuse_horizontal::FUSE_HORIZONTAL;
pub use fuse_vertical::FUSE_VERTICAL;
pub use hoist_checks::HOIST_CHECKS;
pub use hoist_invariants::HOIST_INVARIANTS;
pub use inline::INLINE;
pub use keep_rows::KEEP_ROWS;
pub use known_operators::KNOWN_OPERATORS;
pub use loops_to_folds::LOOPS_TO_FOLDS;
pub use loops_to_updates::LOOPS_TO_UPDATES;
pub use mark_independent::MARK_INDEPENDENT;
pub use outline::OUTLINE;
pub use prove_checks::PROVE_CHECKS;
pub use simplify::SIMPLIFY;
pub use split_meetings::SPLIT_MEETINGS;

/// What the driver runs, in order.
///
/// Fusion comes twice, with siblings joined in between: what is read by one loop afterwards need not be stored.
pub const PASSES: &[&Pass<Program>] = &[
    &OUTLINE,
    &INLINE,
    &SIMPLIFY,
    &COUNT_LOOPS,
    &PROVE_CHECKS,
    &KNOWN_OPERATORS,
    &LOOPS_TO_FOLDS,
    &LOOPS_TO_UPDATES,
    &HOIST_INVARIANTS,
    &FLATTEN_BUILDS,
    &FUSE_VERTICAL,
    &SIMPLIFY,
    &FUSE_HORIZONTAL,
    &FLATTEN_BUILDS,
    &FUSE_VERTICAL,
    &PROVE_CHECKS,
    &HOIST_CHECKS,
    &HOIST_INVARIANTS,
    &SPLIT_MEETINGS,
    &SIMPLIFY,
    &KEEP_ROWS,
    &MARK_INDEPENDENT,
];

/// Every pass, for those who choose by name.
pub const ALL: &[&Pass<Program>] = &[
    &OUTLINE,
    &INLINE,
    &SIMPLIFY,
    &COUNT_LOOPS,
    &FLATTEN_BUILDS,
    &FUSE_VERTICAL,
    &FUSE_HORIZONTAL,
    &PROVE_CHECKS,
    &HOIST_CHECKS,
    &HOIST_INVARIANTS,
    &KNOWN_OPERATORS,
    &LOOPS_TO_FOLDS,
    &LOOPS_TO_UPDATES,
    &KEEP_ROWS,
    &SPLIT_MEETINGS,
    &MARK_INDEPENDENT,
];
