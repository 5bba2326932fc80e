//! What the passes leave of the programs in `tests/structure`, so that an optimisation cannot stop without being
//! noticed.
//!
//! ```text
//! # expect: array builds 1, reduces 1; loops allocs 0, vector yes
//! ```
//! `array` counts operations after the passes of the array IR: `builds reduces scans updates loops asserts checks` (a
//! check is an index that may be outside). `loops` counts statements for x86-64-v3: `loops allocs checks`, and says
//! whether there are operations on lanes (`vector`), accesses of elements that are not neighbours (`apart`) and loops on
//! threads (`parallel`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use array::ir as source;
use array::ir::Block;
use base::Diagnostic;
use driver::pipeline::{self, Options, Times};
use loops::ir::{Access, Lanes, LoopKind, Op, Stmt};
use loops::{Level, Target};
use tests::differential::with_stack;

use crate::root;

type Counts = BTreeMap<&'static str, usize>;

#[test]
fn the_passes_leave_what_programs_expect() {
    let entries = fs::read_dir(root().join("tests/structure")).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let wrong: Vec<String> = with_stack(|| paths.iter().flat_map(|path| differences(path)).collect());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(paths.len() >= 10, "{} programs", paths.len());
}

fn differences(path: &Path) -> Vec<String> {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(path).expect("a program");
    let (source, diagnostics) = driver::source::analyse(&name, text.as_bytes());
    if let Some(error) = diagnostics.iter().find(|d| Diagnostic::is_error(d)) {
        return vec![format!("{name}: {}", error.message)];
    }
    let options = Options { levels: vec![Level::V3], verify: true, ..Options::default() };
    let stages = pipeline::middle(&source, &options, &mut Times::default()).and_then(|middle| {
        let lowered = pipeline::loop_program(&middle.program, &Target::of(Level::V3), &options, |_| true)?;
        Ok((middle, lowered))
    });
    let (middle, lowered) = match stages {
        Ok(stages) => stages,
        Err(refusal) => return vec![format!("{name}: {refusal:?}")],
    };
    let mut found = BTreeMap::from([("array", Counts::new()), ("loops", Counts::new())]);
    let exported = middle.program.functions.iter().filter(|function| function.exported);
    exported.for_each(|function| count_array(&function.body, found.entry("array").or_default()));
    for kernel in &lowered.program.kernels {
        let counts = found.entry("loops").or_default();
        loops::visit::stmts(&kernel.body, &mut |stmt| count_loops(stmt, kernel, counts));
    }
    let expectation = text.lines().find_map(|line| line.strip_prefix("# expect: "));
    let expectation = expectation.unwrap_or_else(|| panic!("{name} expects nothing"));
    let mut wrong = Vec::new();
    for part in expectation.split(';') {
        let (stage, items) = part.trim().split_once(' ').expect("a stage and items");
        let counts = found.get(stage).unwrap_or_else(|| panic!("{name}: no stage {stage}"));
        for item in items.split(',') {
            let (what, expected) = item.trim().split_once(' ').expect("a name and a number");
            let count = counts.get(what).copied().unwrap_or(0);
            let holds = match expected {
                "yes" => count > 0,
                "no" => count == 0,
                number => number.parse() == Ok(count),
            };
            if !holds {
                wrong.push(format!("{name}: {stage} {what} {expected}, found {count}; all: {counts:?}"));
            }
        }
    }
    wrong
}

fn count_array(block: &Block, counts: &mut Counts) {
    for stmt in &block.stmts {
        let what = match &stmt.op {
            source::Op::Build { .. } => "builds",
            source::Op::Reduce { .. } => "reduces",
            source::Op::Scan { .. } => "scans",
            source::Op::Update { .. } => "updates",
            source::Op::Loop(_) => "loops",
            source::Op::Assert { .. } => "asserts",
            source::Op::Index { checked, .. } if checked.contains(&true) => "checks",
            _ => "others",
        };
        *counts.entry(what).or_default() += 1;
        stmt.op.blocks().into_iter().for_each(|inner| count_array(inner, counts));
    }
}

fn count_loops(stmt: &Stmt, kernel: &loops::ir::Kernel, counts: &mut Counts) {
    let mut count = |what| *counts.entry(what).or_default() += 1;
    match stmt {
        Stmt::For(l) => {
            count("loops");
            if matches!(l.kind, LoopKind::Parallel { .. }) {
                count("parallel");
            }
        }
        Stmt::Alloc { .. } => count("allocs"),
        Stmt::Check { .. } => count("checks"),
        Stmt::Store { access, .. } if is_apart(access) => count("apart"),
        Stmt::Let { op: Op::Load(access, _), .. } if is_apart(access) => count("apart"),
        Stmt::Let { value, .. } if kernel.values[*value].ty.lanes > 1 => count("vector"),
        _ => {}
    }
}

/// Whether the lanes of an access are not neighbours in memory.
fn is_apart(access: &Access) -> bool {
    matches!(access.lanes, Lanes::Strided(_) | Lanes::Gather(_))
}
