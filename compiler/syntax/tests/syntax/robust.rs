//! Whatever the bytes are: a module and diagnostics, never a crash.

use crate::support::{check, outcome};
use base::{Code, FileId};

/// Small for optimised code; without optimisation frames are many times larger.
const STACK_BYTES: usize = if cfg!(debug_assertions) { 32 << 20 } else { 1 << 20 };

/// Parses and drops on a thread with a small stack; the codes of the diagnostics.
fn codes(text: String) -> Vec<Code> {
    let parse = move || {
        let (module, diagnostics) = syntax::parse(FileId(0), &text);
        let copy = module.clone();
        assert!(copy.items.len() == module.items.len());
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(parse).expect("a thread");
    thread.join().expect("no crash")
}

fn function(body: &str) -> String {
    format!("fn f() = {body};\nfn g() = 1;\n")
}

#[test]
fn deep_brackets_are_refused() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("x[", "]"), ("(for i: ", ")"), ("if a {", "}")]
    {
        for depth in [1_000, 100_000] {
            let text = function(&format!("{}1{}", open.repeat(depth), close.repeat(depth)));
            assert_eq!(codes(text), [Code::E0009], "{open} {depth}");
        }
    }
}

#[test]
fn deep_brackets_that_are_never_closed() {
    for open in ["(", "[", "{", "(([{", "fn f() { (", "if a {"] {
        let found = codes(open.repeat(100_000));
        assert!(found.len() <= 100 && !found.is_empty(), "{open}: {}", found.len());
    }
}

#[test]
fn deep_patterns_and_types_are_refused() {
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(50_000), close.repeat(50_000));
    assert_eq!(codes(format!("fn f() {{ let {} = 1; }}", deep("(", ",)"))), [Code::E0009]);
    assert_eq!(codes(format!("fn f(x: {}) = 1;", deep("(", ",)"))), [Code::E0009]);
    assert_eq!(codes(format!("fn f(x: {}f64) = 1;", "fn() -> ".repeat(5_000))), [Code::E0009]);
    assert_eq!(codes(format!("fn f(x: {}f64) = 1;", "fn() -> ".repeat(50_000))), [Code::E0009]);
}

#[test]
fn long_chains_are_refused_above_the_limit() {
    for link in
        ["1 + ", "1 - ", "-", "~", "not ", "1 ** ", "1 ?? ", "a and ", "for i: ", "|a| ", "if a {} else "]
    {
        let last = if link.ends_with("else ") { "{}" } else { "1" };
        for count in [2_000, 9_000, 200_000] {
            let text = function(&format!("{}{last}", link.repeat(count)));
            assert_eq!(codes(text), [Code::E0009], "{link} {count}");
        }
        assert_eq!(codes(function(&format!("{}{last}", link.repeat(400)))), [], "{link}");
    }
    for link in [".f", ".f()", "()", "[0]", " |> f()"] {
        assert_eq!(codes(function(&format!("x{}", link.repeat(100_000)))), [Code::E0009], "{link}");
    }
}

#[test]
fn a_tree_at_the_limit_prints_and_parses_again() {
    let run = || outcome(&function(&format!("{}1", "1 + ".repeat(syntax::MAX_DEPTH as usize - 1))));
    let thread = std::thread::Builder::new().stack_size(16 << 20).spawn(run).expect("a thread");
    assert!(thread.join().expect("no crash").ends_with("fn g() = 1;\n"));
}

#[test]
fn a_million_terms_between_commas_are_fine() {
    assert_eq!(codes(function(&format!("[{}1]", "1,".repeat(1_000_000)))), []);
    assert_eq!(codes(format!("fn f() {{ {} }}", "x;".repeat(500_000))), []);
}

#[test]
fn files_have_a_limit() {
    assert_eq!(codes(" ".repeat(100 << 20)), [Code::E0002]);
    assert_eq!(codes(" ".repeat(syntax::MAX_BYTES)), []);
}

#[test]
fn bytes_that_are_not_utf8_are_told_by_their_offset() {
    let (module, diagnostics) = syntax::parse_bytes(FileId(0), b"fn f() = 1;\n\xff\xfe");
    assert!(module.items.is_empty());
    assert_eq!(diagnostics[0].code, Code::E0001);
    assert_eq!(diagnostics[0].message, "the file is not UTF-8: byte 0xff at offset 12");
    assert_eq!(syntax::parse_bytes(FileId(0), b"fn f() = 1;").1, []);
}

#[test]
fn junk_gives_a_bounded_number_of_diagnostics() {
    for junk in [
        "$ ",
        "\u{0}\n",
        "x ",
        "\"\n",
        ") ",
        "( ",
        "fn f( ",
        "@",
        "1..2 ",
        "fn f() { x y; ",
        "²",
        "'",
        "/* ",
        "// \n",
    ] {
        for count in [1, 2, 3, 1_000, 100_000] {
            let found = codes(junk.repeat(count));
            assert!(found.len() <= 100, "{junk}: {}", found.len());
        }
    }
}

/// A small generator of numbers, so that the test is the same everywhere.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn random_rows_of_tokens_do_no_harm() {
    let words = "fn f ( ) { } [ ] , ; : . .. ..= ... ? -> = += + - * ** / // % @ & | ^ ~ << >> == != < <= > >= ?? |> \
        x y 1 2.5 \"s\" and or not if else for in loop while let var return break continue assert new inout where \
        struct use test pub extern by _ true || && ! := => ++ $ ' elif lambda # ## #!";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut state = 1;
    for _ in 0..3_000 {
        let len = 1 + next(&mut state) % 60;
        let row = |state: &mut u64| words[next(state) % words.len()];
        let text: Vec<&str> = (0..len).map(|_| row(&mut state)).collect();
        let (_, diagnostics) = syntax::parse(FileId(0), &text.join(" "));
        assert!(diagnostics.len() <= 100);
    }
}

#[test]
fn broken_programs_do_no_harm() {
    let program = include_str!("charter.arr");
    let mut state = 2;
    for _ in 0..300 {
        let mut text: Vec<char> = program.chars().collect();
        for _ in 0..1 + next(&mut state) % 4 {
            let at = next(&mut state) % text.len();
            match next(&mut state) % 3 {
                0 => drop(text.remove(at)),
                1 => text.insert(at, [';', '(', '}', '"', '|', 'x', '.', '#'][next(&mut state) % 8]),
                _ => text.truncate(at.max(1)),
            }
        }
        let text: String = text.into_iter().collect();
        let (module, diagnostics) = syntax::parse(FileId(0), &text);
        for diagnostic in &diagnostics {
            crate::support::show(&text, diagnostic);
        }
        if diagnostics.is_empty() {
            check(&module.to_string(), &module.to_string());
        }
    }
}
