//! Computes arrays over one domain in one loop, and sums or products over one domain in one reduction.
//!     a = build [i < n] { …; yield e }; b = build [j < n] { …; yield f }
//!         =>   a, b = build [j < n] { …; …; yield e, f }
//!     s = reduce [i < n] add { …; yield e }; t = reduce [j < n] sum_of_products { …; yield f, g }
//!         =>   s, t = reduce [j < n] sum_of_products { …; …; yield e, 1, f, g }
//! The first moves down to the second, past what does not read it; or the second up to the first, past what it does
//! not read and what cannot fail, since an index may be inside only because of a check before it.
//! A product with 1 rounds nothing, so a sum joins sums of products and stays what it is.
//! Declines: one reads the other; loops within an element, which have their own schedules; many results; reductions of
//! other forms, operators or element types.

use base::{BinOp, DType, Pass, PassCx, Scalar, fault};

use crate::analysis::{Renaming, Sizes, compact, endless, fallible, for_each_use, is_scalar_op};
use crate::ir::{Binder, Block, Form, Op, Operand, Program, Reducer, Size, Stmt, Var};
use crate::typing::Vars;

/// Joins sibling builds.
pub const FUSE_HORIZONTAL: Pass<Program> = Pass { name: "fuse-horizontal", run };

/// Results of one build: each is a stream of stores.
const MAX_RESULTS: usize = 6;
/// How many builds back a sibling is looked for.
const MAX_DISTANCE: usize = 16;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let sizes = Sizes::of(function);
        let mut body = std::mem::take(&mut function.body);
        let changed = fuse(&mut body, &mut function.vars, &sizes, cx);
        function.body = body;
        if changed {
            compact(function);
        }
    }
}

/// A build or reduction that may be joined with another.
struct Candidate {
    at: usize,
    domain: Domain,
}

/// What siblings have in common.
#[derive(PartialEq, Eq)]
struct Domain {
    extents: Vec<Size>,
    /// For reductions; sums of products count as sums.
    combines: Option<(BinOp, Form, DType)>,
}

/// Where two builds are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Second,
}

fn fuse(block: &mut Block, vars: &mut Vars, sizes: &Sizes, cx: &mut PassCx) -> bool {
    let mut changed = false;
    for stmt in &mut block.stmts {
        for inner in stmt.op.blocks_mut() {
            changed |= fuse(inner, vars, sizes, cx);
        }
    }
    let mut uses: Vec<Vec<Var>> = block.stmts.iter().map(|stmt| uses_of(&stmt.op)).collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut at = 0;
    while at < block.stmts.len() {
        if let Some(domain) = find_domain(&block.stmts[at], vars, sizes) {
            let found = candidates.iter().enumerate().rev().take(MAX_DISTANCE).find_map(|(idx, first)| {
                let place = find_place(block, &uses, vars, first, &domain, at)?;
                Some((idx, place))
            });
            if let Some((idx, place)) = found
                && cx.spend()
            {
                let first = candidates[idx].at;
                cx.remark(
                    block.stmts[first].span,
                    "fused: computed in one loop with an array of the same size",
                );
                cx.remark(block.stmts[at].span, "fused: computed in one loop with an array of the same size");
                join(block, vars, first, at, place);
                // The second of the two is gone; the other has moved by one if it stood behind.
                let gone = if place == Place::First { at } else { first };
                let stays = if place == Place::First { first } else { at - 1 };
                let read = uses.remove(gone);
                uses[stays].extend(read);
                uses[stays].sort_unstable();
                candidates.remove(idx);
                candidates.iter_mut().for_each(|candidate| candidate.at -= usize::from(candidate.at > gone));
                candidates.push(Candidate { at: stays, domain });
                changed = true;
                // What stood at `at` is gone from there, one way or the other.
                continue;
            }
            candidates.push(Candidate { at, domain });
        }
        at += 1;
    }
    changed
}

fn uses_of(op: &Op) -> Vec<Var> {
    let mut uses = Vec::new();
    for_each_use(op, &mut |var| uses.push(var));
    uses.sort_unstable();
    uses.dedup();
    uses
}

