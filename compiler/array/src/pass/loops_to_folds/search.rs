//! Loops that end with the first index for which a condition holds.

use base::{BinOp, DType, Scalar};

use super::{Analysis, Code};
use crate::analysis::{Renaming, endless, fallible_block};
use crate::ir::{Binder, Block, Form, Op, Operand, Reducer, Type, Var};

/// What a carried value is after the iteration that ends the loop; before that it stays as it was.
enum Found {
    /// As it was.
    Kept,
    /// A value of the body.
    Value(Operand),
    /// True.
    True,
    /// What a branch gives, with the branch's own statements.
    Branch(Block, Operand),
}

/// Adds what takes the place of the loop.
pub(super) fn rewrite(analysis: &Analysis<'_>, outs: &[Var], code: &mut Code<'_>) -> Option<()> {
    let l = analysis.l;
    let (stop, results) = l.body.results.split_first()?;
    let heavy = l.body.stmts.iter().any(|stmt| stmt.op.blocks().len() == 1 || endless(&stmt.op));
    // Iterations behind the last one are looked at too: they must not fail.
    if heavy || fallible_block(&l.body, code.vars) || !analysis.independent(stop) || stop.var().is_none() {
        return None;
    }
    let carried = l.carried.iter().zip(results);
    let found = carried.map(|((var, init), next)| find(analysis, *var, init, next, stop));
    let found: Vec<Found> = found.collect::<Option<_>>()?;
    let extent = &analysis.trip.extent;
    let then = code.block(|code| {
        let binder = Binder { var: code.fresh(Type::scalar(DType::I64), "k"), extent: extent.clone() };
        let body = code.leaf_block(analysis, binder.var.into(), |_, renaming| vec![renaming.operand(*stop)]);
        let op = Op::Reduce { binders: vec![binder], body, reducer: Reducer::ArgMax, form: Form::Array };
        let at = code.define(DType::I64, "first", op);
        let renaming = code.leaf_stmts(analysis, at);
        let stops = renaming.operand(*stop);
        let ends = found.iter().zip(&l.carried).map(|(found, (_, init))| {
            let value = value_of(found, (&stops, init), code, &renaming);
            let chosen = value == *init || matches!(found, Found::Branch(..));
            if chosen { value } else { code.select(stops, value, *init, "found") }
        });
        ends.collect()
    });
    let inits = l.carried.iter().map(|(_, init)| *init).collect();
    code.where_some(extent, outs, inits, then);
    Some(())
}

fn value_of(
    found: &Found,
    (stops, init): (&Operand, &Operand),
    code: &mut Code<'_>,
    renaming: &Renaming,
) -> Operand {
    match found {
        Found::Kept => *init,
        Found::Value(value) => renaming.operand(*value),
        Found::True => Scalar::bool(true).into(),
        Found::Branch(block, value) => {
            // What the branch reads may be inside only where its condition holds.
            let mut renaming = renaming.clone();
            let source = Block { stmts: block.stmts.clone(), results: vec![*value] };
            let then = renaming.clone_block(&source, None, code.vars);
            let otherwise = Block { stmts: Vec::new(), results: vec![*init] };
            let ty = match init {
                Operand::Var(var) => code.vars[*var].ty.clone(),
                Operand::Const(scalar) => Type::scalar(scalar.dtype),
            };
            let out = code.fresh(ty, "found");
            code.push(vec![out], Op::If { cond: *stops, then, otherwise });
            out.into()
        }
    }
}

/// What becomes of one carried value.
fn find(analysis: &Analysis<'_>, var: Var, init: &Operand, next: &Operand, stop: &Operand) -> Option<Found> {
    let uses = analysis.uses_of(var);
    if next.var() == Some(var) {
        return (uses == 1).then_some(Found::Kept);
    }
    let off = *init == Operand::Const(Scalar::bool(false));
    if next == stop && off && uses == 0 {
        return Some(Found::True);
    }
    let (stmt, out) = analysis.definition(next)?;
    let own = |operand: &Operand| operand.var() == Some(var);
    let found = match &stmt.op {
        Op::Binary(BinOp::Or, a, b) if (a == stop && own(b)) || (b == stop && own(a)) => Found::True,
        Op::Select(cond, value, kept) if cond == stop && own(kept) && analysis.independent(value) => {
            Found::Value(*value)
        }
        Op::If { cond, then, otherwise } if cond == stop && own(&otherwise.results[out]) => {
            let mut foreign = false;
            crate::analysis::for_each_block_use(then, &mut |var| {
                foreign |= analysis.dependent.contains(&var)
            });
            if foreign || !otherwise.stmts.is_empty() {
                return None;
            }
            Found::Branch(then.clone(), then.results[out])
        }
        _ => return None,
    };
    (uses == 1).then_some(found)
}
