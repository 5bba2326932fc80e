//! Checks a whole loop's indices once, before it.
//!     build [i < n] { a = index x[i + k?]; … }
//!         =>   assert n < 1 or (0 <= k and k + n - 1 < extent); build [i < n] { a = index x[i + k]; … }
//! An index that is affine in the binders around it takes its extremes at the domain's corners, so the loop fails
//! exactly when a corner is outside and the domain is not empty. A check goes out of as many loops as know all that
//! it needs. Conditions that do not change within the loop go the same way.
//! Declines: what a branch or a sequential loop may leave out; indices that depend on data or on products of binders.

use std::collections::BTreeSet;

use abi::Status;
use base::{BinOp, CmpOp, Pass, PassCx, Poly, Scalar, Span, fault};

use crate::analysis::{Prover, compact, definitions_in};
use crate::builder::FunctionBuilder;
use crate::ir::{Binder, Block, Failure, Function, Op, Operand, Program, Size, Stmt, Var, outside_message};
use crate::pass::prove_checks::start;
use crate::pass::simplify::remove_dead;
use crate::typing::Vars;

/// Moves checks out of loops.
pub const HOIST_CHECKS: Pass<Program> = Pass { name: "hoist-checks", run };

/// Larger factors of binders could make an extreme wrap.
const MAX_FACTOR: u64 = 1 << 12;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        if hoist(function, cx) {
            remove_dead(function);
            compact(function);
        }
    }
}

fn hoist(function: &mut Function, cx: &mut PassCx) -> bool {
    let mut prover = start(function);
    remember(&function.body, &function.vars, &mut prover);
    let mut body = std::mem::take(&mut function.body);
    let b = FunctionBuilder::over(std::mem::take(&mut function.vars));
    let mut hoist = Hoist { b, prover, cx, changed: false };
    hoist.block(&mut body);
    let changed = hoist.changed;
    function.vars = hoist.b.finish(Vec::new()).0;
    function.body = body;
    changed
}

fn remember(block: &Block, vars: &Vars, prover: &mut Prover) {
    for stmt in &block.stmts {
        prover.remember(stmt, vars);
        stmt.op.blocks().into_iter().for_each(|block| remember(block, vars, prover));
    }
}

struct Hoist<'a> {
    b: FunctionBuilder,
    prover: Prover,
    cx: &'a mut PassCx,
    changed: bool,
}

/// A check that can stand before a loop.
struct Check {
    kind: CheckKind,
    /// Extents of the loops around the place it came from.
    domain: Vec<Size>,
    failure: Failure,
    span: Span,
}

enum CheckKind {
    /// An index between these extremes is inside; `guards` are extents of binders that the index counts with.
    Inside { lowest: Size, highest: Size, extent: Size, guards: Vec<Size> },
    /// The condition holds.
    Holds(Operand),
}

/// The loops between a statement and a place inside of it, and what is defined there.
struct Nest {
    path: Vec<Binder>,
    inside: BTreeSet<Var>,
}

impl Nest {
    fn knows(&self, size: &Size) -> bool {
        !size.vars().iter().any(|var| self.inside.contains(var))
    }
}

impl Hoist<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for mut stmt in std::mem::take(&mut block.stmts) {
            if is_nest(&stmt.op) {
                let mut nest = Nest { path: Vec::new(), inside: definitions_in(&stmt.op) };
                let mut checks = Vec::new();
                self.collect(&mut stmt, &mut nest, &mut checks);
                self.b.begin();
                checks.into_iter().for_each(|check| self.emit(check));
                stmts.extend(self.b.end(Vec::new()).stmts);
            }
            self.inner(&mut stmt);
            self.prover.add_stmt(&stmt, &self.b.vars);
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    /// What could not leave the whole statement may still leave a loop inside of it.
    fn inner(&mut self, stmt: &mut Stmt) {
        let mark = self.prover.mark();
        if is_nest(&stmt.op) {
            for binder in stmt.op.binders() {
                self.prover.add_binder(binder.var, &binder.extent);
            }
        }
        stmt.op.blocks_mut().into_iter().for_each(|block| self.block(block));
        self.prover.back_to(mark);
    }

    /// Takes the checks out of a nest that are made for every index of it.
    fn collect(&mut self, outer: &mut Stmt, nest: &mut Nest, checks: &mut Vec<Check>) {
        let Stmt { op, span, .. } = outer;
        let before = nest.path.len();
        nest.path.extend(op.binders().iter().cloned());
        let body = match op {
            Op::Build { body, .. } | Op::Update { body, .. } => body,
            Op::Reduce { body, .. } | Op::Scan { body, .. } => body,
            _ => base::bug!("no nest of loops"),
        };
        let mut kept = Vec::with_capacity(body.stmts.len());
        for mut stmt in std::mem::take(&mut body.stmts) {
            let stays = match &mut stmt.op {
                Op::Index { array, indices, checked } => {
                    self.indices(*array, indices, checked, nest, stmt.span, checks);
                    true
                }
                Op::Assert { cond, failure } => !self.condition(*cond, failure, nest, stmt.span, checks),
                op if is_nest(op) => {
                    self.collect(&mut stmt, nest, checks);
                    true
                }
                _ => true,
            };
            if stays {
                kept.push(stmt);
            }
        }
        body.stmts = kept;
        if let Op::Update { array, body, checked, .. } = op {
            let indices = &body.results[..checked.len()];
            let span = body.stmts.last().map_or(*span, |stmt| stmt.span);
            self.indices(*array, indices, checked, nest, span, checks);
        }
        nest.path.truncate(before);
    }

