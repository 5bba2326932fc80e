//! Computes once, before a loop, what every iteration would compute again.
//!     build [i < n] { s = reduce add [j < n] { … }; … }   =>   s = reduce add [j < n] { … }; build [i < n] { … }
//!     build [i < n] { m = reduce max [j < k] { … }; … }
//!         =>   m = if n >= 1 { m' = reduce max [j < k] { … }; yield m' } else { yield 0.0 }; build [i < n] { … }
//! Reductions, arrays, branches and counted loops move that mention nothing of the loop; scalars are left to
//! `simplify`, loads to the back end. What can fail, or reads elements that are known to be there only inside of the
//! loop, moves under the condition that the loop has an iteration; so does what may never end.
//! Declines: what stands in a branch, behind a check, or in a loop that may end early, and can fail itself; arrays
//! that would need such a condition and whose extents may be negative; arrays of one value.

use std::collections::BTreeSet;

use base::{BinOp, CmpOp, Pass, PassCx, Scalar, fault};

use crate::analysis::{Prover, compact, definitions_in, endless, fallible, free_variables_of, own_fallible};
use crate::builder::FunctionBuilder;
use crate::ir::{Block, Function, Op, Operand, Program, Reducer, Size, Stmt, Type, Var};
use crate::pass::prove_checks::start;

/// Moves loop-invariant loops out of loops.
pub const HOIST_INVARIANTS: Pass<Program> = Pass { name: "hoist-invariants", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        if has_nested_loops(&function.body, 0) && hoist(function, cx) {
            compact(function);
        }
    }
}

/// Whether a loop stands in a loop: only then is there something to do.
fn has_nested_loops(block: &Block, depth: usize) -> bool {
    block.stmts.iter().any(|stmt| {
        let blocks = stmt.op.blocks();
        let repeats = !blocks.is_empty() && !matches!(stmt.op, Op::If { .. });
        (repeats && depth > 0)
            || blocks.into_iter().any(|block| has_nested_loops(block, depth + usize::from(repeats)))
    })
}

fn hoist(function: &mut Function, cx: &mut PassCx) -> bool {
    let prover = start(function);
    let mut body = std::mem::take(&mut function.body);
    let b = FunctionBuilder::over(std::mem::take(&mut function.vars));
    let mut hoist = Hoist { b, prover, cx, changed: false };
    hoist.block(&mut body);
    let changed = hoist.changed;
    function.vars = hoist.b.finish(Vec::new()).0;
    function.body = body;
    changed
}

struct Hoist<'a> {
    b: FunctionBuilder,
    prover: Prover,
    cx: &'a mut PassCx,
    changed: bool,
}

impl Hoist<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for mut stmt in std::mem::take(&mut block.stmts) {
            self.inner(&mut stmt);
            self.b.begin();
            self.take_out(&mut stmt.op);
            for moved in self.b.end(Vec::new()).stmts {
                self.prover.add_stmt(&moved, &self.b.vars);
                stmts.push(moved);
            }
            self.prover.follow(&stmt, &self.b.vars);
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    /// Inner loops first: what leaves them may leave this one too.
    fn inner(&mut self, stmt: &mut Stmt) {
        let mark = self.prover.mark();
        if let Op::If { cond, then, otherwise } = &mut stmt.op {
            self.prover.assume(cond, true);
            self.block(then);
            self.prover.back_to(mark);
            self.prover.assume(cond, false);
            self.block(otherwise);
        } else {
            if !matches!(stmt.op, Op::Loop(_)) {
                self.add_binders(&stmt.op);
            }
            stmt.op.blocks_mut().into_iter().for_each(|block| self.block(block));
        }
        self.prover.back_to(mark);
    }

    fn add_binders(&mut self, op: &Op) {
        for binder in op.binders() {
            self.prover.add_binder(binder.var, &binder.extent);
        }
    }

    /// Emits, in front of the loop, what its body computes without it.
    fn take_out(&mut self, op: &mut Op) {
        if matches!(op, Op::If { .. }) || op.blocks().is_empty() {
            return;
        }
        let mut inside = definitions_in(op);
        // A body that runs for every index runs at least once unless the domain is empty.
        let domain: Option<Vec<Size>> = match op {
            Op::Loop(_) => None,
            _ => {
                let extents = op.binders().iter().map(|binder| self.prover.sizes.expand(&binder.extent));
                Some(extents.filter(|extent| !self.prover.positive(extent)).collect())
            }
        };
        let body = match op {
            Op::Loop(l) => &mut l.body,
            Op::Build { body, .. } | Op::Update { body, .. } => body,
            Op::Reduce { body, .. } | Op::Scan { body, .. } => body,
            _ => return,
        };
        let mut kept = Vec::with_capacity(body.stmts.len());
        let mut checked = false;
        for stmt in std::mem::take(&mut body.stmts) {
            if self.is_invariant(&stmt, &inside) {
                let safe = !endless(&stmt.op) && self.is_safe(&stmt.op);
                let conditional = domain.as_ref().filter(|_| !checked && !safe);
                let stands_in = stmt.outs.iter().all(|&out| self.has_stand_in(out));
                let fits = safe || conditional.is_some_and(|domain| domain.is_empty() || stands_in);
                if fits && self.cx.spend() {
                    self.changed = true;
                    stmt.outs.iter().chain(&definitions_in(&stmt.op)).for_each(|var| {
                        inside.remove(var);
                    });
                    match conditional {
                        Some(domain) if !domain.is_empty() && !fault!(ConditionForgotten) => {
                            self.under_condition(stmt, domain);
                        }
                        _ => self.b.push(stmt),
                    }
                    continue;
                }
            }
            checked |= fallible(&stmt.op, &self.b.vars) || endless(&stmt.op);
            kept.push(stmt);
        }
        body.stmts = kept;
    }

