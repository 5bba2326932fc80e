//! The array IR: definition, text form, verifier, evaluator, lowering, passes.

pub mod analysis;
pub mod builder;
pub mod eval;
pub mod ir;
pub mod lower;
pub mod parse;
pub mod pass;
pub mod print;
pub mod typing;
pub mod validate;

pub use builder::FunctionBuilder;
pub use eval::{ArrayValue, EvalError, EvalOptions, evaluate};
pub use ir::Program;
pub use lower::lower;
pub use parse::parse;
pub use pass::PASSES;
pub use validate::validate;
