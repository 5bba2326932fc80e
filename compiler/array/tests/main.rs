//! Tests of the array IR: text form, evaluator, passes.

mod common;
mod reductions;
mod text;
