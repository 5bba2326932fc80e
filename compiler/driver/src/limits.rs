//! Programs too large to compile: said before the work starts.

use std::fmt::Display;

use array::ir::{Block, FuncId, Op, Program};
use base::{Remark, Span};
use loops::ir::{Kernel, LoopKind, Stmt};
use loops::visit;

use crate::error::{Failure, Outcome};
use crate::source::Source;

/// Operations that an entry point may have once every call has been put in its place.
const MOST_OPERATIONS: u64 = 50_000;

/// Operations that all of them may have together.
const MOST_IN_ALL: u64 = 200_000;

/// Entry points that a library may have, each element type and rank of a function counted.
const MOST_ENTRIES: usize = 2_000;

/// Branches and loops inside of each other, those counted that an early `return` puts the rest of its block into.
const MOST_NESTED: usize = 400;
/// Statements of the loop IR for one CPU level. `codegen` has limits of its own; this one ends before it begins.
const MOST_STATEMENTS: usize = 120_000;

/// Refuses a program that is too large, with the place of the function that is.
///
/// # Errors
/// Says what is too large.
pub fn check_size(source: &Source, program: &Program) -> Outcome<()> {
    let Some((function, why)) = too_large(program) else { return Ok(()) };
    let typed = source.checked.module.functions.iter().find(|typed| function == Some(&typed.name));
    let place = typed.map_or_else(String::new, |typed| format!(" ({})", source.sources.place(typed.span)));
    Err(Failure::Program(format!("{why}{place}")))
}

/// Says why a program is too large, if it is, and which function. Calls form a DAG, so a short text can stand for very
/// many operations.
fn too_large(program: &Program) -> Option<(Option<&String>, String)> {
    let mut sizes: Vec<Option<u64>> = vec![None; program.functions.len()];
    for function in program.functions.iter() {
        let depth = depth_of(&function.body);
        if depth > MOST_NESTED {
            let why = format!(
                "`{}` has {depth} branches and loops inside of each other, more than {MOST_NESTED}: what stands behind \
                 an early `return` counts as inside of its branch; look values up in an array, or divide the function",
                function.name
            );
            return Some((Some(&function.name), why));
        }
    }
    let entries = program.functions.iter().filter(|function| function.exported).count();
    if entries > MOST_ENTRIES {
        let why = format!(
            "the program exports {entries} functions, more than {MOST_ENTRIES}, each type and rank of a generic one \
             counted: divide it into several libraries, or name fewer types"
        );
        return Some((None, why));
    }
    let mut all = 0u64;
    for (id, function) in program.functions.iter_ids().filter(|(_, f)| f.exported) {
        let size = size_of(program, id, &mut sizes);
        all = all.saturating_add(size);
        if size > MOST_OPERATIONS {
            let why = format!(
                "`{}` has {size} operations once every call in it is put in its place, more than {MOST_OPERATIONS}: \
                 call a function once and keep its result in a `let`, or loop over an array",
                function.name
            );
            return Some((Some(&function.name), why));
        }
    }
    if all > MOST_IN_ALL {
        let why = format!(
            "the exports have {all} operations together once every call in them is put in its place, more than \
             {MOST_IN_ALL}: divide the program into several libraries"
        );
        return Some((None, why));
    }
    None
}

/// Refuses code that is far longer than it may end up, or would be once the loops in it are unrolled: what the passes
/// after that would take has no bound.
///
/// # Errors
/// Says what is too long.
pub fn grows(program: &loops::ir::Program) -> Outcome<()> {
    let statements = program.kernels.iter().map(|kernel| unrolled(&kernel.body)).fold(0, u64::saturating_add);
    let most = 2 * MOST_STATEMENTS as u64;
    if statements <= most {
        return Ok(());
    }
    let what = format!("the program becomes {statements} statements of machine-near code, more than {most}");
    Err(Failure::Program(divide(what, program)))
}

/// Statements of a block once the loops that are to be unrolled are.
fn unrolled(block: &[Stmt]) -> u64 {
    let of_stmt = |stmt: &Stmt| {
        let inner = visit::blocks(stmt).into_iter().map(|block| unrolled(block)).fold(1, u64::saturating_add);
        match stmt {
            Stmt::For(l) if l.kind == LoopKind::Unrolled => {
                let trips = l.hi.sub(&l.lo).as_constant().and_then(|trips| u64::try_from(trips).ok());
                inner.saturating_mul(trips.unwrap_or(1))
            }
            _ => inner,
        }
    };
    block.iter().map(of_stmt).fold(0, u64::saturating_add)
}

/// Says why one of `parts` of the code for a level is too long, if it is.
#[must_use]
pub fn too_long(program: &loops::ir::Program, parts: usize) -> Option<String> {
    let statements = length(program) * parts;
    (statements > MOST_STATEMENTS).then(|| {
        let what = format!(
            "the program becomes {statements} statements of machine-near code, more than {MOST_STATEMENTS}"
        );
        divide(what, program)
    })
}

