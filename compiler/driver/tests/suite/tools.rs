//! Commands for those who build with arrc and on arrc: `opt`, `completions`, dependency files.

use std::fs;

use crate::process::{Folder, arrc, command, errors, printed};

const ARRAY: &str = "func @f(%n.0: size, %x.1: f64[%n.0]) -> (f64[%n.0]) exported {
  %y.2: f64[%n.0] = build [%i.3 < %n.0] {
    %a.4: f64 = index %x.1[%i.3]
    yield %a.4
  }
  %z.5: f64[%n.0] = build [%j.6 < %n.0] {
    %b.7: f64 = index %y.2[%j.6]
    %c.8: f64 = add %b.7, %b.7
    yield %c.8
  }
  yield %z.5
}
";

#[test]
fn opt_runs_the_passes_that_are_named() {
    let folder = Folder::new();
    let file = folder.write("f.array", ARRAY);
    assert_eq!(printed(&arrc(&[&"opt", &file])).matches("build").count(), 2);
    let fused = arrc(&[&"opt", &file, &"--passes", &"fuse-vertical,simplify"]);
    assert_eq!(printed(&fused).matches("build").count(), 1, "{}", errors(&fused));
}

#[test]
fn opt_takes_the_loop_ir_at_every_stage() {
    let folder = Folder::new();
    let source = folder.write("k.arr", "pub fn twice(x: f64[n]) -> f64[n] = 2.0 * x;\n");
    let scheduled = arrc(&[&"build", &source, &"--emit-after", &"schedule", &"--cpu", &"v3"]);
    let file = folder.write("k.loops", &scheduled.stdout);
    let rest = "expand-reductions,expand-scans,vectorise,unroll,simplify-loops,bound-stack,deinterleave";
    let done = printed(&arrc(&[&"opt", &file, &"--passes", &rest]));
    assert!(done.contains("f64x8") || done.contains("f64x4"), "{done}");
    let file = folder.write("done.loops", &done);
    assert!(arrc(&[&"opt", &file, &"--passes", &"simplify-loops"]).status.success());
}

