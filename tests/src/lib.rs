//! Whole-compiler tests: rejected programs, IR goldens, runs, structure, C ABI.

pub mod accuracy;
pub mod corners;
pub mod differential;
pub mod docs;
pub mod generate;
pub mod hostile;
pub mod inputs;
pub mod parts;
pub mod run;
#[cfg(feature = "faults")]
pub mod scoreboard;
