//! Computes what is constant, joins what is equal, removes what nobody uses, and numbers everything anew.
//!
//! ```text
//! %a: i64 = index 3      %b: f64 = add 1.0, 2.0      for %k in 0..1 serial { f(%k) }
//!     =>   (%a is 3, %b is 3.0)   f(0)
//! ```
//!
//! Joins operations without memory, and loads from memory that nothing writes. What can fail stays.

mod dead;
mod fold;
mod number;

pub use number::renumber;

use base::{Pass, PassCx};

use crate::ir::Program;

/// The pass.
pub const SIMPLIFY: Pass<Program> = Pass { name: "simplify-loops", run };

fn run(program: &mut Program, _: &mut PassCx) {
    for kernel in &mut program.kernels {
        fold::fold(kernel);
        dead::remove(kernel);
        number::renumber(kernel);
    }
}
