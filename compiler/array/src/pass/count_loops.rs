//! Gives `while` loops that count a number of iterations, and counters of counted loops their values.
//!     loop (%i = 0, %s) while { c = lt %i, %n; yield c } do { …; j = size %i + 1; yield j, t }
//!         =>   loop (%s) [k < n] do { i = size k; …; yield t }
//!     loop (%k = 3) [i < n] do { …; l = size %k + 2; yield l }   =>   loop () [i < n] do { k = size 3 + 2 * i; … }
//! So such loops are as good as those that say their range.
//! Declines: bounds that the loop changes; `<=` where the bound may be the largest number, which never ends but where its
//! body fails; steps other than 1, counting down; `break`; conditions of several parts.

use base::{BinOp, CmpOp, DType, Pass, PassCx, Poly, Scalar};

use super::prove_checks::start;
use crate::analysis::{Prover, Sizes, compact, definitions_in, endless, fallible_block};
use crate::ir::{Binder, Block, Loop, Op, Operand, Program, Size, Stmt, Type, Var, VarInfo};
use crate::typing::{Vars, operand_size};

/// Makes loops count.
pub const COUNT_LOOPS: Pass<Program> = Pass { name: "count-loops", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        let mut sizes = Sizes::default();
        sizes.add_block(&body, &function.vars);
        let prover = start(function);
        let mut counter = Counter { vars: &mut function.vars, sizes, prover, cx, changed: false };
        counter.block(&mut body);
        let changed = counter.changed;
        function.body = body;
        if changed {
            compact(function);
        }
    }
}

struct Counter<'a> {
    vars: &'a mut Vars,
    sizes: Sizes,
    /// What holds everywhere in the function.
    prover: Prover,
    cx: &'a mut PassCx,
    changed: bool,
}

impl Counter<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            stmt.op.blocks_mut().into_iter().for_each(|inner| self.block(inner));
            if let Op::Loop(l) = &mut stmt.op {
                let mut outs = std::mem::take(&mut stmt.outs);
                self.count(l, stmt.span, &mut stmts);
                let after = self.take_counters(l, stmt.span, &mut outs);
                stmt.outs = outs;
                if !l.carried.is_empty() || l.trip.is_none() || fallible_block(&l.body, self.vars) {
                    stmts.push(stmt);
                }
                stmts.extend(after);
                continue;
            }
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }
    fn define(&mut self, op: Op, name: &str, span: base::Span, stmts: &mut Vec<Stmt>) -> Var {
        let out = self.vars.push(VarInfo { ty: Type::scalar(DType::I64), name: name.to_owned() });
        stmts.push(Stmt { outs: vec![out], op, span });
        self.sizes.add(&stmts[stmts.len() - 1], self.vars);
        out
    }

    /// Makes `while` a number of iterations, where it compares a counter with a bound.
    fn count(&mut self, l: &mut Loop, span: base::Span, before: &mut Vec<Stmt>) -> Option<()> {
        let own = definitions_in(&Op::Loop(Box::new(l.clone())));
        let cond = l.cond.as_ref().filter(|_| l.trip.is_none() && !l.breaks)?;
        let [Stmt { op: Op::Compare(op, a, b), outs, .. }] = &cond.stmts[..] else { return None };
        if cond.results != [Operand::Var(outs[0])] || self.dtype(a) != DType::I64 {
            return None;
        }
        let (counter, bound, beyond) = match op {
            CmpOp::Lt => (a, b, 0),
            CmpOp::Le => (a, b, 1),
            CmpOp::Gt => (b, a, 0),
            CmpOp::Ge => (b, a, 1),
            _ => return None,
        };
        let at = l.carried.iter().position(|(var, _)| counter.var() == Some(*var))?;
        let bound = self.sizes.affine_of(bound);
        let init = self.sizes.affine_of(&l.carried[at].1);
        let fixed = |size: &Size| size.vars().iter().all(|var| !own.contains(var));
        // From 0 on, or a later number, no difference wraps.
        let end = bound.add(&Poly::constant(beyond));
        let natural = self.prover.exact(&init)
            && self.prover.nonnegative(&init)
            && (beyond == 0 || self.prover.exact(&bound) && self.prover.exact(&end));
        if step_of(l, at, &self.sizes)? != 1 || !fixed(&bound) || !natural || !self.cx.spend() {
            return None;
        }
        self.changed = true;
        let mut extent = end.sub(&init);
        if init.as_constant() != Some(0) && !self.prover.nonnegative(&bound.sub(&init)) {
            let [end, from] = [end, init.clone()].map(|size| self.operand(&size, span, before));
            let end = self.define(Op::Binary(BinOp::Max, end, from), "end", span, before);
            extent = Poly::var(end).sub(&init);
        }
        let extent = self.operand(&extent, span, before);
        let var = self.vars.push(VarInfo { ty: Type::scalar(DType::I64), name: "k".to_owned() });
        l.trip = Some(Binder { var, extent: operand_size(&extent) });
        l.cond = None;
        Some(())
    }
    fn operand(&mut self, size: &Size, span: base::Span, stmts: &mut Vec<Stmt>) -> Operand {
        match (size.as_constant(), size.as_var()) {
            (Some(value), _) => Scalar::i64(value).into(),
            (_, Some(var)) => (*var).into(),
            _ => self.define(Op::Size(size.clone()), "bound", span, stmts).into(),
        }
    }
    fn dtype(&self, operand: &Operand) -> DType {
        match operand {
            Operand::Var(var) => self.vars[*var].ty.dtype,
            Operand::Const(scalar) => scalar.dtype,
        }
    }

    /// Takes counters out of what a counted loop carries; gives what defines their last values.
    fn take_counters(&mut self, l: &mut Loop, span: base::Span, outs: &mut Vec<Var>) -> Vec<Stmt> {
        let Some(trip) = l.trip.clone().filter(|_| l.cond.is_none() && !l.breaks) else { return Vec::new() };
        let idle = !fallible_block(&l.body, self.vars) && !l.body.stmts.iter().any(|stmt| endless(&stmt.op));
        let mut after = Vec::new();
        let mut at = 0;
        // A loop that carries nothing is none.
        while at < l.carried.len() && (idle || l.carried.len() > 1) {
            let Some(step) = step_of(l, at, &self.sizes) else {
                at += 1;
                continue;
            };
            if !self.cx.spend() {
                break;
            }
            self.changed = true;
            let (var, init) = l.carried.remove(at);
            l.body.results.remove(at);
            let init = self.sizes.affine_of(&init);
            let here = init.add(&Poly::var(trip.var).scale(step));
            l.body.stmts.insert(0, Stmt { outs: vec![var], op: Op::Size(here), span });
            self.sizes.add(&l.body.stmts[0], self.vars);
            let n = self.operand(&trip.extent, span, &mut after);
            let n = self.define(Op::Binary(BinOp::Max, n, Scalar::i64(0).into()), "trips", span, &mut after);
            let last = Op::Size(init.add(&Poly::var(n).scale(step)));
            after.push(Stmt { outs: vec![outs.remove(at)], op: last, span });
        }
        after
    }
}

/// By how much each iteration changes a carried number, where it always does by the same.
fn step_of(l: &Loop, at: usize, sizes: &Sizes) -> Option<i64> {
    let var = l.carried[at].0;
    let next = l.body.results[at].var()?;
    let step = sizes.affine_of(&next.into()).sub(&Poly::var(var));
    step.as_constant().filter(|step| *step != 0)
}
