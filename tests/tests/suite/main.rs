//! Whole-compiler tests in one binary, since each one that links LLVM is large.

mod accuracy;
mod contents;
mod docs;
mod examples;
mod hostile;
mod hosts;
mod layout;
mod run_library;
mod structure;
mod tidy;
mod ui;

use std::fs;
use std::path::{Path, PathBuf};

use base::Diagnostic;
use driver::pipeline::{Options, Times};
use loops::Level;
use tests::differential::with_stack;

/// The repository's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// Compiles `NAME.arr` to `libNAME.so` and `NAME.h` in a folder; the names that the library exports.
fn build_library(program: &Path, folder: &Path) -> Vec<String> {
    let text = fs::read(program).expect("the program");
    let name = program.file_stem().and_then(|stem| stem.to_str()).expect("a name");
    with_stack(|| {
        let (mut source, diagnostics) = driver::source::analyse(&format!("{name}.arr"), &text);
        assert!(!diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}");
        source.checked.interface.library = name.into();
        let options = Options { levels: Level::ALL.to_vec(), verify: true, ..Options::default() };
        let library = folder.join(format!("lib{name}.so"));
        driver::library::build(&source, &options, &library, false, &mut Times::default()).expect("a library");
        let header = driver::header::write_header(&source.checked.interface, driver::library::COMPILER);
        fs::write(folder.join(format!("{name}.h")), header).expect("a header");
        source.checked.interface.exports()
    })
}
