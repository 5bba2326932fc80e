//! The formatter: what it does to programs, and that it changes nothing but their looks.

use crate::roundtrip::Writer;
use base::FileId;
use std::fs;
use std::path::{Path, PathBuf};

fn formatted(text: &str) -> String {
    syntax::format(FileId(0), text).unwrap_or_else(|errors| panic!("{text}\n{errors:?}"))
}

/// Compares the outcome of `input` with `expected`, which formatting does not change.
#[track_caller]
fn check(input: &str, expected: &str) {
    let expected = expected.trim_start_matches('\n');
    let found = formatted(input);
    assert!(found == expected, "found:\n{found}\n\nexpected:\n{expected}");
    hold(input);
}

/// What holds for every program: nothing is lost, and a second time changes nothing.
#[track_caller]
fn hold(text: &str) {
    let once = formatted(text);
    assert!(syntax::is_same_program(text, &once), "before:\n{text}\n\nafter:\n{once}");
    let again = formatted(&once);
    assert!(once == again, "source:\n{text}\n\nonce:\n{once}\n\ntwice:\n{again}");
    assert!(once.lines().all(|line| line.trim_end() == line), "spaces at the end of a line:\n{once}");
}

#[test]
fn spaces_are_put_where_they_belong() {
    check(
        "pub fn f<T:f32|f64>( x:T[ n,m+1 ],inout y :i64[n])->( a:T , b:i64 )where n>=2,m==3{\
         let a=x[1:-1 , ::2]+y[i,j;wrap,0.0]-b;  (a=-a,b=~ x . T .f (2)**-2) }",
        "
pub fn f<T: f32 | f64>(x: T[n, m + 1], inout y: i64[n]) -> (a: T, b: i64)
where n >= 2, m == 3 { let a = x[1:-1, ::2] + y[i, j; wrap, 0.0] - b; (a = -a, b = ~x.T.f(2)**-2) }
",
    );
}

