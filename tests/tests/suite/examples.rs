//! The worked examples compile, and the checks that they bring pass.

use std::fs;
use std::process::Command;

use crate::contents::complaints;
use crate::{build_library, root};

#[test]
fn examples_compile_and_their_checks_pass() {
    let python = std::env::var_os("ARRC_TEST_PYTHON");
    if python.is_none() {
        println!("only compiled: ARRC_TEST_PYTHON names no interpreter");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut checks = 0;
    for entry in fs::read_dir(root().join("examples")).expect("the examples") {
        let example = entry.expect("an entry").path();
        if !example.is_dir() {
            continue;
        }
        let name = example.file_name().and_then(|name| name.to_str()).expect("a name");
        let exports = build_library(&example.join(format!("{name}.arr")), folder.path());
        let bytes = fs::read(folder.path().join(format!("lib{name}.so"))).expect("the library");
        assert_eq!(complaints(&bytes, &exports), [""; 0], "{name}");
        let check = example.join("check.py");
        if let Some(python) = python.as_ref().filter(|_| check.exists()) {
            let library = folder.path().join(format!("lib{name}.so"));
            let output = Command::new(python).arg(&check).arg(&library).output().expect("Python starts");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name}: {errors}");
            checks += 1;
        }
    }
    assert!(python.is_none() || checks >= 6, "{checks} checks");
}
