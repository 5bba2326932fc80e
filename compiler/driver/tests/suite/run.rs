//! `arrc run`: arguments, files, what is printed.

use std::fs;
use std::process::Stdio;

use crate::process::{Folder, arrc, command, errors, printed};

const PROGRAM: &str = "\
## Adds to every element.
pub fn add(x: f64[n, m], help: i64, output: f64) -> (moved: f64[n, m], total: f64) {
    let moved = x + f64(help) + output;
    (moved = moved, total = sum(moved))
}
pub fn at(x: i64[n], i: i64) -> i64 = x[i];
pub fn table(n: i64) -> i64[n, 70] = for i in 0..n, j in 0..70: 100 * i + j;
";

#[test]
fn parameters_may_be_called_like_options() {
    let folder = Folder::new();
    let source = folder.write("k.arr", PROGRAM);
    let answer =
        arrc(&[&"run", &source, &"add", &"--help", &"3", &"--x", &"[[1, 2], [3, 4]]", &"--output", &"0.5"]);
    assert_eq!(printed(&answer), "moved: f64[2, 2] =\n[[4.5, 5.5],\n [6.5, 7.5]]\ntotal = 24.0\n");
    let help = printed(&arrc(&[&"run", &source, &"at", &"--help"]));
    assert!(help.contains("at --x i64[n] --i i64"), "{help}");
    assert!(printed(&arrc(&[&"run", &"--help"])).contains("Usage"));
}

#[test]
fn literals_choose_the_instance_that_the_language_would() {
    let folder = Folder::new();
    let program = "pub fn total<T: f32 | u8 | f64 | i64>(x: T[n]) -> T = sum(x);\n\
                   pub fn half<T: f32 | u8>(x: T) -> T = x;\n";
    let source = folder.write("k.arr", program);
    for (function, list, result) in [
        ("total", "[1, 9007199254740993]", "9007199254740994"),
        ("total", "[0.1, 0.2]", "0.30000000000000004"),
        ("half", "0.5", "0.5"),
        ("half", "300", "300.0"),
    ] {
        let text = printed(&arrc(&[&"run", &source, &function, &"--x", &list]));
        assert_eq!(text.trim_end().rsplit(' ').next(), Some(result), "{function} {list}: {text}");
    }
}

#[test]
fn large_arrays_are_cut_short() {
    let folder = Folder::new();
    let source = folder.write("k.arr", PROGRAM);
    let text = printed(&arrc(&[&"run", &source, &"table", &"--n", &"30"]));
    assert!(text.contains(", 63, …],\n [100, 101, "), "{text}");
    assert!(text.contains("2363, …],\n …]\n") && !text.contains("2400"), "{text}");
}

#[test]
fn failures_are_messages_for_tools_too() {
    let folder = Folder::new();
    let source = folder.write("k.arr", PROGRAM);
    let json = |arguments: &[&dyn AsRef<std::ffi::OsStr>], status: i32| {
        let answer = arrc(arguments);
        assert_eq!((answer.status.code(), errors(&answer)), (Some(status), String::new()));
        let line: serde_json::Value = serde_json::from_str(&printed(&answer)).expect("one line of JSON");
        assert_eq!(line["severity"], "error");
        line["message"].as_str().expect("a message").to_string()
    };
    let format = "--message-format";
    let call = json(&[&"run", &source, &"at", &"--x", &"[1]", &"--i", &"7", &format, &"json"], 1);
    assert!(call.contains("index 7"), "{call}");
    let usage = json(&[&"run", &format, &"json", &source, &"at", &"--y", &"[1]"], 2);
    assert!(usage.contains("no parameter `y`"), "{usage}");
    assert!(json(&[&"build", &source, &format, &"json", &"--fuel", &"bake=3"], 2).contains("no pass `bake`"));
}

