//! Loops of which everything carried is combined step by step, and at most one array set to values so far.

use base::{BinOp, CmpOp, DType, Poly, Scalar};

use super::chain::{Chain, Leaf, Step};
use super::{Analysis, Code};
use crate::analysis::{Prover, Renaming, Sizes, is_scalar_op};
use crate::ir::{Binder, Block, Form, Op, Operand, Reducer, Stmt, Type, Var};
use crate::pass::simplify::weight;

/// Work (see [`weight`]) that may be done for each of several results.
const SHARED: u32 = 24;

/// A carried scalar.
struct Carried {
    var: Var,
    /// What an iteration makes of it.
    next: Operand,
    init: Operand,
    out: Var,
    dtype: DType,
    op: BinOp,
    leaf: Leaf,
    /// Whether nothing else in the body uses it.
    alone: bool,
}

/// The array that is set.
struct Target<'a> {
    init: Var,
    out: Var,
    update: &'a Stmt,
}

/// Adds what takes the place of the loop.
pub(super) fn rewrite(
    analysis: &Analysis<'_>,
    outs: &[Var],
    prover: Option<&Prover>,
    code: &mut Code<'_>,
) -> Option<()> {
    let l = analysis.l;
    if l.body.stmts.iter().any(|stmt| analysis.loses(stmt, code.vars)) {
        return None;
    }
    let mut scalars = Vec::new();
    let mut target = None;
    for (((var, init), next), out) in l.carried.iter().zip(&l.body.results).zip(outs) {
        let (var, init, next, out) = (*var, *init, *next, *out);
        if code.vars[var].ty.rank() > 0 {
            let update = find_update(analysis, var, &next, code)?;
            if target.replace(Target { init: init.var()?, out, update }).is_some() {
                return None;
            }
            continue;
        }
        let dtype = code.vars[var].ty.dtype;
        let mut chain = Chain::new(analysis, var, dtype);
        let Step::Fold(op, leaf) = chain.step(&next)? else { return None };
        let alone = chain.is_alone();
        scalars.push(Carried { var, next, init, out, dtype, op, leaf, alone });
    }
    // The code would be there once for each result.
    let work: u32 = analysis.own_stmts().map(|stmt| weight(&stmt.op)).sum();
    let heavy = work > SHARED || analysis.own_stmts().any(|stmt| !stmt.op.blocks().is_empty());
    if scalars.is_empty() || (heavy && scalars.len() > 1) {
        return None;
    }
    match target {
        None if scalars.iter().all(|scalar| scalar.alone) => {
            scalars.iter().for_each(|scalar| reduce(analysis, scalar, code));
        }
        Some(target) if !heavy && prover.is_some_and(|prover| prover.nonnegative(&analysis.trip.extent)) => {
            set_array(analysis, &scalars, &target, code);
        }
        _ => return None,
    }
    Some(())
}

/// The update of a carried array that sets one element in each iteration, each another one, where nothing reads it.
fn find_update<'a>(analysis: &Analysis<'a>, var: Var, next: &Operand, code: &Code<'_>) -> Option<&'a Stmt> {
    let (update, _) = analysis.definition(next)?;
    let Op::Update { array, binders, body, op: None, .. } = &update.op else { return None };
    let once = analysis.uses_of(var) == 1 && analysis.uses_of(next.var()?) == 1;
    if *array != var || !binders.is_empty() || !once {
        return None;
    }
    let simple = |stmt: &Stmt| match &stmt.op {
        Op::Index { .. } => true,
        Op::If { .. } => stmt.outs.iter().all(|out| code.vars[*out].ty.rank() == 0),
        op => is_scalar_op(op),
    };
    let stmts = &analysis.l.body.stmts;
    let mut others = stmts.iter().filter(|stmt| analysis.depends(stmt) && !std::ptr::eq(*stmt, update));
    let mut sizes = Sizes::default();
    sizes.add_block(&analysis.l.body, code.vars);
    let counter = analysis.trip.var;
    let own = |index: &Operand| {
        let index = sizes.affine_of(index);
        let step = index.linear_in(&counter).and_then(|(_, step)| step.as_constant());
        let fixed = |var: &Var| {
            let known = !analysis.definitions.contains_key(var) && analysis.independent(&(*var).into());
            *var == counter || known
        };
        step == Some(1) && index.vars().iter().all(fixed)
    };
    let (_, indices) = body.results.split_last()?;
    (others.all(simple) && body.stmts.iter().all(simple) && indices.iter().any(own)).then_some(update)
}

