//! Linking: the result loads, has the right symbols, is the same every time.

use driver::elf::Machine;
use driver::link::{Input, LinkError, check_writable, link};
use std::path::Path;
use std::process::Command;

use crate::process::{Folder, arrc, errors, printed};

/// Compiles C to an object; stands for what codegen makes.
fn compile(source: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("temporary folder");
    let c_file = folder.path().join("kernel.c");
    let object = folder.path().join("kernel.o");
    std::fs::write(&c_file, source).expect("written");
    let status = Command::new("cc")
        .args(["-c", "-O2", "-fPIC", "-ffunction-sections", "-o"])
        .args([&object, &c_file])
        .status()
        .expect("a C compiler");
    assert!(status.success());
    std::fs::read(&object).expect("an object")
}

fn link_c(source: &str, names: &[&str], out: &Path) -> Result<(), LinkError> {
    let exports: Vec<String> = names.iter().map(ToString::to_string).collect();
    let objects = [compile(source)];
    let input = Input { objects: &objects, exports: &exports, machine: Machine::HOST, watched_support: None };
    link(&input, out)
}

const ADD: &str = "#include <string.h>
int arrc_rt_call_typed(const void *, void *const *);
int hidden(int x) { return x; }
int add(int a, int b) { return a + b; }
int call(void *p) { return arrc_rt_call_typed(p, p); }
void copy(char *a, char *b, long n) { memcpy(a, b, n); }";

fn dynamic_symbols(path: &Path) -> String {
    let output = Command::new("nm").arg("-D").arg(path).output().expect("nm");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn library_exports_what_was_asked_for_and_needs_libc_only() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let out = folder.path().join("libk.so");
    link_c(ADD, &["add", "call", "copy"], &out).expect("linked");
    let symbols = dynamic_symbols(&out);
    for name in ["add", "call", "copy"] {
        assert!(symbols.lines().any(|line| line.ends_with(&format!(" {name}"))), "{symbols}");
    }
    assert!(!symbols.contains("hidden") && !symbols.contains("arrc_rt"), "{symbols}");
    assert!(symbols.contains("memcpy@GLIBC_2.2.5"), "{symbols}");
    let output = Command::new("readelf").arg("-dlW").arg(&out).output().expect("readelf");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let needed: Vec<&str> = text.lines().filter(|line| line.contains("(NEEDED)")).collect();
    assert_eq!(needed.len(), 1, "{text}");
    assert!(needed[0].contains("[libc.so.6]") && text.contains("(FINI)"), "{text}");
    assert!(!text.contains("RWE") && !text.contains("INIT_ARRAY"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
}

#[test]
fn same_input_gives_same_bytes() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let paths = ["one", "two"].map(|name| folder.path().join(name).join("libk.so"));
    for path in &paths {
        std::fs::create_dir(path.parent().expect("a folder")).expect("made");
        link_c(ADD, &["add"], path).expect("linked");
    }
    let bytes = paths.map(|path| std::fs::read(path).expect("a library"));
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn call_into_libm_is_refused() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let out = folder.path().join("libk.so");
    let source = "double sin(double); double f(double x) { return sin(x); }";
    let error = link_c(source, &["f"], &out).expect_err("undefined symbol");
    assert!(error.to_string().contains("undefined symbol: sin"), "{error}");
    assert!(!out.exists());
    link_c(ADD, &["add"], &out).expect("lld runs again after an error");
}

#[test]
fn unwritable_output_is_noticed_before_the_work() {
    assert!(check_writable(Path::new("/nonexistent/folder/libk.so")).is_err());
    let folder = tempfile::tempdir().expect("temporary folder");
    assert!(check_writable(folder.path()).is_err());
    assert!(check_writable(&folder.path().join("libk.so")).is_ok());
}

#[test]
fn two_relocatable_objects_fit_into_one_program() {
    let folder = Folder::new();
    let objects = ["one", "two"].map(|name| {
        let text = format!("pub fn {name}(a: f64[n, n], b: f64[n, n]) -> f64[n, n] = a @ b;\n");
        let source = folder.write(&format!("{name}.arr"), &text);
        let object = folder.path(&format!("{name}.o"));
        let output = arrc(&[&"build", &source, &"-o", &object, &"--cpu", &"v2"]);
        assert!(output.status.success(), "{}", errors(&output));
        object
    });
    let main = folder.write(
        "main.c",
        "#include \"one.h\"\n#include \"two.h\"\nint main(void) {
    double a[4] = {1, 2, 3, 4}, b[4], c[4];
    arrc_f64_2d va = {a, {2, 2}, {2, 1}}, vb = {b, {2, 2}, {2, 1}}, vc = {c, {2, 2}, {2, 1}};
    if (one(&va, &va, &vb) != ARRC_OK || two(&vb, &va, &vc) != ARRC_OK) return 1;
    one_set_num_threads(1);
    return c[0] == 37 && c[3] == 118 && !*two_last_error() ? 0 : 2;
}\n",
    );
    let program = folder.path("main");
    let made = Command::new("cc").arg("-o").arg(&program).arg(&main).args(&objects).output().expect("cc");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(Command::new(&program).status().expect("a program").code(), Some(0));
    let names = Command::new("nm").args(["-g", "--defined-only"]).arg(&objects[0]).output().expect("nm");
    let names = String::from_utf8_lossy(&names.stdout).into_owned();
    let mut names: Vec<&str> = names.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    names.sort_unstable();
    assert_eq!(names, ["one", "one_arrc_manifest", "one_dl", "one_last_error", "one_set_num_threads"]);
}

#[test]
fn large_frames_probe_the_stack() {
    let folder = Folder::new();
    let source = folder.write("k.arr", "pub fn mm(a: f64[n, k], b: f64[k, m]) -> f64[n, m] = a @ b;\n");
    let output = arrc(&[&"build", &source, &"--emit", &"asm", &"--cpu", &"v3"]);
    let text = printed(&output);
    let steps =
        text.lines().filter_map(|line| line.trim().strip_prefix("subq\t$")?.split(',').next()?.parse().ok());
    let largest: i64 = steps.max().expect("a frame");
    assert!(largest <= 4096, "a step of {largest} bytes passes over a guard page");
}