#[test]
fn archives_hold_results_and_arguments_by_name() {
    let folder = Folder::new();
    let (source, file) = (folder.write("k.arr", PROGRAM), folder.path("sums.npz"));
    let x = "[[1, 2], [3, 4]]";
    let made = arrc(&[&"run", &source, &"add", &"--x", &x, &"--help", &"1", &"--output", &"0", &"-o", &file]);
    assert_eq!((printed(&made), errors(&made)), (String::new(), String::new()));
    let bytes = fs::read(&file).expect("an archive");
    assert!(
        bytes.windows(9).any(|part| part == b"moved.npy")
            && bytes.windows(9).any(|part| part == b"total.npy")
    );
    let named =
        folder.write("named.arr", "pub fn f(moved: f64[n, m], total: f64) -> f64 = moved[1, 1] + total;\n");
    let answer = arrc(&[&"run", &named, &"f", &"--moved", &file, &"--total", &file]);
    assert_eq!(printed(&answer), "out = 19.0\n", "{}", errors(&answer));
    let absent = arrc(&[&"run", &source, &"at", &"--x", &file, &"--i", &"0"]);
    assert!(errors(&absent).contains("moved, total"), "{}", errors(&absent));
}

#[test]
fn readers_may_close_the_pipe() {
    let folder = Folder::new();
    let source = folder.write("k.arr", PROGRAM);
    let build = &mut command(&[&"build", &source, &"--emit", &"loops"]);
    let mut child = build.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("arrc starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(errors(&output), "");
}

#[test]
fn channels_are_no_columns() {
    let folder = Folder::new();
    let source = folder.write(
        "k.arr",
        "pub fn paint(h: i64, w: i64) -> u8[h, w, 3] = for y in 0..h, x in 0..w, c in 0..3: u8(c);\n\
         pub fn darken(x: u8[h, w]) -> u8[h, w] = x // 2;\n\
         pub fn invert(x: u8) -> u8 = 255 - x;\n",
    );
    let picture = folder.path("rgb.png");
    let painted = arrc(&[&"run", &source, &"paint", &"--h", &"4", &"--w", &"5", &"-o", &picture]);
    assert!(painted.status.success(), "{}", errors(&painted));
    let refused = arrc(&[&"run", &source, &"darken", &"--x", &picture]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("has 3 channels and `x` is u8[h, w]"), "{}", errors(&refused));
    assert!(arrc(&[&"run", &source, &"invert", &"--x", &picture]).status.success(), "element by element");
}

/// What fails, its arguments, and the message.
const FAILURES: [(&str, &[&str], &str); 5] = [
    (
        "largest",
        &["--labels", "[1, -1]"],
        "largest: index -1 is outside axis 0 of `h` with extent 3, in std/search.arr:",
    ),
    ("largest", &["--labels", "[1, -1]"], "(k.arr:1:48)"),
    (
        "steps",
        &["--x", "[1, 2]", "--k", "1152921504606846976"],
        "no memory for `y`: f64[k, n], 2305843009213693952 elements (k.arr:3:",
    ),
    // More elements than an `i64` counts are not taken for a negative number of them.
    ("steps", &["--x", "[1, 2]", "--k", "4611686018427387904"], "no memory for `y`: f64[k, n], "),
    (
        "chosen",
        &["--x", "[1, 2, 3]", "--m", "[true, true, false]"],
        "index 2 is outside axis 0 of `x[…]` with extent 2",
    ),
];

#[test]
fn failures_name_the_line_and_the_array_of_the_program() {
    let folder = Folder::new();
    let program = "pub fn largest(labels: i64[n]) -> i64 = argmax(bincount(labels, 3));\n\
                   pub fn steps(x: f64[n], k: i64) -> f64 {\n\
                       var y = f64[k, n](0);\n\
                       y[0, 0] = sum(x);\n\
                       loop i in 1..k { y[i] = y[i - 1] * 2.0; }\n\
                       sum(y)\n\
                   }\n\
                   pub fn chosen(x: f64[n], m: bool[n]) -> f64 = x[m][2];\n";
    let source = folder.write("k.arr", program);
    for (function, arguments, message) in FAILURES {
        let mut all: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&"run", &source, &function];
        all.extend(arguments.iter().map(|argument| argument as &dyn AsRef<std::ffi::OsStr>));
        let said = errors(&arrc(&all));
        assert!(said.contains(message), "{function}: {said}");
    }
}
