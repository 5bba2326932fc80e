//! The loop IR: definition, text form, verifier, lowering, schedule, passes.

pub mod build;
pub mod eval;
pub mod ir;
pub mod lower;
pub mod neutral;
pub mod parse;
pub mod print;
pub mod target;
pub mod validate;
pub mod visit;

pub use lower::lower;
pub use parse::parse;
pub use target::{Level, Target};
pub use validate::validate;
