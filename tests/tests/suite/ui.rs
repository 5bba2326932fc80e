//! Rejected programs and the messages they get: `tests/ui/NAME.arr` with `NAME.stderr` beside it.
//!
//! `UPDATE=1 cargo test` rewrites the expectations; read the difference before you commit it.

use std::fs;
use std::path::PathBuf;

use base::Diagnostic;

use crate::root;

fn programs() -> Vec<PathBuf> {
    let folder = root().join("tests/ui");
    let entries = fs::read_dir(&folder).expect("the folder of rejected programs");
    let mut programs: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "arr"))
        .collect();
    programs.sort();
    programs
}

#[test]
fn rejected_programs_get_their_messages() {
    let update = std::env::var_os("UPDATE").is_some();
    let programs = programs();
    let mut wrong = Vec::new();
    for path in &programs {
        let bytes = fs::read(path).expect("a program");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let (source, diagnostics) = driver::source::analyse(&name, &bytes);
        assert!(diagnostics.iter().any(Diagnostic::is_error), "{name} is accepted");
        let text = driver::render::to_text(&source.sources, &diagnostics);
        let expectation = path.with_extension("stderr");
        if update {
            fs::write(&expectation, &text).expect("the expectation is written");
        } else if fs::read_to_string(&expectation).ok().as_deref() != Some(text.as_str()) {
            wrong.push(format!("{name} says now:\n{text}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} messages differ (UPDATE=1 rewrites them)\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(programs.len() >= 60, "{} rejected programs", programs.len());
}
