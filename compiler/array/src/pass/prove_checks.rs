//! Takes away checks that cannot fail.
//!     build [i < n - 1] { a = index x[i + 1?]; … }   =>   … a = index x[i + 1]          (x has n elements)
//!     assert (n >= 3)                                 =>   nothing                        (after `where n >= 3`)
//!     k = edge clamp i, n                             =>   uses of i                      (0 <= i < n)
//! What is known: sizes and binders and their ranges, the function's `where`, assertions and checks that stand before,
//! conditions of branches, what clamping, wrapping, minimum, maximum, remainder and conversion give. A comparison
//! whose value is known becomes a constant. An update whose indices are different for each of its binders' values is
//! marked as distinct.
//! Declines: indices that depend on data; what needs products of unknown sign.

use base::{BinOp, DType, Pass, PassCx, Scalar, fault};

use crate::analysis::{Prover, compact, forward_copies};
use crate::ir::{Block, Function, Op, Operand, Program, Reducer, Size, Stmt, Var};
use crate::pass::simplify::remove_dead;
use crate::typing::Vars;

/// Takes away checks.
pub const PROVE_CHECKS: Pass<Program> = Pass { name: "prove-checks", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        let prover = start(function);
        let mut prove = Prove { vars: &function.vars, prover, cx, changed: false };
        prove.block(&mut body);
        let changed = prove.changed;
        function.body = body;
        if changed {
            forward_copies(function);
            remove_dead(function);
            compact(function);
        }
    }
}

/// What is known at the start of a function.
pub(crate) fn start(function: &Function) -> Prover {
    let mut prover = Prover::new(function.vars.len());
    function.sizes.iter().for_each(|&size| prover.add_size(size));
    for &param in &function.params {
        for extent in &function.vars[param].ty.shape {
            // An i64 parameter that is an extent has been compared with it.
            if let Some(&var) = extent.as_var() {
                prover.add_size(var);
            }
        }
    }
    for &param in &function.params {
        prover.add_shape(&function.vars[param].ty.shape);
        function.vars[param].ty.shape.iter().for_each(|extent| prover.add_fact(extent.clone()));
    }
    function.nonnegative.iter().for_each(|fact| prover.add_fact(fact.clone()));
    prover
}

struct Prove<'a> {
    vars: &'a Vars,
    prover: Prover,
    cx: &'a mut PassCx,
    changed: bool,
}

