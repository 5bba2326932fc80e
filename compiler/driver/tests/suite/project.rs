//! `arrc new`: every command that a new project names works.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::process::{Folder, arrc, errors};

/// Runs a line of the shell in a folder, with the arrc under test.
fn shell(folder: &Path, line: &str) -> Output {
    let arrc = Path::new(env!("CARGO_BIN_EXE_arrc")).parent().expect("a folder");
    let path = format!("{}:{}", arrc.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path).env("ARRC_CACHE", "off");
    command.output().expect("a shell")
}

#[test]
fn the_commands_of_the_readme_work() {
    let folder = Folder::new();
    let project = folder.path("waves");
    let made = arrc(&[&"new", &project]);
    assert_eq!(made.status.code(), Some(0), "{}", errors(&made));
    let readme = fs::read_to_string(project.join("README.md")).expect("a text");
    let python = std::env::var("ARRC_TEST_PYTHON");
    let mut count = 0;
    for block in readme.split("```sh\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            let line = match (&python, line.contains("python3")) {
                (Ok(python), true) => line.replace("python3", python),
                (Err(_), true) => continue,
                _ => line.to_string(),
            };
            let output = shell(&project, &line);
            assert!(output.status.success(), "{line}: {}", errors(&output));
            count += 1;
        }
    }
    assert!(count >= 9, "{count} commands");
    let answer = shell(&project, "./main");
    assert_eq!(String::from_utf8_lossy(&answer.stdout), "5 13\n");
    let layout = shell(&project, "arrc fmt --check kernel.arr");
    assert!(layout.status.success(), "{}", String::from_utf8_lossy(&layout.stdout));
    assert!(shell(&project, "make -q").status.success(), "nothing is left to make");
    for target in ["format", "test", "clean"] {
        let output = shell(&project, &format!("make {target}"));
        assert!(output.status.success(), "{target}: {}", errors(&output));
    }
    assert!(!project.join("libwaves.so").exists());
}

#[test]
fn names_that_are_none_and_folders_that_exist_are_refused() {
    let folder = Folder::new();
    fs::create_dir(folder.path("taken")).expect("a folder");
    for name in ["taken", "two words", "1st", "größe", "a-b", "absent/project"] {
        let output = arrc(&[&"new", &folder.path(name)]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", errors(&output));
    }
    assert_eq!(folder.files(), ["taken"]);
    assert_eq!(arrc(&[&"new"]).status.code(), Some(2));
}
