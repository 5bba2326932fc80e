//! Whole-compiler tests in one binary, since each one that links LLVM is large.

mod docs;
mod hosts;
mod run_library;
mod structure;
mod tidy;
mod ui;

use std::path::PathBuf;

/// The repository's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}
