//! The command `arrc` as a process: exit statuses, outputs, messages for tools, sources of all kinds.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::process::{Folder, arrc, errors};

const GOOD: &str = "pub fn twice(x: f64[n]) -> f64[n] = 2.0 * x;\n";

fn build(source: &Path, output: &Path) -> Output {
    arrc(&[&"build", &source, &"--cpu", &"v2", &"-o", &output])
}

#[test]
fn exit_status_tells_programs_from_usage() {
    let folder = Folder::new();
    let good = folder.write("good.arr", GOOD);
    let bad = folder.write("bad.arr", "pub fn f(x: f64) -> f64 = y;\n");
    assert_eq!(build(&good, &folder.path("libgood.so")).status.code(), Some(0));
    assert_eq!(folder.files(), ["bad.arr", "good.arr", "good.h", "libgood.so"]);
    assert_eq!(arrc(&[&"check", &good]).status.code(), Some(0));
    assert_eq!(build(&bad, &folder.path("libbad.so")).status.code(), Some(1));
    assert_eq!(arrc(&[&"check", &bad]).status.code(), Some(1));
    assert_eq!(arrc(&[&"check", &bad, &good]).status.code(), Some(1), "all are looked at");
    assert_eq!(folder.files().len(), 4, "a failed build leaves nothing");
    let wrong_usage: [&[&dyn AsRef<std::ffi::OsStr>]; 6] = [
        &[],
        &[&"bake", &good],
        &[&"build", &folder.path("absent.arr")],
        &[&"build", &good, &"--cpu", &"v9"],
        &[&"build", &good, &"-o", &folder.path("library.dll")],
        &[&"build", &good, &"--emit-after", &"no-such-pass"],
    ];
    for arguments in wrong_usage {
        assert_eq!(arrc(arguments).status.code(), Some(2), "{}", errors(&arrc(arguments)));
    }
    assert_eq!(arrc(&[&"--help"]).status.code(), Some(0));
}

#[test]
fn outputs_that_cannot_be_written_are_refused_before_the_work() {
    let folder = Folder::new();
    // The program is wrong too, which would be told if it were read.
    let source = folder.write("bad.arr", "pub fn f(x: f64) -> f64 = y;\n");
    let taken = folder.path("libtaken.so");
    fs::create_dir(&taken).expect("a folder");
    for output in [taken, folder.path("absent/libk.so")] {
        let answer = build(&source, &output);
        assert_eq!(answer.status.code(), Some(2), "{}", errors(&answer));
        assert!(errors(&answer).contains("cannot write"), "{}", errors(&answer));
    }
    assert_eq!(folder.files(), ["bad.arr", "libtaken.so"]);
}

#[test]
fn a_failed_build_leaves_the_old_library() {
    let folder = Folder::new();
    let (source, library) = (folder.write("k.arr", GOOD), folder.path("libk.so"));
    assert!(build(&source, &library).status.success());
    let before = fs::read(&library).expect("a library");
    folder.write("k.arr", "pub fn f(x: f64) -> f64 = y;\n");
    assert_eq!(build(&source, &library).status.code(), Some(1));
    assert!(before == fs::read(&library).expect("a library"));
    assert_eq!(folder.files(), ["k.arr", "k.h", "libk.so"]);
}

#[test]
fn two_builds_in_different_folders_give_the_same_bytes() {
    let build_in = |folder: &Folder| {
        let output = arrc(&[&"build", &folder.write("k.arr", GOOD), &"-o", &folder.path("libk.so")]);
        assert!(output.status.success(), "{}", errors(&output));
        (
            fs::read(folder.path("libk.so")).expect("a library"),
            fs::read(folder.path("k.h")).expect("a header"),
        )
    };
    assert!(build_in(&Folder::new()) == build_in(&Folder::new()));
}

