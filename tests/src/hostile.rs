//! Inputs that nobody means well with: broken programs for the compiler, broken libraries for the loader, broken
//! arguments for a library.
//!
//! `targets` has one plain function for each part that must bear any bytes. They are driven by libFuzzer (the folder
//! `fuzz`) and by `watch`, which makes inputs with `mutate` out of the repository's own files and runs them in child
//! processes, so that a crash, a hang and greed for memory are findings too.

pub mod call;
mod functions;
pub mod model;
pub mod mutate;
pub mod pumps;
pub mod targets;
pub mod watch;
