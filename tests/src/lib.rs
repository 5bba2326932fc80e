//! Whole-compiler tests: rejected programs, IR goldens, runs, structure, C ABI.

pub mod run;
