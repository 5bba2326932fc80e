//! What the emitted files hold: no calls of library functions, line tables, hidden symbols.

use std::fmt::Write;

use base::SourceMap;
use codegen::{Emit, Options, compile};
use loops::{Level, Target};

use crate::jit::parse;

/// Operations that a back end might turn into calls, on scalars and on vectors.
const TEMPTING: [&str; 12] = [
    "sqrt %a.1",
    "floor %a.1",
    "ceil %a.1",
    "trunc %a.1",
    "round %a.1",
    "fma %a.1, %a.1, %a.1",
    "min %a.1, %a.1",
    "max %a.1, 0.0:T",
    "copysign %a.1, %a.1",
    "abs %a.1",
    "div %a.1, %a.1",
    "neg %a.1",
];

fn assembly(text: &str, level: Level) -> String {
    let options = Options { emit: Emit::Assembly, ..Options::new(Target::of(level)) };
    let output = compile(&parse(text), &options, &SourceMap::default()).expect("compiles");
    String::from_utf8(output.bytes).expect("text")
}

#[test]
fn no_operation_becomes_a_call() {
    let mut text = String::new();
    for (dtype, int) in [("f32", "u32"), ("f64", "u64"), ("f64", "i64"), ("f32", "i64"), ("f64", "i8")] {
        for lanes in [1, 8] {
            let (suffix, pattern) =
                if lanes == 1 { (String::new(), "") } else { (format!("x{lanes}"), "; lanes") };
            write!(
                text,
                "kernel k_{dtype}_{int}_{lanes} {{
                    param array &x.0 [%n.20] [%s.21]
                    param array &y.1 [%n.22] [%s.23]
                    buffer &x.0: {dtype} input class 0
                    buffer &y.1: {dtype} output class 1
                    %a.1: {dtype}{suffix} = load &x.0[0{pattern}]\n"
            )
            .expect("text");
            for (number, operation) in (2..).zip(TEMPTING) {
                let operation = operation.replace(":T", &format!(":{dtype}"));
                writeln!(text, "%r.{number}: {dtype}{suffix} = {operation}").expect("text");
                writeln!(text, "store &y.1[{}{pattern}] = %r.{number}", 8 * number).expect("text");
            }
            writeln!(text, "%i.30: {int}{suffix} = convert {int}, %a.1").expect("text");
            writeln!(text, "%j.31: {int}{suffix} = mod %i.30, 7:{int}").expect("text");
            writeln!(text, "%k.32: {dtype}{suffix} = convert {dtype}, %j.31").expect("text");
            writeln!(text, "store &y.1[0{pattern}] = %k.32\n}}").expect("text");
        }
    }
    for level in Level::ALL {
        let assembly = assembly(&text, level);
        let calls: Vec<&str> =
            assembly.lines().filter(|line| line.trim_start().starts_with("call")).collect();
        assert!(calls.is_empty(), "{}: {calls:?}", level.name());
    }
}

#[test]
fn instructions_know_their_lines() {
    let text = "kernel f @0:0..8 {
        param scalar %n.0: i64
        param array &y.0 [%e.1] [%s.2]
        buffer &y.0: f64 output class 0
        site0 Assert \"no\" @0:33..36
        for %i.3 in 0..%n.0 parallel(8) @0:9..20 {
            store &y.0[%i.3] = 1.0:f64
            %ok.4: bool = lt %i.3, 7:i64
            check %ok.4 site0 ()
        }
    }";
    let mut sources = SourceMap::default();
    sources.add("kernel.arr", "fn f() =\n  for i in n { y[i] = 1\n  assert i < 7\n}\n");
    let with = |line_tables| {
        let options = Options { emit: Emit::Assembly, line_tables, ..Options::new(Target::of(Level::V3)) };
        let output = compile(&parse(text), &options, &sources).expect("compiles");
        String::from_utf8(output.bytes).expect("text")
    };
    let assembly = with(true);
    assert!(assembly.contains("\"kernel.arr\""));
    // The kernel, its loop, the check.
    for line in 1..=3 {
        let place = format!(".loc\t1 {line} ");
        assert!(assembly.contains(&place), "{place} in\n{assembly}");
    }
    assert!(!with(false).contains(".loc"));
}

#[test]
fn kernels_are_named_after_their_level_and_hidden() {
    let assembly = assembly("kernel f { }", Level::V4);
    assert!(assembly.contains(".hidden\tf.v4"));
    assert!(assembly.contains(".globl\tf.v4"));
}
