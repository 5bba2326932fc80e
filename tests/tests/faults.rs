//! Planted faults are found, and nothing is found where none is planted. Needs the feature `faults`: `tools/test.sh` asks
//! for it.

use std::process::Command;

#[test]
fn a_few_faults_are_found_at_once() {
    let output = Command::new(env!("CARGO_BIN_EXE_faults"))
        .args(["--quick", "--seconds", "25", "--workers", "1"])
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.ends_with("10 seeded, 10 found\n"), "{text}");
}
