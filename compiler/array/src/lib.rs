//! The array IR: definition, text form, verifier, evaluator, lowering, passes.

pub mod ir;