/// What is too long, with the function that is most of it, and the way out.
#[must_use]
pub fn divide(what: impl Display, program: &loops::ir::Program) -> String {
    format!(
        "{what}{}: divide it into several libraries, or loop over arrays in the place of repetition",
        mostly(program)
    )
}

/// Says that LLVM has left a program as it is.
#[must_use]
pub fn not_improved(program: &loops::ir::Program) -> Remark {
    let message = divide("so much code that LLVM has left it as it is", program);
    let span = longest(program).map_or(Span::none(), |kernel| kernel.span);
    Remark { pass: "llvm", span, message }
}

/// The function that is more than half of a program, if there is one.
fn mostly(program: &loops::ir::Program) -> String {
    match longest(program) {
        Some(kernel) if 2 * statements(kernel) > length(program) => {
            format!(", most of it in `{}`", kernel.name)
        }
        _ => String::new(),
    }
}

fn longest(program: &loops::ir::Program) -> Option<&Kernel> {
    program.kernels.iter().max_by_key(|kernel| statements(kernel))
}

/// Statements of all kernels.
#[must_use]
pub fn length(program: &loops::ir::Program) -> usize {
    program.kernels.iter().map(statements).sum()
}

fn statements(kernel: &Kernel) -> usize {
    let mut length = 0;
    visit::stmts(&kernel.body, &mut |_| length += 1);
    length
}

fn depth_of(block: &Block) -> usize {
    let inner = block.stmts.iter().flat_map(|stmt| stmt.op.blocks());
    inner.map(|block| 1 + depth_of(block)).max().unwrap_or(0)
}

/// Operations of a function with its calls in place. The recursion is as deep as the chain of calls.
fn size_of(program: &Program, id: FuncId, sizes: &mut Vec<Option<u64>>) -> u64 {
    let at = id.0 as usize;
    if let Some(size) = sizes[at] {
        return size;
    }
    let size = block_size(program, &program.functions[id].body, sizes);
    sizes[at] = Some(size);
    size
}

fn block_size(program: &Program, block: &Block, sizes: &mut Vec<Option<u64>>) -> u64 {
    block.stmts.iter().fold(0u64, |sum, stmt| {
        let own = match &stmt.op {
            Op::Call { function, .. } => size_of(program, *function, sizes),
            _ => 1,
        };
        stmt.op
            .blocks()
            .into_iter()
            .fold(sum.saturating_add(own), |sum, inner| sum.saturating_add(block_size(program, inner, sizes)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain of functions, each of which calls the one before it twice.
    fn doubling(functions: usize) -> Program {
        let mut text = String::from("fn twice0(x: f64) -> f64 = x + 1.0;\n");
        for k in 1..functions {
            text.push_str(&format!("fn twice{k}(x: f64) -> f64 = twice{0}(x) + twice{0}(2.0 * x);\n", k - 1));
        }
        text.push_str(&format!("pub fn last(x: f64) -> f64 = twice{}(x);\n", functions - 1));
        let (source, diagnostics) = crate::source::analyse("doubling.arr", text.as_bytes());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        array::lower(&source.checked.module)
    }

    #[test]
    fn calls_that_double_are_refused_before_they_are_inlined() {
        assert_eq!(too_large(&doubling(8)), None);
        assert!(too_large(&doubling(40)).is_some_and(|(name, _)| name.is_some_and(|name| name == "last")));
        assert!(too_large(&doubling(90)).is_some(), "sums of sizes do not wrap");
    }

    #[test]
    fn exports_have_a_number_and_a_length_in_all() {
        let exports = |n: usize, body: &str| {
            let text: String =
                (0..n).map(|k| format!("pub fn f{k}_x<T: real>(x: T) -> T = {body};\n")).collect();
            let (source, diagnostics) = crate::source::analyse("exports.arr", text.as_bytes());
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            too_large(&array::lower(&source.checked.module)).map(|(_, why)| why)
        };
        assert_eq!(exports(150, "x"), None);
        assert!(exports(250, "x").is_some_and(|why| why.contains("exports 3000 functions, more than 2000")));
        let long = vec!["x"; 200].join(" * ");
        let why = exports(150, &long);
        assert!(why.as_ref().is_some_and(|why| why.contains("operations together")), "{why:?}");
    }

    #[test]
    fn returns_one_after_another_are_refused_where_they_nest_too_deeply() {
        let returns = |n: usize| {
            let returns: String = (0..n).map(|k| format!("if x == {k} {{ return {k}; }}\n")).collect();
            let text = format!("pub fn f(x: i64) -> i64 {{ {returns} x }}");
            let run = move || {
                let (source, diagnostics) = crate::source::analyse("returns.arr", text.as_bytes());
                assert!(diagnostics.is_empty(), "{diagnostics:?}");
                too_large(&array::lower(&source.checked.module)).map(|(_, why)| why)
            };
            let thread = std::thread::Builder::new().stack_size(crate::STACK_BYTES).spawn(run);
            thread.expect("a thread").join().expect("it ends")
        };
        assert_eq!(returns(MOST_NESTED), None);
        assert!(returns(MOST_NESTED + 1).is_some_and(|why| why.contains("`return`")));
    }
}