#[test]
fn items_of_every_kind() {
    check(
        "#! Module.\nuse linalg.{a,b , c,};use m . n;\n@export( \"x\" )@fast pub fn f(x:f64)->f64=x;\
         extern fn g(f:fn(f64,T)->T)->f64?;\n\n\n\nstruct Body{##Place.\n pos:f64[3],mass:f64}\
         struct Empty{}\ntest \"a\"{assert f(1.0)==1.0,\"no\";}",
        "
#! Module.
use linalg.{a, b, c};
use m.n;
@export(\"x\")
@fast
pub fn f(x: f64) -> f64 = x;
extern fn g(f: fn(f64, T) -> T) -> f64?;

struct Body {
    ##Place.
    pos: f64[3],
    mass: f64,
}
struct Empty {}
test \"a\" { assert f(1.0) == 1.0, \"no\"; }
",
    );
}

#[test]
fn blocks_stay_as_they_were_opened() {
    check(
        "fn f(x: i64) -> i64 {\nif x>0 {1} else {\n2}\n}\nfn g() { var h=0;while h<3{h+=1;} loop i in 0..n by 2{break;}\n return h; }",
        "
fn f(x: i64) -> i64 {
    if x > 0 {
        1
    } else {
        2
    }
}
fn g() { var h = 0; while h < 3 { h += 1; } loop i in 0..n by 2 { break; } return h; }
",
    );
}

#[test]
fn what_does_not_fit_behind_a_sign_begins_a_line() {
    check(
        "fn f(x: i64[n]) -> i64[n] where n>1 = x;
fn g(x: i64[n, n], y: i64[n, n]) -> i64[n, n] = for i, j: if i < j { x[i, j] + y[i, j] } else { x[i, j] - y[i, j] };
fn h(x: i64) -> i64 = if x > 0 {
1 } else { 2 };
fn k(x: i64[n]) -> i64[n] = for i: { x[i]
};",
        "
fn f(x: i64[n]) -> i64[n]
where n > 1 =
    x;
fn g(x: i64[n, n], y: i64[n, n]) -> i64[n, n] =
    for i, j: if i < j { x[i, j] + y[i, j] } else { x[i, j] - y[i, j] };
fn h(x: i64) -> i64 =
    if x > 0 {
        1
    } else {
        2
    };
fn k(x: i64[n]) -> i64[n] = for i: { x[i] };
",
    );
}

#[test]
fn long_lines_break_at_the_loosest_place() {
    let name = "a_name_that_is_rather_long";
    check(
        &format!(
            "pub fn matmul<T: f32 | f64>(first: T[rows, inner], second: T[inner, columns]) -> T[rows, columns] = for i, j: sum(for l: first[i, l] * second[l, j]);
fn f() {{
let y = {name} + {name} * {name} + g({name}, 1) - {name};
let z = {name}({name}, for i: x[i] + {name}, [1, 2, 3, 4, 5, 6], |p, q| {{
p }});
if {name} > 1 and {name} < 2 or {name} == {name} and not {name} {{ f(); }}
h(for i: {{
x[i] }})
}}"
        ),
        "
pub fn matmul<T: f32 | f64>(first: T[rows, inner], second: T[inner, columns]) -> T[rows, columns] =
    for i, j: sum(for l: first[i, l] * second[l, j]);
fn f() {
    let y = NAME + NAME * NAME
        + g(NAME, 1) - NAME;
    let z = NAME(
        NAME,
        for i: x[i] + NAME,
        [1, 2, 3, 4, 5, 6],
        |p, q| {
            p
        },
    );
    if NAME > 1 and NAME < 2
        or NAME == NAME and not NAME {
        f();
    }
    h(for i: {
        x[i]
    })
}
"
        .replace("NAME", name)
        .as_str(),
    );
}

#[test]
fn comments_keep_their_places() {
    check(
        "# first\nfn f(x: f64) -> f64 {# header\n\n\n# own\nlet a=x+ # why\n1.0; # end\n\n# gap\n\nlet b = g(x, # one\n# two\na # three\n);\na # tail\n# last\n}\n# eof",
        "
# first
fn f(x: f64) -> f64 {  # header

    # own
    let a = x
        +  # why
        1.0;  # end

    # gap

    let b = g(
        x,  # one
        # two
        a  # three
    );
    a  # tail
    # last
}
# eof
",
    );
}

#[test]
fn long_rows_of_numbers_are_filled() {
    let numbers: Vec<String> = (0..40).map(|i| format!("{i}.5")).collect();
    let text = formatted(&format!("fn f() -> f64[40] = [{}];", numbers.join(",")));
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(text.ends_with("39.5,\n];\n"), "{text}");
    hold(&text);
}

#[test]
fn texts_with_errors_are_refused() {
    assert!(syntax::format(FileId(0), "fn f( = 1;").is_err());
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("\n\n# only\n\n\n# comments\n"), "# only\n\n# comments\n");
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "arr") {
            found.push(path);
        }
    }
}

#[test]
fn every_program_of_the_repository_keeps_its_meaning() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), &mut files);
    let mut checked = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        if syntax::format(FileId(0), &text).is_ok() {
            hold(&text);
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} programs");
}

/// Puts comments in the place of some spaces.
fn with_comments(text: &str, writer: &mut Writer) -> String {
    let mut out = String::new();
    let mut in_text = false;
    for c in text.chars() {
        in_text ^= c == '"';
        match c {
            ' ' if !in_text => out.push_str(match writer.below(12) {
                0 => " # trailing\n",
                1 => "\n# own\n",
                2 => "\n\n # gap\n\n\n",
                3 => "\n",
                _ => " ",
            }),
            c => out.push(c),
        }
    }
    out
}

#[test]
fn random_programs_keep_their_meaning() {
    let mut writer = Writer { state: 5 };
    for _ in 0..400 {
        let text = writer.program().replace("\\\"", "'");
        hold(&text);
        hold(&with_comments(&text, &mut writer));
    }
}
