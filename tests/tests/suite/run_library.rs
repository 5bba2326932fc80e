//! The programs in `tests/run` as libraries, see [`tests::run::library`].

use tests::differential::with_stack;
use tests::run::{self, library};

use crate::contents::complaints;
use crate::root;

#[test]
fn programs_give_what_they_say_as_libraries() {
    let wrong = with_stack(|| {
        let only = std::env::var("RUN").unwrap_or_default();
        let mut files = run::load(&root().join("tests/run")).expect("programs with expectations");
        files.extend(tests::docs::library_examples(&root()));
        files.extend(tests::corners::runs(&root()));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files.iter().filter(|file| file.name.contains(&only));
        files.flat_map(|file| library::check_file(file, folder.path(), &complaints)).collect::<Vec<_>>()
    });
    assert!(wrong.is_empty(), "{} lines are wrong\n{}", wrong.len(), wrong.join("\n"));
}
