//! Reductions and scans by an operator of the user's that is one of the language's, and exact, take that one: it is free of
//! order and runs in lanes.
//!     scan user (-inf) (%a, %b) { c = max %a, %b; yield c } […]   =>   scan max […]
//!     reduce user (0) (%a, %b) { c = add %a, %b; yield c } […]    =>   reduce add […]
//! Declines: sums and products of floats, whose order is that of the user's operator; starting values that are not neutral,
//! extremes of what may be nothing.

use base::{BinOp, Pass, PassCx, is_order_free};

use crate::ir::{Block, Form, Function, Op, Operand, Program, Reducer};

/// Recognises operators.
pub const KNOWN_OPERATORS: Pass<Program> = Pass { name: "known-operators", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        visit(function, &mut body, cx);
        function.body = body;
        crate::analysis::compact(function);
    }
}

fn visit(function: &Function, block: &mut Block, cx: &mut PassCx) {
    for stmt in &mut block.stmts {
        let (reducer, form, empty) = match &mut stmt.op {
            Op::Scan { reducer, .. } => (reducer, None, false),
            Op::Reduce { binders, reducer, form, .. } => {
                let some = |n: i64| n > 0;
                let empty = binders.iter().any(|binder| !binder.extent.as_constant().is_some_and(some));
                (reducer, Some(form), empty)
            }
            op => {
                op.blocks_mut().into_iter().for_each(|inner| visit(function, inner, cx));
                continue;
            }
        };
        if let Some(op) = known(function, reducer)
            && !(empty && matches!(op, BinOp::Min | BinOp::Max))
            && cx.spend()
        {
            *reducer = Reducer::Op(op);
            form.into_iter().for_each(|form| *form = Form::Array);
        }
        stmt.op.blocks_mut().into_iter().for_each(|inner| visit(function, inner, cx));
    }
}

/// The operator that the user's is, where its order does not matter and what it starts from changes nothing.
fn known(function: &Function, reducer: &Reducer) -> Option<BinOp> {
    let Reducer::User { init, combine } = reducer else { return None };
    let ([init], [a, b], [stmt]) = (&init[..], &combine.params[..], &combine.body.stmts[..]) else {
        return None;
    };
    let Op::Binary(op, x, y) = &stmt.op else { return None };
    let of_both = [(a, b), (b, a)].contains(&(&x.var()?, &y.var()?));
    let dtype = function.vars[*a].ty.dtype;
    let gives = combine.body.results.first().and_then(|result| result.var()) == Some(stmt.outs[0]);
    let neutral = is_order_free(*op, dtype) && *init == Operand::Const(base::neutral(*op, dtype));
    (of_both && gives && neutral).then_some(*op)
}
