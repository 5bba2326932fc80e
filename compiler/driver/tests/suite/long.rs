//! Programs that a machine has written: long functions are compiled in parts, and the work has an end.

use crate::process::{Folder, arrc, errors, printed};

/// The longest LLVM function of a program, in lines, and how many functions it has.
fn longest(program: &str) -> (usize, usize) {
    let folder = Folder::new();
    let source = folder.write("long.arr", program);
    let output = arrc(&[&"build", &"--emit", &"llvm", &"--cpu", &"v3", &source]);
    let llvm = printed(&output);
    assert!(output.status.success(), "{}", errors(&output));
    let bodies: Vec<usize> = llvm
        .split("\ndefine ")
        .skip(1)
        .map(|f| f.split("\n}").next().unwrap_or("").lines().count())
        .collect();
    (bodies.iter().copied().max().unwrap_or(0), bodies.len())
}

fn reductions(n: usize) -> String {
    let sums: String = (0..n).map(|k| format!("let a{k} = sum(x * {k}.5);\n")).collect();
    let all: Vec<String> = (0..n).map(|k| format!("a{k}")).collect();
    format!("pub fn f(x: f64[n]) -> f64 {{ {sums} {} }}", all.join(" + "))
}

#[test]
fn a_function_of_llvm_has_a_bounded_length() {
    let (short, few) = longest(&reductions(4));
    let (long, many) = longest(&reductions(240));
    assert!(many > few + 4, "{many} functions");
    assert!(long < 8_000 && short < long, "{long} lines");
}

#[test]
fn branches_inside_of_each_other_are_divided() {
    let returns: String = (0..120).map(|k| format!("if x == {k} {{ return {k}; }}\n")).collect();
    let (_, many) = longest(&format!("pub fn f(x: i64) -> i64 {{ {returns} x }}"));
    assert!(many >= 4, "{many} functions");
}

#[test]
fn what_would_take_too_long_is_refused_with_the_way_out() {
    let returns: String = (0..900).map(|k| format!("if x == {k} {{ return {k}; }}\n")).collect();
    let folder = Folder::new();
    let source = folder.write("deep.arr", format!("pub fn f(x: i64) -> i64 {{ {returns} x }}"));
    let output = arrc(&[&"build", &"-o", &folder.path("deep.so"), &source]);
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("900 branches and loops inside of each other, more than 400"), "{said}");
}

/// A row of updates, each of a hundred instructions.
fn updates(n: usize) -> String {
    let steps: String = (0..n).map(|k| format!("b[(x + {k}) % 16] += 1;\n")).collect();
    format!("pub fn f(x: i64[n]) -> i64[16] {{ var b = i64[16](0); {steps} b }}")
}

/// What `build` says of a program, for one level.
fn built(program: &str) -> (bool, String) {
    let folder = Folder::new();
    let source = folder.write("long.arr", program);
    let output = arrc(&[&"build", &"--remarks", &"--cpu", &"v3", &"-o", &folder.path("liblong.so"), &source]);
    (output.status.success(), errors(&output))
}

#[test]
fn what_is_too_long_to_be_improved_is_left_as_it_is_with_a_remark() {
    let left = "so much code that LLVM has left it as it is, most of it in `f`";
    let (done, said) = built(&updates(20));
    assert!(done && !said.contains(left), "{said}");
    let (done, said) = built(&updates(1250));
    assert!(done && said.contains(left), "{said}");
}
