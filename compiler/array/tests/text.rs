//! The text form: what is printed is read back as the same program, and what is not of the form is refused.

use array::analysis::compact;

use crate::common::program;

/// Programs that together have every operation.
const PROGRAMS: &str = include_str!("programs.ir");

#[test]
fn printed_programs_are_read_back() {
    let first = program(PROGRAMS);
    let text = first.to_string();
    let second = program(&text);
    assert_eq!(first, second);
    assert_eq!(text, second.to_string());
}

#[test]
fn compact_programs_equal_what_is_read_back() {
    let mut changed = program(PROGRAMS);
    for function in changed.functions.iter_mut() {
        let ty = array::ir::Type::scalar(base::DType::F64);
        function.fresh(ty, "unused");
        let body = std::mem::take(&mut function.body);
        let mut renaming = array::analysis::Renaming::new();
        let mut vars = std::mem::take(&mut function.vars);
        function.body = renaming.clone_block(&body, None, &mut vars);
        function.vars = vars;
        compact(function);
    }
    assert_eq!(changed, program(PROGRAMS));
}

#[test]
fn errors_name_the_line() {
    let cases = [
        ("func @f() -> () {\n  %x.0: f64 = neg )\n  yield\n}", 2, "a word is missing"),
        ("func @f() -> () {\n  %x.0: f65 = neg 1.0:f64\n  yield\n}", 2, "no element type"),
        ("func @f() -> () {\n  yield %x.0\n}", 2, "not defined before"),
        ("func @f(%x.0: f64, %x.0: f64) -> () {\n  yield\n}", 1, "defined twice"),
        ("func @f() -> () {\n  %x.0: i8 = neg 200:i8\n  yield\n}", 2, "is no i8"),
        ("func @f() -> () {\n  call @g [] ()\n  yield\n}", 2, "no function g"),
        ("func @f() -> () {\n  ~\n}", 2, "a character"),
        ("func @f() -> () {\n  yield", 2, "missing"),
        ("func @f() -> () {\n  yield \"abc", 2, "a string without an end"),
        ("func @f() -> () { yield }\nfunc @f() -> () { yield }", 2, "two functions"),
    ];
    for (text, line, message) in cases {
        let error = array::parse(text).expect_err(text);
        assert!(error.message.contains(message), "{error} for {text}");
        assert_eq!(error.line, line, "{error} for {text}");
    }
}

#[test]
fn cut_and_mangled_texts_are_refused_without_a_crash() {
    for end in (0..PROGRAMS.len()).step_by(7) {
        if PROGRAMS.is_char_boundary(end) {
            let _ = array::parse(&PROGRAMS[..end]);
        }
    }
    let mut random = crate::common::Random(1);
    let bytes = PROGRAMS.as_bytes();
    for _ in 0..300 {
        let mut mangled = bytes.to_vec();
        for _ in 0..4 {
            let at = random.below(mangled.len());
            mangled[at] = bytes[random.below(bytes.len())];
        }
        if let Ok(program) = array::parse(&String::from_utf8_lossy(&mangled)) {
            let _ = array::validate(&program);
        }
    }
    let deep = format!("func @f() -> () {}", "{ if true ".repeat(100_000));
    assert!(array::parse(&deep).is_err());
}

#[test]
fn broken_invariants_are_found() {
    let cases = [
        ("(%x.0: f64) -> (f64) { yield 1:i64 }", "instead of f64"),
        ("(%x.0: f64) -> () { %y.1: f32 = neg %x.0 yield }", "f32 instead of f64"),
        ("(%x.0: f64) -> () { %y.1: f64 = add %x.0, 1:i64 yield }", "f64 is needed, not i64"),
        ("(%n.0: size) -> () { yield }", "is no extent of a parameter"),
        ("(%n.0: size, %x.1: f64[%n.0]) -> () { %y.2: f64 = index %x.1[] yield }", "0 indices"),
        (
            "(%c.0: bool) -> () { if %c.0 { %a.1: f64 = copy 1.0:f64 yield } else { yield } \
          %b.2: f64 = neg %a.1 yield }",
            "not in scope",
        ),
        (
            "(%n.0: i64) -> () { %x.1: f64[%i.2 + 1] = build [%i.2 < %n.0] { yield 1.0:f64 } yield }",
            "defined",
        ),
        ("() -> () { call @f [] () yield }", "calls itself"),
        ("(%x.0: c64) -> () { yield }", "has the type c64"),
    ];
    for (text, message) in cases {
        let Ok(program) = array::parse(&format!("func @f{text}")) else {
            assert_eq!(message, "defined");
            continue;
        };
        let errors = array::validate(&program).expect_err(text).join("\n");
        assert!(errors.contains(message), "{errors} for {text}");
    }
}