#[test]
fn messages_for_tools_are_json_line_by_line() {
    let folder = Folder::new();
    let source =
        folder.write("bad.arr", "pub fn f(x: f64) -> f64 = y + z;\nfn g(a: i64) -> i64 = a + 1.5;\n");
    let output = arrc(&[&"check", &source, &"--message-format", &"json"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let messages: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect();
    assert!(messages.len() >= 2, "{text}");
    assert!(
        messages.iter().all(|message| message["code"].is_string() && message["message"].is_string()),
        "{text}"
    );
}

/// Whatever stands in a file, arrc ends with a message or a result.
#[test]
fn sources_of_all_kinds_end_with_an_error_or_a_result() {
    let folder = Folder::new();
    let nested = |open: &str, close: &str| {
        let (open, close) = (open.repeat(100_000), close.repeat(100_000));
        format!("pub fn f(n: i64) -> i64 = {open}n{close};\n").into_bytes()
    };
    let comments = ["#", &"y".repeat(98), "\n"].concat().repeat(1_000_000);
    let sources: [(&str, Vec<u8>); 9] = [
        ("not-utf8", b"pub fn f(x: f64) -> f64 = x \xff\xfe;".to_vec()),
        ("empty", Vec::new()),
        ("zeros", vec![0; 10_000]),
        ("parentheses", nested("(", ")")),
        ("blocks", nested("{", "}")),
        ("minuses", nested("-", "")),
        ("sums", nested("sum(for i in 0..n: ", ")")),
        ("terms", format!("pub fn f(x: f64) -> f64 = {}x;\n", "x + ".repeat(1_000_000)).into_bytes()),
        ("large", [comments.as_bytes(), GOOD.as_bytes()].concat()),
    ];
    for (name, content) in sources {
        let source = folder.write(&format!("{name}.arr"), content);
        let output = build(&source, &folder.path("libk.so"));
        let said = errors(&output);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?}\n{said:.2000}", output.status);
        assert!(output.status.success() || said.contains("error"), "{name}: {said:.2000}");
    }
}

#[test]
fn fixes_are_made_in_the_file_and_the_rest_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let source = folder.write("f.arr", "pub fn f(x: float64[n]) -> f64[n] = np.sqrt(x) && y;\n");
    fs::set_permissions(&source, fs::Permissions::from_mode(0o750)).expect("permissions");
    let plain = arrc(&[&"check", &source]);
    assert_eq!(plain.status.code(), Some(1));
    assert!(fs::read_to_string(&source).expect("text").contains("float64"), "only --fix changes the file");
    let fixed = arrc(&[&"check", &"--fix", &source]);
    assert_eq!(fixed.status.code(), Some(1), "`y` is not known");
    assert!(
        errors(&fixed).contains("3 changes made") && errors(&fixed).contains("E0100"),
        "{}",
        errors(&fixed)
    );
    let text = fs::read_to_string(&source).expect("text");
    assert_eq!(text, "pub fn f(x: f64[n]) -> f64[n] = sqrt(x) and y;\n");
    let mode = fs::metadata(&source).expect("a file").permissions().mode();
    assert_eq!((mode & 0o777, folder.files().len()), (0o750, 1));
    let again = arrc(&[&"check", &"--fix", &source]);
    assert!(!errors(&again).contains("made"), "{}", errors(&again));
}

#[test]
fn codes_are_explained() {
    let page = arrc(&[&"explain", &"e0123"]);
    assert_eq!(page.status.code(), Some(0));
    let page = String::from_utf8_lossy(&page.stdout).into_owned();
    assert!(page.starts_with("E0123: ") && page.contains("    fn "), "{page}");
    assert_eq!(arrc(&[&"explain", &"E9999"]).status.code(), Some(2));
}

#[test]
fn a_program_that_is_too_large_to_build_does_not_pass_check() {
    let folder = Folder::new();
    let mut program = String::from("fn twice0(x: f64) -> f64 = x + 1.0;\n");
    for k in 1..25 {
        program += &format!("fn twice{k}(x: f64) -> f64 = twice{0}(x) + twice{0}(2.0 * x);\n", k - 1);
    }
    program += "pub fn last(x: f64) -> f64 = twice24(x);\n";
    let source = folder.write("k.arr", &program);
    for command in ["check", "build"] {
        let answer = arrc(&[&command, &source]);
        assert_eq!(answer.status.code(), Some(1));
        let said = errors(&answer);
        assert!(said.contains("call a function once") && said.contains("k.arr:26:5)"), "{said}");
    }
}
