//! The support code and kernels in C under the sanitizers for memory, for threads and for undefined behaviour:
//! `fixture/sanitized.c` calls them from 64 threads at once.
//!
//! It needs the clang of arrc's LLVM and its sanitizers (Debian: `clang-22 libclang-rt-22-dev`). Where they are
//! missing, the test says so and does nothing. `ARRC_SANITIZE_ROUNDS` asks for more than the usual rounds of calls.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::process::{Folder, arrc, errors};

const CLANG: &str = "clang-22";

/// A host for one sanitizer; none if it cannot be had here.
fn host(sanitizer: &str, folder: &Folder) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let empty = folder.write("empty.c", "int main(void) { return 0; }\n");
    let flag = format!("-fsanitize={sanitizer},undefined");
    let probe = Command::new(CLANG).arg(&flag).arg(&empty).arg("-o").arg(folder.path("empty")).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        println!("left out: {CLANG} with {flag} is missing");
        return None;
    }
    let support = folder.path(&format!("{sanitizer}.o"));
    // As `build.rs` compiles it, but watched. The sanitizer is an option that only the nightly compiler has openly.
    let compiled = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(root.join("../../runtime"))
        .args([
            "--crate-type=lib",
            "--crate-name=support",
            "--edition=2024",
            "--emit=obj",
            "--cap-lints=allow",
        ])
        .args(["-Cpanic=abort", "-Copt-level=s", "-Ccodegen-units=1", "-Crelocation-model=pic", "-g"])
        .arg("-Cllvm-args=-inline-threshold=25")
        .arg(format!("-Zsanitizer={sanitizer}"))
        .arg("-Cunsafe-allow-abi-mismatch=sanitizer")
        .arg("-o")
        .args([&support, Path::new("support/src/lib.rs")])
        .output()
        .expect("rustc starts");
    if !compiled.status.success() {
        println!("left out: this rustc has no -Zsanitizer={sanitizer}: {}", text(&compiled));
        return None;
    }
    let host = folder.path(sanitizer);
    let fixture = root.join("tests/fixture");
    let linked = Command::new(CLANG)
        .args(["-g", "-O1", &flag, "-fno-sanitize-recover=undefined", "-ffunction-sections"])
        .args(["-Wl,--gc-sections", "-o"])
        .arg(&host)
        .args([fixture.join("sanitized.c"), fixture.join("kernels.c"), support])
        .arg("-lpthread")
        .output()
        .expect("clang starts");
    assert!(linked.status.success(), "{}", text(&linked));
    Some(host)
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn watched(sanitizer: &str, forks: bool, complaint: &str) {
    let folder = Folder::new();
    let Some(host) = host(sanitizer, &folder) else { return };
    let mut command = Command::new(&host);
    command.arg(std::env::var("ARRC_SANITIZE_ROUNDS").unwrap_or_else(|_| "3".into()));
    if forks {
        command.arg("forks");
    }
    let output = command.output().expect("it starts");
    let said = text(&output);
    assert!(output.status.success() && said.ends_with("all as expected\n"), "{}\n{said}", output.status);
    // And it would have noticed.
    let output = Command::new(&host).env("BROKEN", sanitizer).output().expect("it starts");
    let said = text(&output);
    assert!(!output.status.success() && said.contains(complaint), "{}\n{said}", output.status);
    assert!(said.contains("runtime/support") || said.contains("support/src/"), "in the support code: {said}");
}

#[test]
fn memory_is_used_as_it_should_be() {
    watched("address", true, "heap-buffer-overflow");
}

#[test]
fn threads_do_not_race() {
    // Its runtime does not follow forks of a process with threads.
    watched("thread", false, "data race");
}

/// Called as it should be, and with mistakes in the length and in the stride.
#[test]
fn a_watched_library_tells_wrong_accesses() {
    let folder = Folder::new();
    let empty = folder.write("empty.c", "int main(void) { return 0; }\n");
    let flag = "-fsanitize=address";
    let probe = Command::new(CLANG).arg(flag).arg(&empty).arg("-o").arg(folder.path("empty")).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        println!("left out: {CLANG} with {flag} is missing");
        return;
    }
    let source = folder.write("watched.arr", "pub fn twice(x: f64[n]) -> f64[n] = 2.0 * x;\n");
    let library = folder.path("libwatched.so");
    let made = arrc(&[&"build", &"--sanitize=address", &"-o", &library, &source]);
    assert!(made.status.success(), "{}", errors(&made));
    let host = folder.path("host");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture/watched.c");
    let mut compile = Command::new(CLANG);
    compile.args(["-g", flag, "-I"]).arg(folder.path("")).arg(fixture).arg(&library).arg("-o").arg(&host);
    let linked = compile.output().expect("clang starts");
    assert!(linked.status.success(), "{}", text(&linked));
    let run = |mistake: &str| {
        Command::new(&host).arg(mistake).env("LD_LIBRARY_PATH", folder.path("")).output().expect("it starts")
    };
    let right = run("");
    assert!(right.status.success() && text(&right).ends_with("all as expected\n"), "{}", text(&right));
    for (mistake, place) in [("extent", "watched.arr:1:"), ("stride", "support::pack::")] {
        let output = run(mistake);
        let said = text(&output);
        assert!(!output.status.success() && said.contains("heap-buffer-overflow"), "{mistake}: {said}");
        assert!(said.contains(place), "{mistake} is seen in {place}: {said}");
    }
}