/// A carried scalar that nothing else needs, as a reduction.
fn reduce(analysis: &Analysis<'_>, scalar: &Carried, code: &mut Code<'_>) {
    let Carried { init, out, dtype, op, leaf, .. } = scalar;
    let extent = &analysis.trip.extent;
    let binder = Binder { var: code.fresh(Type::scalar(DType::I64), "k"), extent: extent.clone() };
    let body = code.leaf_block(analysis, binder.var.into(), |code, renaming| {
        vec![leaf.emit(code, renaming, *op, *dtype)]
    });
    let all = Op::Reduce { binders: vec![binder], body, reducer: Reducer::Op(*op), form: Form::Array };
    let total = code.fresh(Type::scalar(*dtype), "reduced");
    if !matches!(op, BinOp::Min | BinOp::Max) {
        code.push(vec![total], all);
        let value = code.join(*op, *init, total.into());
        code.push(vec![*out], Op::Copy(value));
        return;
    }
    // The extreme of nothing is an error.
    let then = code.block(|code| {
        code.push(vec![total], all);
        vec![code.join(*op, *init, total.into())]
    });
    code.where_some(extent, &[*out], vec![*init], then);
}

/// Carried scalars as scans, and the array set to what they give.
fn set_array(analysis: &Analysis<'_>, scalars: &[Carried], target: &Target<'_>, code: &mut Code<'_>) {
    let Op::Update { body: element, op, checked, .. } = &target.update.op else { return };
    let extent = &analysis.trip.extent;
    let prefixes: Vec<Var> = scalars.iter().map(|scalar| scan(analysis, scalar, code)).collect();
    let stmts = analysis.l.body.stmts.iter().filter(|stmt| !std::ptr::eq(*stmt, target.update));
    let stmts = stmts.chain(&element.stmts).cloned().collect();
    let mut whole = Block { stmts, results: element.results.clone() };
    // Uses of what an iteration makes of a scalar get a name that nothing defines, so that it can be replaced.
    let mut names = Renaming::new();
    let mut known = Renaming::new();
    let binder = Binder { var: code.fresh(Type::scalar(DType::I64), "k"), extent: extent.clone() };
    known.set(analysis.trip.var, binder.var.into());
    let body = code.block(|code| {
        for (scalar, prefix) in scalars.iter().zip(&prefixes) {
            let now = code.fresh(Type::scalar(scalar.dtype), "now");
            if let Some(next) = scalar.next.var() {
                names.set(next, now.into());
            }
            let element = code.define(scalar.dtype, "so_far", element_of(*prefix, binder.var.into()));
            known.set(now, element);
            let before = before(scalar, *prefix, binder.var, code);
            known.set(scalar.var, before);
        }
        names.rewrite_block(&mut whole);
        let copy = known.clone_block(&whole, None, code.vars);
        code.stmts.extend(copy.stmts);
        copy.results
    });
    let (op, checked) = (*op, checked.clone());
    let (array, binders) = (target.init, vec![binder]);
    let update = Op::Update { array, binders, body, op, checked, distinct: true, apart: false };
    code.push(vec![target.out], update);
    for (scalar, prefix) in scalars.iter().zip(prefixes) {
        let then = code.block(|code| {
            let last = code.size(extent.sub(&Poly::constant(1)), "last");
            vec![code.define(scalar.dtype, "last", element_of(prefix, last))]
        });
        code.where_some(extent, &[scalar.out], vec![scalar.init], then);
    }
}

/// A carried scalar after each iteration.
fn scan(analysis: &Analysis<'_>, scalar: &Carried, code: &mut Code<'_>) -> Var {
    let Carried { init, dtype, op, leaf, .. } = scalar;
    let extent = analysis.trip.extent.clone();
    let binder = Binder { var: code.fresh(Type::scalar(DType::I64), "k"), extent: extent.clone() };
    let at = Operand::Var(binder.var);
    let body = code.leaf_block(analysis, at, |code, renaming| {
        let leaf = leaf.emit(code, renaming, *op, *dtype);
        let with = code.join(*op, *init, leaf);
        if with == leaf {
            return vec![leaf];
        }
        let first = code.compare(CmpOp::Eq, at, Scalar::i64(0).into(), "first");
        vec![code.select(first, with, leaf, "leaf")]
    });
    let prefixes = code.fresh(Type { dtype: *dtype, shape: vec![extent] }, "prefixes");
    code.push(vec![prefixes], Op::Scan { binder, body, reducer: Reducer::Op(*op) });
    prefixes
}

/// A carried scalar before an iteration.
fn before(scalar: &Carried, prefixes: Var, at: Var, code: &mut Code<'_>) -> Operand {
    let zero = Scalar::i64(0);
    let first = code.compare(CmpOp::Eq, at.into(), zero.into(), "first");
    let last = code.size(Poly::var(at).sub(&Poly::constant(1)), "last");
    let last = code.define(DType::I64, "last", Op::Binary(BinOp::Max, last, zero.into()));
    let last = code.define(scalar.dtype, "so_far", element_of(prefixes, last));
    code.select(first, scalar.init, last, "before")
}

fn element_of(array: Var, index: Operand) -> Op {
    Op::Index { array, indices: vec![index], checked: vec![false] }
}
