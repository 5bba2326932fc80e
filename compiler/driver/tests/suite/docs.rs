//! The C program in `docs/abi.md` compiles and runs.

use std::path::Path;
use std::process::Command;

use crate::process::command;

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
