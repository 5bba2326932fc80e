//! `arrc fmt` as a process.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::process::{Folder, arrc, command, errors, printed};

const UGLY: &str = "pub fn  f(x:f64)->f64=x+1.0 ; # one\n";
const PRETTY: &str = "pub fn f(x: f64) -> f64 = x + 1.0;  # one\n";

#[test]
fn files_are_formatted_in_place() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let (ugly, pretty) = (folder.write("ugly.arr", UGLY), folder.write("pretty.arr", PRETTY));
    let link = folder.path("link.arr");
    std::os::unix::fs::symlink(&ugly, &link).expect("a link");
    fs::set_permissions(&ugly, fs::Permissions::from_mode(0o751)).expect("permissions");
    let before = fs::metadata(&pretty).expect("a file").modified().expect("a time");
    let output = arrc(&[&"fmt", &link, &pretty]);
    assert_eq!((output.status.code(), printed(&output)), (Some(0), String::new()), "{}", errors(&output));
    assert_eq!(fs::read_to_string(&ugly).expect("a text"), PRETTY);
    let data = fs::metadata(&ugly).expect("a file");
    assert_eq!(data.permissions().mode() & 0o777, 0o751);
    assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
    assert_eq!(fs::metadata(&pretty).expect("a file").modified().expect("a time"), before, "left alone");
}

#[test]
fn check_names_files_and_changes_nothing() {
    let folder = Folder::new();
    let (ugly, pretty) = (folder.write("ugly.arr", UGLY), folder.write("pretty.arr", PRETTY));
    let output = arrc(&[&"fmt", &"--check", &pretty, &ugly]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(printed(&output), format!("{}\n", ugly.display()));
    assert_eq!(fs::read_to_string(&ugly).expect("a text"), UGLY);
    assert_eq!(arrc(&[&"fmt", &"--check", &pretty]).status.code(), Some(0));
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let mut child =
        command(&[&"fmt", &"-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("arrc starts");
    child.stdin.take().expect("a pipe").write_all(UGLY.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), printed(&output)), (Some(0), PRETTY.to_string()));
}

#[test]
fn files_with_errors_are_left_alone_and_the_others_formatted() {
    let folder = Folder::new();
    let (bad, ugly) = (folder.write("bad.arr", "fn f( = 1;\n"), folder.write("ugly.arr", UGLY));
    let output = arrc(&[&"fmt", &bad, &ugly]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("bad.arr"), "{}", errors(&output));
    assert_eq!(fs::read_to_string(&bad).expect("a text"), "fn f( = 1;\n");
    assert_eq!(fs::read_to_string(&ugly).expect("a text"), PRETTY);
    let json = printed(&arrc(&[&"fmt", &bad, &"--message-format", &"json"]));
    assert!(
        serde_json::from_str::<serde_json::Value>(json.lines().next().unwrap_or_default()).is_ok(),
        "{json}"
    );
}

#[test]
fn wrong_usage_of_fmt() {
    let folder = Folder::new();
    assert_eq!(arrc(&[&"fmt"]).status.code(), Some(2));
    assert_eq!(arrc(&[&"fmt", &folder.path("absent.arr")]).status.code(), Some(2));
}

#[test]
fn types_and_patterns_keep_their_parentheses() {
    let folder = Folder::new();
    let text = "pub fn f(x: (f64[n]), y: ((f64))) -> (f64, (i64)) {\n    let ((a), b) = ((x[0] + y), (1));\n    (a, b)\n}\n";
    let file = folder.write("k.arr", text);
    let output = arrc(&[&"fmt", &"--check", &file]);
    assert_eq!((output.status.code(), printed(&output)), (Some(0), String::new()), "{}", errors(&output));
}

#[test]
fn files_that_are_read_only_are_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let file = folder.write("k.arr", UGLY);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).expect("permissions");
    let output = arrc(&[&"fmt", &file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("read-only"), "{}", errors(&output));
    assert_eq!(fs::read_to_string(&file).expect("a text"), UGLY);
}
