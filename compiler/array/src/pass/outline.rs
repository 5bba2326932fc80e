//! Large functions of scalars that are needed in several places stay functions of their own.
//!     a = call @erf [] (x); b = call @erf [] (y)   =>   a = apply @erf (x); b = apply @erf (y)
//! Declines: functions that are small, can fail or have loops; one place in all of the entry points, and not in the
//! leaf of a reduction; calls with a constant among the arguments, which simplifies the body once it is in its place.

use base::{IndexVec, Pass, PassCx, fault};

use crate::analysis::Total;
use crate::ir::{Block, FuncId, Op, Operand, Program, Stmt};
use crate::validate::callees_first;

/// Keeps some calls out of the way of inlining.
pub const OUTLINE: Pass<Program> = Pass { name: "outline", run };

/// Operations from which on a function is worth a call.
pub(crate) const LARGE: u32 = 40;

/// Copies of the leaf of a reduction: in many lanes, in a block that is not whole, at the end.
const LEAF: u64 = 3;

fn run(program: &mut Program, cx: &mut PassCx) {
    let chosen = choose(program);
    for function in program.functions.iter_mut() {
        rewrite(&mut function.body, &chosen, cx);
    }
}

/// Copies of the calls of a function in the machine code.
#[derive(Clone, Copy, Default)]
struct Places {
    /// Calls that can be kept.
    plain: u64,
    /// Calls that are replaced by the body in any case.
    inlined: u64,
}

fn choose(program: &Program) -> IndexVec<FuncId, bool> {
    let total = Total::of(program);
    let mut places: IndexVec<FuncId, Places> = program.functions.iter().map(|_| Places::default()).collect();
    let mut chosen: IndexVec<FuncId, bool> = program.functions.iter().map(|_| false).collect();
    // Callers first: then all calls of a function are known when its own calls are counted.
    for id in callees_first(program).unwrap_or_default().into_iter().rev() {
        let function = &program.functions[id];
        let Places { plain, inlined } = places[id];
        let large = total.size(id).is_some_and(|size| size >= LARGE) && function.results.len() == 1;
        chosen[id] = large && plain > 1 && !function.exported;
        let copies = if function.exported || chosen[id] { 1 } else { plain };
        count(&function.body, copies.saturating_add(inlined), &mut places);
    }
    chosen
}

fn count(block: &Block, copies: u64, places: &mut IndexVec<FuncId, Places>) {
    for stmt in &block.stmts {
        if let Op::Call { function, .. } | Op::Apply { function, .. } = &stmt.op {
            let place = &mut places[*function];
            let number = if keeps(&stmt.op) { &mut place.plain } else { &mut place.inlined };
            *number = number.saturating_add(copies);
        }
        let own = if matches!(stmt.op, Op::Reduce { .. } | Op::Scan { .. }) { LEAF } else { 1 };
        stmt.op.blocks().into_iter().for_each(|block| count(block, copies.saturating_mul(own), places));
    }
}

/// Whether nothing is known of the arguments.
fn keeps(op: &Op) -> bool {
    match op {
        Op::Call { sizes, args, .. } => {
            sizes.is_empty() && args.iter().all(|arg| matches!(arg, Operand::Var(_)))
        }
        Op::Apply { .. } => true,
        _ => false,
    }
}

fn rewrite(block: &mut Block, chosen: &IndexVec<FuncId, bool>, cx: &mut PassCx) {
    for Stmt { op, .. } in &mut block.stmts {
        op.blocks_mut().into_iter().for_each(|block| rewrite(block, chosen, cx));
        let keep = keeps(op);
        if let Op::Call { function, args, .. } = op
            && keep
            && chosen[*function]
            && cx.spend()
        {
            if args.len() == 2 && fault!(AppliedReversed) {
                args.reverse();
            }
            *op = Op::Apply { function: *function, args: std::mem::take(args) };
        }
    }
}
