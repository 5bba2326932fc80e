//! Removes what nobody uses.

use base::{Pass, PassCx};

use crate::ir::Program;

/// The pass.
pub const SIMPLIFY: Pass<Program> = Pass { name: "simplify", run };

fn run(_: &mut Program, _: &mut PassCx) {}
