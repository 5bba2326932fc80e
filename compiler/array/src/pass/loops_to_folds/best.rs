//! Loops that remember the best value so far, and what was true of it: the index of the extreme, then its values.

use base::{CmpOp, DType};

use super::{Analysis, Code};
use crate::ir::{Binder, Form, Op, Operand, Reducer, Stmt, Type, Var};

/// What is remembered.
struct Best {
    /// The position of the value among what is carried.
    at: usize,
    leaf: Operand,
    /// `Lt` or `Gt`: how the leaf stands to the best so far where it takes its place.
    wins: CmpOp,
}

/// Adds what takes the place of the loop.
pub(super) fn rewrite(analysis: &Analysis<'_>, outs: &[Var], code: &mut Code<'_>) -> Option<()> {
    let l = analysis.l;
    // Loops inside would run once more for the best.
    let heavy = |stmt: &Stmt| !stmt.op.blocks().is_empty();
    if l.body
        .stmts
        .iter()
        .any(|stmt| analysis.loses(stmt, code.vars) || (heavy(stmt) && !analysis.depends(stmt)))
    {
        return None;
    }
    let (cond, values) = find_choice(analysis)?;
    let best = find_best(analysis, &cond, &values, code)?;
    let wins = best.wins;
    let reducer = if wins == CmpOp::Gt { Reducer::ArgMax } else { Reducer::ArgMin };
    let dtype = code.dtype(&best.leaf);
    let extent = &analysis.trip.extent;
    let then = code.block(|code| {
        let binder = Binder { var: code.fresh(Type::scalar(DType::I64), "k"), extent: extent.clone() };
        let body = code.leaf_block(analysis, binder.var.into(), |code, renaming| {
            let leaf = renaming.operand(best.leaf);
            if !dtype.is_float() {
                return vec![leaf];
            }
            // A comparison with NaN is false, so one never wins.
            let number = code.compare(CmpOp::Eq, leaf, leaf, "number");
            let worst = Operand::Const(base::extreme(dtype, wins == CmpOp::Gt));
            vec![code.select(number, leaf, worst, "leaf")]
        });
        let op = Op::Reduce { binders: vec![binder], body, reducer, form: Form::Array };
        let at = code.define(DType::I64, "best", op);
        let renaming = code.leaf_stmts(analysis, at);
        let (leaf, init) = (renaming.operand(best.leaf), l.carried[best.at].1);
        let takes = code.compare(wins, leaf, init, "takes");
        let chosen = values.iter().zip(&l.carried).map(|(value, (_, init))| match value {
            Some(value) => code.select(takes, renaming.operand(*value), *init, "best"),
            None => *init,
        });
        chosen.collect()
    });
    let inits = l.carried.iter().map(|(_, init)| *init).collect();
    code.where_some(extent, outs, inits, then);
    Some(())
}

/// The condition by which everything carried is replaced, and by what; none where it never is.
fn find_choice(analysis: &Analysis<'_>) -> Option<(Operand, Vec<Option<Operand>>)> {
    let mut cond = None;
    let mut values = Vec::new();
    for ((var, _), next) in analysis.l.carried.iter().zip(&analysis.l.body.results) {
        if next.var() == Some(*var) {
            values.push(None);
            continue;
        }
        let (stmt, out) = analysis.definition(next)?;
        let (by, value, kept) = match &stmt.op {
            Op::Select(by, value, kept) => (*by, *value, *kept),
            Op::If { cond, then, otherwise } if then.stmts.is_empty() && otherwise.stmts.is_empty() => {
                (*cond, then.results[out], otherwise.results[out])
            }
            _ => return None,
        };
        let alike = kept.var() == Some(*var) && analysis.independent(&value);
        if !alike || *cond.get_or_insert(by) != by {
            return None;
        }
        values.push(Some(value));
    }
    Some((cond?, values))
}

/// The carried value that the condition compares with what takes its place.
fn find_best(
    analysis: &Analysis<'_>,
    cond: &Operand,
    values: &[Option<Operand>],
    code: &Code<'_>,
) -> Option<Best> {
    let (compare, _) = analysis.definition(cond)?;
    let Op::Compare(op, a, b) = &compare.op else { return None };
    let carried = &analysis.l.carried;
    let at_of = |operand: &Operand| carried.iter().position(|(var, _)| operand.var() == Some(*var));
    let (at, leaf, wins) = match (at_of(a), at_of(b)) {
        (None, Some(at)) => (at, *a, *op),
        (Some(at), None) => (at, *b, mirrored(*op)),
        _ => return None,
    };
    let real = !code.dtype(&leaf).is_complex() && code.vars[carried[at].0].ty.rank() == 0;
    let strict = matches!(wins, CmpOp::Lt | CmpOp::Gt);
    // The best is used where it is compared and where it is kept, everything else where it is kept.
    let uses = |k: usize| if values[k].is_none() { 1 } else { 1 + u32::from(k == at) };
    let alone = carried.iter().enumerate().all(|(k, (var, _))| analysis.uses_of(*var) == uses(k));
    (real && strict && alone && values[at] == Some(leaf)).then_some(Best { at, leaf, wins })
}

fn mirrored(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Lt => CmpOp::Gt,
        CmpOp::Gt => CmpOp::Lt,
        CmpOp::Le => CmpOp::Ge,
        CmpOp::Ge => CmpOp::Le,
        op => op,
    }
}

#[cfg(test)]
mod tests {
    use base::Scalar;

    use super::*;

    #[test]
    fn a_comparison_mirrored_twice_is_itself() {
        for op in [CmpOp::Lt, CmpOp::Le, CmpOp::Gt, CmpOp::Ge, CmpOp::Eq, CmpOp::Ne] {
            assert_eq!(mirrored(mirrored(op)), op);
            let mirrored = base::scalar::compare(mirrored(op), Scalar::i64(2), Scalar::i64(1));
            assert_eq!(mirrored, base::scalar::compare(op, Scalar::i64(1), Scalar::i64(2)));
        }
    }
}
