//! Libraries and their hosts under the sanitizers for memory, for threads and for undefined behaviour, and under valgrind:
//! `fixture/sanitized.c` calls the support code and kernels in C from 64 threads at once, the other hosts what arrc made.
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

/// Whether there is a clang with the runtime of a sanitizer.
fn has_runtime(sanitizer: &str, folder: &Folder) -> bool {
    let empty = folder.write("empty.c", "int main(void) { return 0; }\n");
    let flag = format!("-fsanitize={sanitizer}");
    let probe = Command::new(CLANG).arg(&flag).arg(&empty).arg("-o").arg(folder.path("empty")).output();
    let found = probe.is_ok_and(|output| output.status.success());
    if !found {
        println!("left out: {CLANG} with {flag} is missing");
    }
    found
}

/// `fixture/threads.c`, as a compiler with options makes it, with a library that arrc made.
fn callers(folder: &Folder, options: &[&str], compiler: &[&str]) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    let (library, source) = (folder.path("libthreads.so"), fixture.join("threads.arr"));
    let mut arguments: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&"build", &"-o", &library, &source];
    arguments.extend(options.iter().map(|option| option as &dyn AsRef<std::ffi::OsStr>));
    let made = arrc(&arguments);
    assert!(made.status.success(), "{}", errors(&made));
    let host = folder.path("host");
    let mut compile = Command::new(compiler[0]);
    compile.args(&compiler[1..]).args(["-g", "-O1", "-I"]).arg(folder.path(""));
    compile.arg(fixture.join("threads.c")).arg(&library).args(["-lpthread", "-o"]).arg(&host);
    let linked = compile.output().expect("the C compiler starts");
    assert!(linked.status.success(), "{}", text(&linked));
    host
}

/// A library on several threads that a sanitizer watches is called as it should be at every CPU level, and with
/// mistakes, of which it tells the place.
fn watched_callers(sanitizer: &str, mistakes: &[&str], complaint: &str) {
    let folder = Folder::new();
    if !has_runtime(sanitizer, &folder) {
        return;
    }
    let flags = [format!("--sanitize={sanitizer}"), format!("-fsanitize={sanitizer}")];
    let host = callers(&folder, &[&flags[0]], &[CLANG, &flags[1]]);
    for level in ["2", "3", "4"] {
        let run = |mistake: &str| {
            let mut command = Command::new(&host);
            command.arg(mistake).env("LD_LIBRARY_PATH", folder.path("")).env("ARRC_CPU_LEVEL", level);
            command.output().expect("it starts")
        };
        let right = run("");
        let said = text(&right);
        assert!(right.status.success() && said.ends_with("all as expected\n"), "v{level}: {said}");
        for mistake in mistakes {
            let output = run(mistake);
            let said = text(&output);
            assert!(!output.status.success() && said.contains(complaint), "v{level}, {mistake}: {said}");
            assert!(said.contains("threads.arr:"), "v{level}, {mistake}: the place is missing: {said}");
        }
    }
}

#[test]
fn calls_of_several_threads_do_not_race() {
    watched_callers("thread", &["one result", "one short result"], "data race");
}

#[test]
fn what_nobody_has_written_decides_nothing() {
    watched_callers("memory", &["nothing written"], "use-of-uninitialized-value");
}

/// The same host under valgrind, which knows neither library nor host: nothing is read that was not written, nothing
/// outside, nothing is left behind.
#[test]
fn valgrind_has_nothing_to_say() {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("left out: valgrind is missing");
        return;
    }
    let folder = Folder::new();
    let host = callers(&folder, &[], &["cc", "-DSMALL"]);
    // Its processor has no AVX-512.
    let run = |level: &str, mistake: &str| {
        let mut command = Command::new("valgrind");
        command.args(["-q", "--error-exitcode=9", "--leak-check=full"]).arg(&host).arg(mistake);
        command.env("LD_LIBRARY_PATH", folder.path("")).env("ARRC_CPU_LEVEL", level);
        command.output().expect("it starts")
    };
    for level in ["2", "3"] {
        let right = run(level, "");
        assert!(right.status.success() && text(&right) == "all as expected\n", "v{level}: {}", text(&right));
        let wrong = run(level, "nothing written");
        assert!(
            !wrong.status.success() && text(&wrong).contains("threads.arr:"),
            "v{level}: {}",
            text(&wrong)
        );
    }
}

/// Called as it should be, and with mistakes in the length and in the stride.
#[test]
fn a_watched_library_tells_wrong_accesses() {
    let folder = Folder::new();
    let flag = "-fsanitize=address";
    if !has_runtime("address", &folder) {
        return;
    }
    let source = folder.write(
        "watched.arr",
        "pub fn twice(x: f64[n]) -> f64[n] = 2.0 * x;\n\
         pub fn least(x: f64[n]) -> f64 = min(x);\n",
    );
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