/// The domain of a build or reduction without loops inside.
fn find_domain(stmt: &Stmt, vars: &Vars, sizes: &Sizes) -> Option<Domain> {
    let (binders, body, combines) = match &stmt.op {
        Op::Build { binders, body } => (binders, body, None),
        Op::Reduce { binders, body, reducer, form } => {
            let op = match reducer {
                Reducer::Op(BinOp::Mul) if fault!(OperatorsMixed) => BinOp::Add,
                Reducer::Op(op @ (BinOp::Add | BinOp::Mul | BinOp::And | BinOp::Or)) => *op,
                Reducer::SumOfProducts => BinOp::Add,
                _ => return None,
            };
            let dtype = vars[*stmt.outs.first()?].ty.dtype;
            (binders, body, Some((op, *form, dtype)))
        }
        _ => return None,
    };
    let fits = !stmt.outs.is_empty() && stmt.outs.len() < MAX_RESULTS && is_elementwise(body);
    let binders = if fault!(LengthsMixed) { &binders[..binders.len().min(1)] } else { &binders[..] };
    let extents = || binders.iter().map(|binder| sizes.expand(&binder.extent)).collect();
    fits.then(|| Domain { extents: extents(), combines })
}

fn is_elementwise(block: &Block) -> bool {
    block.stmts.iter().all(|stmt| match &stmt.op {
        Op::If { then, otherwise, .. } => is_elementwise(then) && is_elementwise(otherwise),
        Op::Index { .. } | Op::Copy(_) | Op::Assert { .. } => true,
        op => is_scalar_op(op),
    })
}

/// Where the build at `second` can be joined with an earlier one.
fn find_place(
    block: &Block,
    uses: &[Vec<Var>],
    vars: &Vars,
    first: &Candidate,
    domain: &Domain,
    second: usize,
) -> Option<Place> {
    let outs = &block.stmts[first.at].outs;
    let both = outs.len() + block.stmts[second].outs.len();
    if first.domain != *domain || both > MAX_RESULTS || reads(&uses[second], outs) {
        return None;
    }
    let between = first.at + 1..second;
    if !between.clone().any(|at| reads(&uses[at], outs)) {
        return Some(Place::Second);
    }
    let passes = |at: usize| {
        let stmt = &block.stmts[at];
        !reads(&uses[second], &stmt.outs) && !fallible(&stmt.op, vars) && !endless(&stmt.op)
    };
    between.clone().all(passes).then_some(Place::First)
}

fn reads(uses: &[Var], outs: &[Var]) -> bool {
    outs.iter().any(|out| uses.binary_search(out).is_ok())
}

/// Puts the statements of both bodies into one build or reduction.
fn join(block: &mut Block, vars: &mut Vars, first: usize, second: usize, place: Place) {
    let other = block.stmts.remove(second);
    let mut stmt = std::mem::replace(&mut block.stmts[first], other);
    // `stmt` is the first, `block.stmts[first]` the second.
    let later = &mut block.stmts[first];
    make_alike(&mut stmt.op, &mut later.op, vars[stmt.outs[0]].ty.dtype);
    let ((old, early), (binders, body)) = (parts(&mut stmt.op), parts(&mut later.op));
    let mut renaming = Renaming::new();
    for (old, new) in old.iter().zip(binders.iter()) {
        renaming.set(old.var, new.var.into());
    }
    let mut moved = renaming.clone_block(early, None, vars);
    moved.stmts.append(&mut body.stmts);
    moved.results.append(&mut body.results);
    *body = moved;
    later.outs.splice(0..0, stmt.outs);
    later.span = stmt.span;
    if place == Place::Second {
        let joined = block.stmts.remove(first);
        block.stmts.insert(second - 1, joined);
    }
}

fn parts(op: &mut Op) -> (&mut Vec<Binder>, &mut Block) {
    match op {
        Op::Build { binders, body } | Op::Reduce { binders, body, .. } => (binders, body),
        _ => base::bug!("no build and no reduction"),
    }
}

/// Where one is a sum of products and the other a sum, the sum becomes one of products with 1.
fn make_alike(a: &mut Op, b: &mut Op, dtype: DType) {
    let (Op::Reduce { body: x, reducer: f, .. }, Op::Reduce { body: y, reducer: g, .. }) = (a, b) else {
        return;
    };
    if f == g {
        return;
    }
    for (body, reducer) in [(x, f), (y, g)] {
        if *reducer != Reducer::SumOfProducts {
            *reducer = Reducer::SumOfProducts;
            let one: Operand = Scalar::float(dtype, if fault!(OneForZero) { 0.0 } else { 1.0 }).into();
            body.results = body.results.iter().flat_map(|leaf| [*leaf, one]).collect();
        }
    }
}
