//! The boundary of a library, seen from a host in C: right calls, hostile calls, threads, forks,
//! failing allocations, unloading. `fixture/user.c` has the tests themselves.

use driver::elf::Machine;
use driver::link::{Input, link};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

struct Built {
    folder: tempfile::TempDir,
}

impl Built {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn run(command: &mut Command) {
    let output = command.output().expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    print!("{text}");
    assert!(output.status.success(), "{command:?}: {}\n{text}{errors}", output.status);
}

/// The library from `kernels.c` and the host from `user.c`.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("temporary folder");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
        let built = Built { folder };
        run(Command::new("cc")
            .args(["-c", "-O2", "-fPIC", "-fvisibility=default", "-Wall", "-Wextra", "-o"])
            .args([built.path("kernels.o"), fixture.join("kernels.c")]));
        let functions =
            ["axpy", "hypot2", "total", "tail", "fill", "pick", "scratch", "count"].map(String::from);
        let uniform = ["axpy", "hypot2", "total", "fill", "scratch", "count"];
        let own = ["k_arrc_manifest", "k_last_error", "k_set_num_threads"].map(String::from);
        let mut exports = functions.to_vec();
        exports.extend(uniform.map(|name| format!("{name}_dl")));
        exports.extend(own);
        let objects = [std::fs::read(built.path("kernels.o")).expect("an object")];
        let input = Input { objects: &objects, exports: &exports, machine: Machine::HOST };
        link(&input, &built.path("libk.so")).expect("linked");
        run(Command::new("cc")
            .args(["-O2", "-Wall", "-Wno-unused-function", "-frounding-math", "-I"])
            .arg(&fixture)
            .arg("-o")
            .arg(built.path("user"))
            .arg(fixture.join("user.c"))
            .arg("-L")
            .arg(built.folder.path())
            .args(["-lk", "-lm", "-lpthread", "-ldl"])
            .arg(format!("-Wl,-rpath,{}", built.folder.path().display())));
        built
    })
}

fn host(test: &str) {
    run(Command::new(built().path("user")).arg(test));
}

#[test]
fn typed_calls_compute() {
    host("typed");
}

#[test]
fn typed_calls_with_bad_arguments_are_refused() {
    host("refusals");
}

#[test]
fn uniform_calls_broadcast_and_honour_strides() {
    host("uniform");
}

#[test]
fn uniform_calls_with_bad_tensors_are_refused() {
    host("uniform_refusals");
}

#[test]
fn large_frames_of_any_layout_are_right() {
    host("large");
}

#[test]
fn parallel_loops_cover_everything_once() {
    host("threads");
}

#[test]
fn every_thread_has_its_own_message() {
    host("messages");
}

#[test]
fn forked_children_compute() {
    host("forks");
}

#[test]
fn failed_allocations_are_reported_and_nothing_leaks() {
    host("memory");
}

#[test]
fn failed_thread_starts_cost_speed_only() {
    host("starts");
}

#[test]
fn floating_point_modes_are_set_and_restored() {
    host("modes");
}

#[test]
fn executor_of_the_host_runs_the_parts() {
    host("executor");
}

#[test]
fn small_calls_are_fast() {
    host("speed");
}

#[test]
fn unloading_ends_the_threads() {
    let built = built();
    run(Command::new(built.path("user")).arg("unload").arg(built.path("libk.so")));
}
