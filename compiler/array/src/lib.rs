//! The array IR: definition, text form, verifier, evaluator, lowering, passes.

pub mod builder;
pub mod ir;
pub mod lower;
pub mod typing;

pub use builder::FunctionBuilder;
pub use lower::lower;
