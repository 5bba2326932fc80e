//! Tests of the array IR: text form, evaluator, passes.

mod common;
mod corners;
mod generate;
mod lower_ragged;
mod passes;
mod reductions;
mod text;