    fn indices(
        &mut self,
        array: Var,
        indices: &[Operand],
        checked: &mut [bool],
        nest: &Nest,
        span: Span,
        checks: &mut Vec<Check>,
    ) {
        for (axis, (index, checked)) in indices.iter().zip(checked).enumerate() {
            if !*checked {
                continue;
            }
            let extent = self.b.vars[array].ty.shape[axis].clone();
            let message = outside_message(&self.b.vars[array].name, axis);
            let failure = Failure { status: Status::Bounds, message, args: Vec::new() };
            if let Some(kind) = self.find_extremes(index, &extent, nest)
                && self.cx.spend()
            {
                *checked = false;
                self.changed = true;
                checks.push(Check { kind, domain: self.domain(nest), failure, span });
            }
        }
    }

    /// Whether an assertion was taken out.
    fn condition(
        &mut self,
        cond: Operand,
        failure: &Failure,
        nest: &Nest,
        span: Span,
        checks: &mut Vec<Check>,
    ) -> bool {
        let outer = |x: &Operand| x.var().is_none_or(|var| !nest.inside.contains(&var));
        let domain = nest.path.iter().all(|binder| nest.knows(&self.prover.sizes.expand(&binder.extent)));
        let kind = if outer(&cond) && failure.args.iter().all(outer) && domain {
            Some(CheckKind::Holds(cond))
        } else {
            // Only where the message is about the index, which will be one of the corners.
            let bounds = self.prover.as_bounds(&cond);
            let bounds = bounds.filter(|(index, _)| failure.args.len() == 2 && failure.args[0] == *index);
            bounds.and_then(|(index, extent)| self.find_extremes(&index, &extent, nest))
        };
        let Some(kind) = kind.filter(|_| self.cx.spend()) else { return false };
        self.changed = true;
        checks.push(Check { kind, domain: self.domain(nest), failure: failure.clone(), span });
        true
    }

    /// The extents that may be empty.
    fn domain(&self, nest: &Nest) -> Vec<Size> {
        let extents = nest.path.iter().map(|binder| self.prover.sizes.expand(&binder.extent));
        let unsure: BTreeSet<Size> = extents.filter(|extent| !self.prover.positive(extent)).collect();
        unsure.into_iter().collect()
    }

    /// The extremes of an affine index over the loops of the nest, if all that they need is known before it.
    fn find_extremes(&self, index: &Operand, extent: &Size, nest: &Nest) -> Option<CheckKind> {
        let sizes = &self.prover.sizes;
        let (mut lowest, extent) = (sizes.affine_of(index), sizes.expand(extent));
        let mut highest = lowest.clone();
        let mut guards = Vec::new();
        for binder in &nest.path {
            let count = sizes.expand(&binder.extent);
            if !nest.knows(&count) {
                return None;
            }
            let last = count.sub(&Poly::constant(if fault!(LastNotChecked) { 2 } else { 1 }));
            let (_, factor) = lowest.linear_in(&binder.var)?;
            let factor = factor.as_constant().filter(|factor| factor.unsigned_abs() < MAX_FACTOR)?;
            let (first, last) = if factor < 0 && !fault!(CornersNotSwapped) {
                (last, Poly::constant(0))
            } else {
                (Poly::constant(0), last)
            };
            let at = |size: &Size, value: &Size| {
                size.substitute(&mut |var| if *var == binder.var { value.clone() } else { Poly::var(*var) })
            };
            (lowest, highest) = (at(&lowest, &first), at(&highest, &last));
            if factor != 0 && !self.prover.is_bounded(&count) {
                guards.push(count);
            }
        }
        let known = nest.knows(&lowest) && nest.knows(&highest) && nest.knows(&extent);
        known.then_some(CheckKind::Inside { lowest, highest, extent, guards })
    }

    fn emit(&mut self, check: Check) {
        let b = &mut self.b;
        b.span = check.span;
        let mut failure = check.failure;
        let mut ok = match check.kind {
            CheckKind::Holds(cond) => cond,
            CheckKind::Inside { lowest, highest, extent, guards } => {
                let (low, high) = (b.size(&lowest), b.size(&highest));
                let size = b.size(&extent);
                let below = b.compare(CmpOp::Lt, high, size);
                let above = b.compare(CmpOp::Ge, low, Scalar::i64(0));
                let above = if fault!(LowerEndNotChecked) { Scalar::bool(true).into() } else { above };
                let mut inside = b.binary(BinOp::And, above, below);
                if lowest != highest && !(self.prover.exact(&lowest) && self.prover.exact(&highest)) {
                    // The way from the one to the other may have wrapped.
                    let ordered = b.compare(CmpOp::Le, low, high);
                    inside = b.binary(BinOp::And, inside, ordered);
                }
                for guard in guards {
                    // More iterations than elements cannot all be inside; fewer do not wrap.
                    let count = b.size(&guard);
                    let few = b.compare(CmpOp::Le, count, size);
                    inside = b.binary(BinOp::And, inside, few);
                }
                let shown = if lowest == highest { high } else { b.select(above, high, low) };
                failure.args = vec![shown, size];
                inside
            }
        };
        let domain = if fault!(CheckedThoughEmpty) { &[] } else { &check.domain[..] };
        for extent in domain {
            let extent = b.size(extent);
            let empty = b.compare(CmpOp::Lt, extent, Scalar::i64(1));
            ok = b.binary(BinOp::Or, ok, empty);
        }
        b.assert(ok, failure);
    }
}

/// Whether the operation runs its body for every index of a domain.
fn is_nest(op: &Op) -> bool {
    matches!(op, Op::Build { .. } | Op::Reduce { .. } | Op::Scan { .. } | Op::Update { .. })
}
