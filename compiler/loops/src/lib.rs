//! The loop IR: definition, text form, verifier, lowering, schedule, passes.

pub mod ir;
pub mod target;

pub use target::{Level, Target};
