//! The C program in `docs/abi.md` compiles and runs.

use std::path::Path;
use std::process::Command;

use crate::process::{arrc, command, printed};

#[test]
fn example_of_the_c_interface_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/abi.md")).expect("docs/abi.md");
    let program = page
        .split("```c\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .find(|code| code.contains("int main"))
        .expect("a program in docs/abi.md");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("main.c"), program).expect("written");
    let run = |command: &mut Command| {
        let output = command.current_dir(folder.path()).output().expect("starts");
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let source = std::fs::canonicalize(root.join("bench/kernels/triad.arr")).expect("the kernel");
    run(command(&[&"build", &source, &"-o", &"libtriad.so"]).env("ARRC_CACHE", "off"));
    run(Command::new("cc").args([
        "-Wall",
        "-Werror",
        "main.c",
        "-L.",
        "-ltriad",
        "-Wl,-rpath,.",
        "-o",
        "main",
    ]));
    run(&mut Command::new("./main"));
}

#[test]
fn page_of_the_library_is_what_the_command_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    printed(&arrc(&[&"doc", &"--library", &"-o", &folder.path()]));
    let page = std::fs::read_to_string(folder.path().join("library.md")).expect("the page");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/library.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).expect("writable");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/library.md is not that of the library; UPDATE=1 rewrites it");
}

#[test]
fn every_command_and_option_has_its_place_in_the_page() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/commands.md");
    let page = std::fs::read_to_string(page).expect("docs/commands.md");
    let help = printed(&arrc(&[&"--help"]));
    let commands =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    let names: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 10, "{help}");
    for name in names.into_iter().filter(|name| *name != "help") {
        let start = page.find(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("no section about {name}"));
        let end = page[start + 1..].find("\n## ").map_or(page.len(), |end| start + 1 + end);
        let help = printed(&arrc(&[&name, &"--help"]));
        let common = ["--help", "--message-format", "--version"];
        for option in help.lines().filter(|line| line.trim_start().starts_with('-')) {
            let long = option.split([' ', ',']).find(|word| word.starts_with("--") && word.len() > 2);
            let Some(long) = long.filter(|long| !common.contains(long)) else { continue };
            assert!(page[start..end].contains(long), "{name} {long} is missing in docs/commands.md");
        }
    }
}
