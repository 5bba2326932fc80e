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

#[test]
fn every_proposed_change_removes_its_mistake() {
    let mut n_changes = 0;
    let mut wrong = Vec::new();
    for path in programs() {
        let bytes = fs::read(&path).expect("a program");
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let (_, before) = driver::source::analyse("t.arr", &bytes);
        for diagnostic in &before {
            for fix in &diagnostic.fixes {
                n_changes += 1;
                let changed = driver::fixes::apply(text, &[fix]);
                let (_, after) = driver::source::analyse("t.arr", changed.as_bytes());
                if !is_removed(diagnostic, &before, &after) {
                    wrong.push(format!("{}: {}\n{changed}", path.display(), diagnostic.message));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} changes do not help\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_changes >= 60, "{n_changes} changes");
}

/// Whether there are fewer diagnostics like this one, or fewer mistakes of form, which hide all others.
fn is_removed(one: &Diagnostic, before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let count = |diagnostics: &[Diagnostic]| {
        let form = diagnostics.iter().filter(|d| d.is_error() && d.code < base::Code::E0100).count();
        (form, diagnostics.iter().filter(|d| (d.code, &d.message) == (one.code, &one.message)).count())
    };
    count(after) < count(before)
}