    fn is_invariant(&self, stmt: &Stmt, inside: &BTreeSet<Var>) -> bool {
        let loops = matches!(
            stmt.op,
            Op::Build { .. } | Op::Reduce { .. } | Op::Scan { .. } | Op::If { .. } | Op::Loop(_)
        );
        let types = || stmt.outs.iter().flat_map(|&out| &self.b.vars[out].ty.shape).flat_map(Size::vars);
        // An array of one value is as cheap to make as to copy, and what updates it would have to copy it.
        let fill = matches!(&stmt.op, Op::Build { body, .. } if body.stmts.is_empty());
        loops
            && !fill
            && !stmt.outs.is_empty()
            && free_variables_of(&stmt.op, &self.b.vars).is_disjoint(inside)
            && types().all(|var| !inside.contains(&var))
    }

    /// Whether the operation may run at a place where only the prover's facts are known: it cannot fail, and every
    /// element that it reads is there.
    fn is_safe(&mut self, op: &Op) -> bool {
        let mark = self.prover.mark();
        let own = match op {
            Op::Reduce { binders, reducer, .. } => {
                let fallible = matches!(
                    reducer,
                    Reducer::Op(BinOp::Min | BinOp::Max) | Reducer::ArgMin | Reducer::ArgMax
                );
                let neutral = !fallible || fault!(UnsafeHoisted);
                neutral || binders.iter().all(|binder| self.is_positive(&binder.extent))
            }
            Op::Index { array, indices, .. } => {
                let shape = &self.b.vars[*array].ty.shape;
                indices.iter().zip(shape).all(|(index, extent)| self.prover.inside(index, extent))
            }
            Op::Edge { extent, .. } => self.is_positive(extent),
            Op::Update { .. } => false,
            op => !own_fallible(op, &self.b.vars),
        };
        let safe = own && self.are_blocks_safe(op);
        self.prover.back_to(mark);
        safe
    }

    fn is_positive(&self, extent: &Size) -> bool {
        self.prover.positive(&self.prover.sizes.expand(extent))
    }

    fn are_blocks_safe(&mut self, op: &Op) -> bool {
        let mark = self.prover.mark();
        if let Op::If { cond, then, otherwise } = op {
            self.prover.assume(cond, true);
            let safe = self.is_block_safe(then);
            self.prover.back_to(mark);
            self.prover.assume(cond, false);
            return safe && self.is_block_safe(otherwise);
        }
        if !matches!(op, Op::Loop(_)) {
            self.add_binders(op);
        }
        op.blocks().into_iter().all(|block| self.is_block_safe(block))
    }

    fn is_block_safe(&mut self, block: &Block) -> bool {
        block.stmts.iter().all(|stmt| {
            let safe = self.is_safe(&stmt.op);
            self.prover.add_stmt(stmt, &self.b.vars);
            safe
        })
    }

    /// Whether there are zeros of its type, to be given where it is not computed: of extents that are not negative.
    fn has_stand_in(&self, out: Var) -> bool {
        let shape = &self.b.vars[out].ty.shape;
        shape.iter().all(|extent| self.prover.nonnegative(&self.prover.sizes.expand(extent)))
    }

    /// Emits the statement in a branch that is taken where the domain is not empty.
    fn under_condition(&mut self, stmt: Stmt, domain: &[Size]) {
        let b = &mut self.b;
        b.span = stmt.span;
        let mut cond: Operand = Scalar::bool(true).into();
        let domain = if domain.len() > 1 && fault!(FirstExtentOnly) { &domain[..1] } else { domain };
        for extent in domain {
            let extent = b.size(extent);
            let some = b.compare(CmpOp::Ge, extent, Scalar::i64(1));
            cond = if cond.var().is_none() { some } else { b.binary(BinOp::And, cond, some) };
        }
        let types: Vec<Type> = stmt.outs.iter().map(|&out| b.vars[out].ty.clone()).collect();
        let values: Vec<Var> = types.iter().map(|ty| b.fresh(ty.clone(), "value")).collect();
        let outs = stmt.outs;
        let inner = Stmt { outs: values.clone(), op: stmt.op, span: stmt.span };
        let then = Block { stmts: vec![inner], results: values.into_iter().map(Operand::Var).collect() };
        let otherwise = b.block(|b| types.iter().map(|ty| zeros(b, ty)).collect());
        b.push(Stmt { outs, op: Op::If { cond, then, otherwise }, span: stmt.span });
    }
}

fn zeros(b: &mut FunctionBuilder, ty: &Type) -> Operand {
    let zero = Operand::from(Scalar::zero(ty.dtype));
    let domain: Vec<(&str, Size)> = ty.shape.iter().map(|extent| ("i", extent.clone())).collect();
    match domain[..] {
        [] => zero,
        _ => b.build(&domain, |_, _| vec![zero])[0].into(),
    }
}
