//! The build cache as a process sees it.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::process::{Folder, arrc, command, errors};

const GOOD: &str = "pub fn twice(x: f64[n]) -> f64[n] = 2.0 * x;\n";

/// Builds `k.arr` of the folder with its `cache`.
fn build(folder: &Folder, library: &str, more: &[&str]) -> Output {
    let (source, library) = (folder.path("k.arr"), folder.path(library));
    let mut command = command(&[&"build", &source, &"-o", &library]);
    let output = command.args(more).env("ARRC_CACHE", folder.path("cache")).output().expect("arrc starts");
    assert!(output.status.success(), "{}", errors(&output));
    output
}

fn entries(folder: &Folder) -> Vec<std::path::PathBuf> {
    let read = fs::read_dir(folder.path("cache")).expect("the cache");
    let mut paths: Vec<_> = read.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn bytes(path: impl AsRef<Path>) -> Vec<u8> {
    fs::read(path).expect("a file")
}

#[test]
fn an_unchanged_build_is_answered_with_the_same_bytes() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let source = folder.write("k.arr", GOOD);
    let plain = folder.path("plain/libk.so");
    fs::create_dir(folder.path("plain")).expect("a folder");
    assert!(arrc(&[&"build", &source, &"-o", &plain]).status.success());
    build(&folder, "libk.so", &[]);
    // The entry is where the second build takes the library from: a changed one would be seen.
    let [entry] = &entries(&folder)[..] else { panic!("one entry") };
    let written = fs::metadata(entry).expect("an entry").modified().expect("a time");
    for name in ["libk.so", "k.h"] {
        fs::remove_file(folder.path(name)).expect("it was built");
    }
    build(&folder, "libk.so", &[]);
    assert!(fs::metadata(entry).expect("an entry").modified().expect("a time") > written, "it was used");
    for name in ["libk.so", "k.h"] {
        assert!(bytes(folder.path(name)) == bytes(plain.with_file_name(name)), "{name}");
    }
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode();
    assert_eq!(mode(&folder.path("libk.so")), mode(&plain));
}

#[test]
fn everything_that_a_library_depends_on_is_in_the_key() {
    let folder = Folder::new();
    folder.write("k.arr", GOOD);
    build(&folder, "libk.so", &[]);
    build(&folder, "libother.so", &[]);
    build(&folder, "libk.so", &["--cpu", "v3"]);
    build(&folder, "libk.so", &["--fuel", "fuse-vertical=0"]);
    folder.write("k.arr", GOOD.replace("2.0", "3.0"));
    build(&folder, "libk.so", &[]);
    assert_eq!(entries(&folder).len(), 5);
    folder.write("k.arr", GOOD);
    build(&folder, "libk.so", &["--no-header", "-M", "unused.d"]);
    fs::remove_file("unused.d").expect("the rule");
    build(&folder, "libk.so", &[]);
    assert_eq!(entries(&folder).len(), 6, "the place of the rule does not count");
}

#[test]
fn damaged_entries_are_replaced() {
    let folder = Folder::new();
    folder.write("k.arr", GOOD);
    build(&folder, "libk.so", &[]);
    let library = bytes(folder.path("libk.so"));
    let [entry] = &entries(&folder)[..] else { panic!("one entry") };
    let whole = bytes(entry);
    fs::write(entry, &whole[..whole.len() / 2]).expect("written");
    build(&folder, "libk.so", &[]);
    assert!(bytes(folder.path("libk.so")) == library);
    assert!(bytes(entry) == whole);
}

#[test]
fn warnings_are_told_again() {
    let folder = Folder::new();
    folder.write("k.arr", "pub fn f(x: f64) -> f64 {\n    sqrt(x);\n    x\n}\n");
    let first = errors(&build(&folder, "libk.so", &[]));
    assert!(first.contains("warning"), "{first}");
    assert_eq!(first, errors(&build(&folder, "libk.so", &[])));
}

#[test]
fn a_folder_that_cannot_be_used_changes_nothing() {
    let folder = Folder::new();
    folder.write("k.arr", GOOD);
    folder.write("cache", "no folder");
    build(&folder, "libk.so", &[]);
    assert!(folder.path("libk.so").exists());
}

#[test]
fn builds_at_once_do_not_disturb_each_other() {
    let folder = Folder::new();
    folder.write("k.arr", GOOD);
    build(&folder, "libk.so", &[]);
    let library = bytes(folder.path("libk.so"));
    fs::remove_dir_all(folder.path("cache")).expect("the cache");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let folder = &folder;
            scope.spawn(move || {
                let place = format!("{thread}");
                fs::create_dir(folder.path(&place)).expect("a folder");
                build(folder, &format!("{place}/libk.so"), &[]);
            });
        }
    });
    for thread in 0..4 {
        assert!(bytes(folder.path(&format!("{thread}/libk.so"))) == library);
    }
    assert_eq!(entries(&folder).len(), 1, "nothing half-written is left");
}
