//! The code that is linked into every library that arrc makes.
//!
//! - `entry`: the functions that generated code and hosts call.
//! - `typed`, `uniform`: the two boundaries; `check` validates for both, with `sizes` and
//!   `overlap`.
//! - `frame`: runs a kernel over loop dimensions; `pack`: copies for kernels that need unit strides.
//! - `call`: state of one call and its failure; `arena`: its memory; `message`: its text.
//! - `parallel`, `pool`: threads. `level`: CPU level and floating-point modes. `sys`: libc.
//!
//! Rules: no panic may be reachable. Libraries are linked with undefined symbols forbidden and
//! core's panic functions are never linked in, so a reachable panic is a link error; hence no
//! indexing, no `unwrap`, no `core::fmt`. No writable global but `pool::HANDLE` and the thread's
//! message. At most 64 KiB of stack below an entry.
#![cfg_attr(not(test), no_std)]

#[path = "../../abi/src/dtype.rs"]
pub mod dtype;
#[path = "../../abi/src/layout.rs"]
pub mod layout;
#[path = "../../abi/src/status.rs"]
pub mod status;

mod arena;
mod call;
mod check;
pub mod entry;
mod fault;
mod frame;
mod level;
mod message;
mod overlap;
mod pack;
mod parallel;
mod pool;
mod sizes;
mod sys;
mod typed;
mod uniform;

#[cfg(test)]
mod tests;
