//! Broken programs, manifests, libraries and arguments: refused or taken, never a crash. `make mutants` runs more of them.

use std::process::Command;

/// Inputs of one target. Code without optimisation takes its time, so an input may too.
fn mutants(target: &str, count: u64) {
    let output = Command::new(env!("CARGO_BIN_EXE_mutants"))
        .args([target, "--seed", "1", "--slowest", "60", "--count", &count.to_string()])
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    assert!(text.ends_with(&format!("{count} inputs, 0 findings\n")), "{text}");
}

#[test]
fn mutated_programs_are_parsed() {
    mutants("parse", 3000);
}

#[test]
fn mutated_programs_are_checked() {
    mutants("check", 1000);
}

#[test]
fn mutated_programs_are_built() {
    mutants("build", 150);
}

#[test]
fn mutated_manifests_are_read() {
    mutants("manifest", 3000);
}

#[test]
fn mutated_libraries_are_refused() {
    mutants("library", 3000);
}

#[test]
fn calls_with_any_arguments_are_refused_or_right() {
    mutants("call", 20_000);
}

#[test]
fn programs_that_grow_are_built_or_refused() {
    mutants("pumps", tests::hostile::pumps::ALL.len() as u64);
}

/// A driver that finds nothing because it cannot see would pass all tests above.
#[test]
fn what_goes_wrong_is_found() {
    for (target, what) in
        [("panics", "as it should"), ("dies", "the process died"), ("hangs", "more than 1 s")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_mutants"))
            .args([target, "--seed", "1", "--slowest", "1", "--count", "3"])
            .output()
            .expect("it starts");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success(), "{target}: {text}");
        assert!(text.contains(what) && text.ends_with("3 inputs, 3 findings\n"), "{target}: {text}");
    }
}
