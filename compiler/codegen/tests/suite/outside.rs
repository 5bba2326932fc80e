//! Code outside of loops on threads that is the same at several levels stands once.

use base::SourceMap;
use codegen::{Emit, Options, compile_shared, share};
use loops::ir::Program;
use loops::{Level, Target};

use crate::jit::parse;

/// A loop on threads whose bodies need more or fewer values from outside, with other numbers.
fn kernel(before: &str, body: &str) -> Program {
    parse(&format!(
        "kernel f {{
            param scalar %a.40: f64
            param array &x.0 [%n.41] [%s.42]
            buffer &x.0: f64 output class 0
            {before}
            for %i.2 in 0..%n.41 parallel(3) {{
                {body}
            }}
        }}"
    ))
}

const SCALAR: &str = "store &x.0[%i.2] = %a.40";
const LANES: &str = "%v.0: f64x4 = splat %a.40, 4
    store &x.0[4 * %i.2 + %s.42; lanes] = %v.0";

/// The modules for v2 and v3, and whether code is shared.
fn compiled(programs: [Program; 2]) -> (bool, [String; 2]) {
    let [mut low, mut high] = programs;
    let targets = [Level::V2, Level::V3].map(Target::of);
    let outside = share(&mut [(targets[0], &mut low), (targets[1], &mut high)]);
    let texts = [(targets[0], &low), (targets[1], &high)].map(|(target, program)| {
        let options = Options { emit: Emit::LlvmRaw, ..Options::new(target) };
        let output = compile_shared(program, &outside, &options, &SourceMap::default()).expect("compiles");
        String::from_utf8(output.bytes).expect("text")
    });
    (outside[0].is_some(), texts)
}

#[test]
fn the_lowest_level_has_the_code_and_every_level_its_bodies() {
    let before = "%c.50: i64 = index 2 * %n.41";
    let (shared, [low, high]) = compiled([kernel(before, SCALAR), kernel(before, LANES)]);
    assert!(shared);
    assert!(low.contains("define hidden i32 @f.v2(") && low.contains("@f.v3 = hidden alias"), "{low}");
    assert!(
        low.contains("define hidden i32 @f.v2.body0(") && low.contains("declare hidden i32 @f.v3.body0(")
    );
    assert!(!high.contains("i32 @f.v3("), "{high}");
    assert!(high.contains("define hidden i32 @f.v3.body0("));
    // Both bodies are given what either needs: the first value, %a, %s and &x.
    for text in [low, high] {
        assert!(text.contains("{ i64, double, i64, ptr }"), "{text}");
    }
}

#[test]
fn code_that_differs_stays_with_its_level() {
    let shared = |a: &str, b: &str| compiled([kernel(a, SCALAR), kernel(b, SCALAR)]).0;
    assert!(shared("%c.50: i64 = index 2 * %n.41", "%d.7: i64 = index 2 * %n.41"));
    assert!(!shared("%c.50: i64 = index 2 * %n.41", "%c.50: i64 = index 3 * %n.41"));
    let vectors = "%v.50: f64x4 = splat %a.40, 4";
    assert!(!shared(vectors, vectors));
    // Only v3 rounds it once.
    let fma = "%f.50: f64 = fma %a.40, %a.40, 1.0:f64";
    assert!(!shared(fma, fma));
    let serial = || parse("kernel f {\n param scalar %a.0: f64\n %b.1: f64 = add %a.0, %a.0\n}");
    assert!(!compiled([serial(), serial()]).0);
}
