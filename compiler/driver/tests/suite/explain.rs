//! `arrc explain` of files as a process; the pages about codes are tested beside them.

use serde_json::Value;

use crate::process::{Folder, arrc, errors, printed};

const SOURCE: &str = "pub fn scaled(x: f64[n]) -> f64[n] {
    let y = 2.0 * x;
    y + 1.0
}
pub fn softmax(x: f32[n]) -> f32[n] {
    let e = exp(x - max(x));
    e / sum(e)
}
pub fn pick(x: f64[n], idx: i64[m]) -> f64[m] =
    for j: x[idx[j]];
pub fn steps(x0: f64[n], count: i64) -> f64[n] {
    var x = x0;
    loop i in 0..count {
        x = 0.5 * x;
    }
    x
}
";

fn facts(function: &str) -> Vec<Value> {
    facts_at("v3", function)
}

fn facts_at(level: &str, function: &str) -> Vec<Value> {
    let folder = Folder::new();
    let source = folder.write("k.arr", SOURCE);
    let output = arrc(&[&"explain", &source, &function, &"--cpu", &level, &"--message-format", &"json"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    printed(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The facts of a kind about a line.
fn about<'a>(facts: &'a [Value], line: u64, kind: &str) -> Vec<&'a Value> {
    facts.iter().filter(|fact| fact["line"] == line && fact["kind"] == kind).collect()
}

#[test]
fn lanes_and_threads_of_loops_are_told() {
    let facts = facts("scaled");
    let [only] = &about(&facts, 3, "loop")[..] else { panic!("one loop: {facts:?}") };
    assert_eq!((&only["how"]["lanes"], &only["how"]["width"]), (&Value::from(true), &Value::from(8)));
    assert_eq!(only["threads"]["shared"], true, "{only}");
    let fused = about(&facts, 2, "remark");
    assert!(fused.iter().any(|fact| fact["pass"] == "fuse-vertical"), "{facts:?}");
    assert!(about(&facts, 2, "loop").is_empty(), "it is fused: {facts:?}");
}

#[test]
fn lanes_with_a_remainder_of_scalars_are_lanes() {
    let facts = facts_at("v2", "scaled");
    let [only] = &about(&facts, 3, "loop")[..] else { panic!("one loop: {facts:?}") };
    assert_eq!((&only["how"]["lanes"], &only["how"]["width"]), (&Value::from(true), &Value::from(2)));
}

#[test]
fn what_is_stored_and_reduced_is_told() {
    let facts = facts("softmax");
    assert_eq!(about(&facts, 5, "temporary").len(), 1, "{facts:?}");
    let message = |line| about(&facts, line, "reduction")[0]["message"].as_str().expect("text").to_string();
    assert!(message(6).starts_with("reduction by max: in lanes"), "{}", message(6));
    assert!(message(7).starts_with("reduction by add: in lanes"), "{}", message(7));
}

#[test]
fn checks_and_serial_loops_have_reasons() {
    let pick = facts("pick");
    let [check] = &about(&pick, 10, "check")[..] else { panic!("one check: {pick:?}") };
    assert_eq!((&check["repeated"], &check["why"]), (&Value::from(true), &Value::from("it depends on data")));
    let steps = facts("steps");
    let outer = about(&steps, 13, "loop");
    assert!(
        outer.iter().any(|fact| fact["how"]["lanes"] == false && fact["how"]["why"].is_string()),
        "{steps:?}"
    );
}

#[test]
fn people_read_the_lines_of_the_source() {
    let folder = Folder::new();
    let text = printed(&arrc(&[&"explain", &folder.write("k.arr", SOURCE), &"--cpu", &"v3"]));
    for words in [
        "scaled (k.arr:1) at v3",
        "     3 |     y + 1.0\n          loop over `",
        "no check is left in it",
        "pick (k.arr:9) at v3",
        "check, in every iteration: \"index … is outside",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn wrong_usage_of_explain() {
    let folder = Folder::new();
    let good = folder.write("k.arr", SOURCE);
    let bad = folder.write("bad.arr", "pub fn f(x: f64) -> f64 = y;\n");
    for (arguments, status) in [
        (&[&"explain" as &dyn AsRef<std::ffi::OsStr>, &good, &"other"][..], 2),
        (&[&"explain", &good, &"--cpu", &"v2,v3"], 2),
        (&[&"explain", &folder.path("absent.arr")], 2),
        (&[&"explain", &"E9999"], 2),
        (&[&"explain", &bad], 1),
    ] {
        let output = arrc(arguments);
        assert_eq!(output.status.code(), Some(status), "{}", errors(&output));
    }
}

#[test]
fn promises_are_held_against_the_schedule() {
    let folder = Folder::new();
    let build = |attribute: &str, function: &str| {
        let source = folder.write("k.arr", format!("{attribute}\npub fn {function}\n"));
        let library = folder.path("libk.so");
        arrc(&[&"build", &source, &"-o", &library, &"--cpu", &"v3"])
    };
    let kept = [
        ("@require(lanes, no_alloc, no_checks, in_place)", "f(x: f64[n]) -> f64[n] = 2.0 * x + 1.0;"),
        ("@require(lanes)", "f(x: f64[n]) -> f64 = sum(x);"),
        (
            "@require(lanes)",
            "f(x: f64[n], k: i64) -> f64[n] { var y = x; loop t in 0..k { y = 0.5 * y + 1.0; } y }",
        ),
    ];
    for (attribute, function) in kept {
        let output = build(attribute, function);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    }
    let serial = "f(x: f64[n]) -> f64 { var s = 0.0; loop i in 0..n { s = 0.5 * s + x[i]; } s }";
    let broken = [
        ("@require(lanes)", serial, "each iteration needs the one before"),
        ("@require(no_checks)", "f(x: f64[n], i: i64[m]) -> f64[m] = x[i];", "it depends on data"),
        ("@require(no_alloc)", "f(x: f64[n]) -> f64[n] { let e = exp(x); e / sum(e) }", "is taken for `e`"),
        ("@require(in_place)", "f(x: f64[n]) -> f64[n] { let e = exp(x); e / sum(e) }", "is taken for `e`"),
    ];
    for (attribute, function, why) in broken {
        let output = build(attribute, function);
        let text = errors(&output);
        assert_eq!(output.status.code(), Some(1), "{function}: {text}");
        assert!(text.contains("E0500") && text.contains(why), "{function}: {text}");
    }
}

#[test]
fn reproducible_code_fuses_nothing_and_says_so() {
    let folder = Folder::new();
    let source = folder.write("k.arr", "@fast\npub fn f(x: f64[n], d: f64) -> f64[n] = x / d + x * d;\n");
    let assembly = |option: &str| {
        let output = arrc(&[&"build", &source, &option, &"--cpu", &"v3", &"--emit", &"asm"]);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        printed(&output)
    };
    assert!(!assembly("--reproducible").contains("vfmadd"));
    assert!(assembly("--fast-math").contains("vfmadd"));
    let library = folder.path("libk.so");
    for (option, said) in [("--reproducible", true), ("--verify-ir", false)] {
        let output = arrc(&[&"build", &source, &option, &"-o", &library]);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        let output = arrc(&[&"inspect", &library]);
        assert_eq!(printed(&output).contains("arithmetic: reproducible"), said);
    }
}

#[test]
fn functions_of_the_library_are_explained() {
    let page = printed(&arrc(&[&"explain", &"pad"]));
    assert!(page.contains("fn pad<T: any>(x: T[n], before: i64, after: i64, value: T)"), "{page}");
    assert!(page.contains("pad([1, 2], 1, 2, 0) == [0, 1, 2, 0, 0]"), "{page}");
    assert_eq!(arrc(&[&"explain", &"no_such_function"]).status.code(), Some(2));
}

#[test]
fn messages_of_checks_have_no_numbers_of_arguments() {
    let facts = facts("pick");
    let checks: Vec<&Value> = facts.iter().filter(|fact| fact["kind"] == "check").collect();
    assert!(!checks.is_empty());
    assert!(checks.iter().all(|fact| !fact["message"].to_string().contains("{0}")), "{checks:?}");
}