#[test]
fn opt_refuses_what_is_no_program_and_no_pass() {
    let folder = Folder::new();
    let good = folder.write("f.array", ARRAY);
    let unknown = arrc(&[&"opt", &good, &"--passes", &"simplify,wash"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(errors(&unknown).contains("no pass `wash`") && errors(&unknown).contains("fuse-vertical"));
    let broken = [ARRAY.replace("%x.1[%i.3]", "%q.9[%i.3]"), ARRAY[..80].to_string(), "pub fn".to_string()];
    for (number, text) in broken.iter().enumerate() {
        let output = arrc(&[&"opt", &folder.write(&format!("{number}.array"), text)]);
        assert_eq!(output.status.code(), Some(1), "{text}\n{}", errors(&output));
    }
    assert_eq!(arrc(&[&"opt", &folder.path("absent.array")]).status.code(), Some(2));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = printed(&arrc(&[&"completions", &shell]));
        for word in ["build", "check", "run", "inspect", "opt", "completions", "emit-after"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(arrc(&[&"completions", &"tcsh"]).status.code(), Some(2));
}

#[test]
fn dependency_files_are_rules_of_make() {
    let folder = Folder::new();
    let source = folder.write("my k.arr", "pub fn twice(x: f64[n]) -> f64[n] = 2.0 * x;\n");
    let (library, rule) = (folder.path("libk.so"), folder.path("k.d"));
    let build = || {
        let mut command =
            command(&[&"build", &source, &"-o", &library, &"--depfile", &rule, &"--cpu", &"v2"]);
        assert!(command.env("ARRC_CACHE", folder.path("cache")).status().expect("arrc starts").success());
        fs::read_to_string(&rule).expect("the rule")
    };
    let header = folder.path("k.h");
    let expected = format!(
        "{} {}: {}\n",
        library.display(),
        header.display(),
        source.display().to_string().replace(' ', "\\ ")
    );
    assert_eq!(build(), expected);
    fs::remove_file(&rule).expect("the rule");
    assert_eq!(build(), expected, "from the cache too");
    // A slip must not cost the source or the library.
    for other in [&source, &library, &header] {
        let before = std::fs::read(other).expect("there");
        let output = arrc(&[&"build", &source, &"-o", &library, &"-M", other]);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains("give the rule a file of its own"), "{}", errors(&output));
        assert_eq!(std::fs::read(other).expect("still there"), before);
    }
    let emit = arrc(&[&"build", &source, &"--emit", &"array", &"-M", &rule]);
    assert_eq!(emit.status.code(), Some(2), "a printed stage is no target");
}

#[test]
fn nothing_of_somebody_else_is_replaced() {
    let folder = Folder::new();
    let source = folder.write("k.arr", "pub fn two(x: f64[n]) -> (f64[n], f64[n]) = (x, -x);\n");
    let library = folder.path("libk.so");
    let header = folder.write("k.h", "int mine;\n");
    let refused = arrc(&[&"build", &source, &"-o", &library]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("arrc has not made it"), "{}", errors(&refused));
    assert!(!library.exists(), "refused before the work starts");
    assert_eq!(fs::read_to_string(&header).expect("the header"), "int mine;\n");
    fs::remove_file(&header).expect("the header");
    // The second build replaces its own header; a device is written into.
    for _ in 0..2 {
        let built = arrc(&[&"build", &source, &"-o", &library, &"--cpu", &"v2", &"-M", &"/dev/null"]);
        assert!(built.status.success(), "{}", errors(&built));
    }
    assert!(!fs::metadata("/dev/null").expect("the device").is_file());
    let twice = arrc(&[&"run", &source, &"two", &"--x", &"[1]", &"-o", &"a.npy", &"-o", &"a.npy"]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(errors(&twice).contains("given twice"), "{}", errors(&twice));
    let sizes = arrc(&[&"bench", &source, &"--size", &"n=1", &"--size", &"n=2"]);
    assert!(errors(&sizes).contains("`--size n` is given twice"), "{}", errors(&sizes));
    let before = arrc(&[&"run", &"--x", &"[1]", &source, &"two"]);
    assert_eq!(before.status.code(), Some(2));
    assert!(errors(&before).contains("behind its name"), "{}", errors(&before));
}

#[test]
fn remarks_and_times_go_with_every_output() {
    let folder = Folder::new();
    let source =
        folder.write("k.arr", "pub fn sums(x: f64[n]) -> f64 {\n    let y = 2.0 * x;\n    sum(y)\n}\n");
    let library = folder.path("libk.so");
    for output in [&["--emit", "array"][..], &["--emit", "asm", "--cpu", "v3"], &["--cpu", "v3"]] {
        let mut all: Vec<&dyn AsRef<std::ffi::OsStr>> =
            vec![&"build", &source, &"--remarks", &"--time-passes"];
        all.extend(output.iter().map(|argument| argument as &dyn AsRef<std::ffi::OsStr>));
        if output.len() == 2 && output[0] == "--cpu" {
            all.extend([&"-o" as &dyn AsRef<std::ffi::OsStr>, &library]);
        }
        let said = errors(&arrc(&all));
        assert!(
            said.contains("k.arr:2:13: fuse-vertical: fused") && said.contains(" ms  array: inline"),
            "{said}"
        );
    }
    let json =
        errors(&arrc(&[&"build", &source, &"--emit", &"loops", &"--remarks", &"--message-format", &"json"]));
    let first: serde_json::Value =
        serde_json::from_str(json.lines().next().unwrap_or_default()).expect("JSON");
    assert_eq!((&first["pass"], &first["line"]), (&"fuse-vertical".into(), &2.into()), "{json}");
}

#[test]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    for arguments in [&["explain", "E0120"][..], &["--help"], &["completions", "bash"]] {
        let arguments: Vec<&dyn AsRef<std::ffi::OsStr>> = arguments.iter().map(|word| word as _).collect();
        let output =
            command(&arguments).stdout(full.try_clone().expect("a handle")).output().expect("arrc starts");
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains("cannot write to standard output"), "{}", errors(&output));
    }
}
