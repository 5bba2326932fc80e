//! The loop IR: definition, text form, verifier, lowering, schedule, passes.

pub mod build;
pub mod clone;
pub mod eval;
pub mod ir;
pub mod lower;
pub mod map;
pub mod parse;
pub mod pass;
pub mod print;
pub mod schedule;
pub mod target;
pub mod validate;
pub mod visit;

pub use lower::lower;
pub use parse::parse;
pub use pass::{BEFORE, PASSES, in_lanes, pipeline};
pub use schedule::{Schedule, schedule};
pub use target::{Level, Target};
pub use validate::validate;