impl Prove<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut kept = Vec::with_capacity(block.stmts.len());
        for mut stmt in std::mem::take(&mut block.stmts) {
            if self.stmt(&mut stmt) {
                kept.push(stmt);
            }
        }
        block.stmts = kept;
    }

    fn spend(&mut self) -> bool {
        let may = self.cx.spend();
        self.changed |= may;
        may
    }

    /// Whether the statement stays.
    fn stmt(&mut self, stmt: &mut Stmt) -> bool {
        match &mut stmt.op {
            Op::Assert { cond, .. } => {
                let cond = *cond;
                if self.prover.decide(&cond) == Some(true) && self.spend() {
                    return false;
                }
                self.prover.assume(&cond, true);
            }
            Op::Index { array, indices, checked } => {
                let shape = self.vars[*array].ty.shape.clone();
                self.checks(indices, checked, &shape);
            }
            Op::Compare(op, a, b) if self.is_index(a) => {
                let value = self.prover.decide_comparison(*op, a, b);
                // Assertions that are made of it ask again.
                self.prover.add_stmt(stmt, self.vars);
                if let Some(value) = value
                    && self.spend()
                {
                    stmt.op = Op::Copy(Scalar::bool(value).into());
                }
            }
            Op::Edge { index, extent, .. } => {
                let index = *index;
                if self.prover.inside(&index, extent) && self.spend() {
                    stmt.op = Op::Copy(index);
                }
            }
            Op::Binary(BinOp::Mod, a, b) if self.is_index(a) => {
                let (a, extent) = (*a, self.prover.sizes.affine_of(b));
                if self.prover.exact(&extent) && self.prover.inside(&a, &extent) && self.spend() {
                    stmt.op = Op::Copy(a);
                }
            }
            _ => self.nested(stmt),
        }
        self.prover.add_stmt(stmt, self.vars);
        true
    }

    fn is_index(&self, x: &Operand) -> bool {
        match x {
            Operand::Var(var) => self.vars[*var].ty.dtype == DType::I64,
            Operand::Const(scalar) => scalar.dtype == DType::I64,
        }
    }

    /// Clears the marks of indices that are inside; those that stay are inside from here on.
    fn checks(&mut self, indices: &[Operand], checked: &mut [bool], shape: &[Size]) {
        for ((index, checked), extent) in indices.iter().zip(checked).zip(shape) {
            if !*checked {
                continue;
            }
            if self.prover.inside(index, extent) && self.spend() {
                *checked = false;
                continue;
            }
            let (size, extent) = (self.prover.sizes.affine_of(index), self.prover.sizes.expand(extent));
            if self.prover.exact(&size) && self.prover.exact(&extent) {
                self.prover.add_fact(extent.sub(&size).sub(&Size::constant(1)));
                self.prover.add_fact(size);
            }
        }
    }

    fn nested(&mut self, stmt: &mut Stmt) {
        let mark = self.prover.mark();
        for binder in stmt.op.binders() {
            if !matches!(stmt.op, Op::Loop(_)) {
                self.prover.add_binder(binder.var, &binder.extent);
            }
        }
        match &mut stmt.op {
            Op::Build { body, .. } => self.block(body),
            Op::Update { array, body, checked, .. } => {
                self.block(body);
                let shape = self.vars[*array].ty.shape.clone();
                self.checks(&body.results[..shape.len()], checked, &shape);
                self.distinct(&mut stmt.op);
            }
            Op::Reduce { body, reducer, .. } | Op::Scan { body, reducer, .. } => {
                self.block(body);
                if let Reducer::User { combine, .. } = reducer {
                    self.prover.back_to(mark);
                    self.block(&mut combine.body);
                }
            }
            Op::If { cond, then, otherwise } => {
                self.prover.assume(cond, true);
                self.block(then);
                if !fault!(BranchFactsStay) {
                    self.prover.back_to(mark);
                }
                self.prover.assume(cond, false);
                self.block(otherwise);
            }
            Op::Loop(l) => {
                if let Some(cond) = &mut l.cond {
                    self.block(cond);
                    self.prover.back_to(mark);
                    let holds = cond.results[0];
                    self.prover.assume(&holds, true);
                }
                if let Some(trip) = &l.trip {
                    self.prover.add_binder(trip.var, &trip.extent);
                }
                self.block(&mut l.body);
            }
            _ => {}
        }
        self.prover.back_to(mark);
    }

    /// Marks an update whose binders each stand alone, with a constant factor, in an index of their own.
    fn distinct(&mut self, op: &mut Op) {
        let Op::Update { binders, body, distinct, .. } = op else { base::bug!("no update") };
        let Some((_, indices)) = body.results.split_last() else { base::bug!("an update without a value") };
        if *distinct {
            return;
        }
        let indices: Vec<Size> = indices.iter().map(|index| self.prover.sizes.affine_of(index)).collect();
        let vars: Vec<Var> = binders.iter().map(|binder| binder.var).collect();
        let alone = |var: &Var| {
            indices.iter().any(|index| {
                let (Some((_, factor)), others) = (index.linear_in(var), vars.iter().filter(|v| *v != var))
                else {
                    return false;
                };
                let mut others = others;
                // A factor beyond this could bring two numbers together modulo 2^64.
                let small = factor.as_constant().is_some_and(|c| c != 0 && c.unsigned_abs() < 1 << 16);
                small && (others.all(|other| !index.mentions(other)) || fault!(SharedIsDistinct))
            })
        };
        // What else is in the index is defined within the body and may differ from one iteration to the next.
        let outer =
            |index: &Size| index.vars().iter().all(|var| vars.contains(var) || !body_defines(body, *var));
        if vars.iter().all(alone) && indices.iter().all(outer) && self.spend() {
            *distinct = true;
        }
    }
}

/// Whether a statement of the block itself defines the variable.
fn body_defines(body: &Block, var: Var) -> bool {
    body.stmts.iter().any(|stmt| stmt.outs.contains(&var))
}
