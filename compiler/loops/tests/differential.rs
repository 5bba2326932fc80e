//! Loop IR computes what the array IR's evaluator computes, bit by bit, at every stage, for every width.

mod common;

use common::{Sizes, check};

/// Extents about the widths and the blocks of reductions.
const EXTENTS: &[i64] = &[0, 1, 2, 3, 7, 16, 31, 33, 64, 100, 300, 513, 1100];

fn each_program(text: &str, see: impl Fn(&str)) {
    let mut start = 0;
    for (at, _) in text.match_indices("\nfunc ").chain([(text.len(), "")]) {
        let one = &text[start..at];
        start = at;
        if one.contains("func ") {
            see(one);
        }
    }
}

#[test]
fn programs_of_one_size_agree() {
    each_program(include_str!("programs/one.ir"), |program| {
        for (seed, n) in EXTENTS.iter().enumerate() {
            check(program, &Sizes::fixed(&[*n, *n]), seed as u64);
        }
    });
}

#[test]
fn programs_of_several_sizes_agree() {
    each_program(include_str!("programs/several.ir"), |program| {
        let shapes =
            [[1, 1, 1], [3, 3, 3], [2, 40, 5], [40, 2, 3], [5, 17, 33], [33, 35, 2], [1, 0, 4], [0, 3, 1]];
        for (seed, sizes) in shapes.iter().enumerate() {
            check(program, &Sizes::fixed(sizes), seed as u64);
        }
    });
}

#[test]
fn interleaved_elements_agree() {
    for (dtype, step) in [("u8", 3), ("u8", 4), ("i16", 5), ("f32", 3), ("f32", 6), ("f64", 2), ("f64", 7)] {
        let program = format!(
            "func @reversed(%n.0: size, %x.1: {dtype}[%n.0, {step}]) -> ({dtype}[%n.0, {step}]) exported {{
  %y.2: {dtype}[%n.0, {step}] = build [%i.3 < %n.0, %j.4 < {step}] {{
    %k.7: i64 = sub {last}:i64, %j.4
    %e.5: {dtype} = index %x.1[%i.3, %k.7]
    %d.6: {dtype} = add %e.5, %e.5
    yield %d.6
  }}
  yield %y.2
}}
",
            last = step - 1
        );
        for (seed, n) in [0, 1, 5, 16, 33, 70, 129].into_iter().enumerate() {
            check(&program, &Sizes::fixed(&[n]), seed as u64);
        }
    }
}
