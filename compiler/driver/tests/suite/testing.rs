//! `arrc test`: what it reports, and when it fails.

use crate::process::{Folder, arrc, errors, printed};

const MIXED: &str = "\
fn twice(x: f64) -> f64 = 2.0 * x;
pub fn sums(x: f64[n]) -> f64 = sum(twice(x));
test \"doubles\" { assert twice(2.0) == 4.0; }
test \"sums rows\" {
    let x = [1.0, 2.0];
    assert sums(x) == 6.0;
    assert sums(x[:1]) == 3.0, \"of one\";
}
test \"outside\" { let x = [1.0, 2.0]; let i = i64(sums(x)); assert x[i] == 0.0; }
";

#[test]
fn every_test_is_told_with_the_place_of_its_failure() {
    let folder = Folder::new();
    let source = folder.write("mixed.arr", MIXED);
    for evaluator in [false, true] {
        let answer = match evaluator {
            true => arrc(&[&"test", &source, &"--eval"]),
            false => arrc(&[&"test", &source]),
        };
        assert_eq!(answer.status.code(), Some(1), "{}", errors(&answer));
        let text = printed(&answer);
        assert!(text.contains("passed  mixed.arr: doubles\n"), "{text}");
        assert!(
            text.contains("FAILED  mixed.arr: sums rows\n        of one\n        at mixed.arr:7:5\n"),
            "{text}"
        );
        assert!(text.contains("7 | assert sums(x[:1]) == 3.0, \"of one\";"), "{text}");
        assert!(text.contains("FAILED  mixed.arr: outside\n        index 6 is outside"), "{text}");
        assert!(text.ends_with("1 passed, 2 failed\n"), "{text}");
    }
    assert_eq!(folder.files(), ["mixed.arr"]);
}

#[test]
fn a_filter_picks_tests_by_name_in_every_file() {
    let folder = Folder::new();
    let source = folder.write("mixed.arr", MIXED);
    let other = folder.write("other.arr", "test \"doubles too\" { assert 1 + 1 == 2; }\n");
    let answer = arrc(&[&"test", &source, &other, &"--filter", &"doubles"]);
    assert_eq!(answer.status.code(), Some(0), "{}", errors(&answer));
    assert_eq!(
        printed(&answer),
        "passed  mixed.arr: doubles\npassed  other.arr: doubles too\n2 passed, 0 failed\n"
    );
    let none = arrc(&[&"test", &source, &"--filter", &"absent"]);
    assert_eq!((none.status.code(), printed(&none)), (Some(2), String::new()));
    assert!(errors(&none).contains("no test has `absent` in its name"), "{}", errors(&none));
}

#[test]
fn tools_read_one_object_a_test() {
    let folder = Folder::new();
    let source = folder.write("mixed.arr", MIXED);
    let answer = arrc(&[&"test", &source, &"--message-format", &"json"]);
    let text = printed(&answer);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(
        lines[1],
        r#"{"column":5,"file":"mixed.arr","line":7,"message":"of one","outcome":"failed","test":"sums rows"}"#
    );
    assert_eq!(lines[3], r#"{"failed":2,"passed":1}"#);
}

#[test]
fn tests_are_checked_but_not_built() {
    let folder = Folder::new();
    let wrong =
        folder.write("wrong.arr", "pub fn f(x: f64) -> f64 = x;\ntest \"f\" { assert g(1.0) == 1.0; }\n");
    for command in ["check", "test"] {
        let answer = arrc(&[&command, &wrong]);
        assert_eq!(answer.status.code(), Some(1));
        assert!(errors(&answer).contains("there is no function `g`"), "{}", errors(&answer));
    }
    let source = folder.write("mixed.arr", MIXED);
    let library = folder.path("libmixed.so");
    assert!(arrc(&[&"build", &source, &"--cpu", &"v2", &"-o", &library]).status.success());
    let exported = arrc(&[&"inspect", &library, &"--json"]);
    assert!(
        printed(&exported).contains("sums") && !printed(&exported).contains("test"),
        "{}",
        printed(&exported)
    );
}
