//! Copies the rows that every element of a build reads, so that the build may replace its array where it stands.
//!     loop (%d) [k < n] { e = build [i < n, j < n] { …d[i, j]…d[i, k]…d[k, j]… }; yield e }
//!         =>
//!     loop (%d) [k < n] {
//!       c = build [i < n] { d[i, k] }; r = build [j < n] { d[k, j] }
//!       e = build [i < n, j < n] { …d[i, j]…c[i]…r[j]… }; yield e
//!     }
//! A read of the array is either of the element's own place, or has an index that is the same for all elements and is
//! known to be inside. After fusion, which would put the copies back. Likewise before an update, where what stands behind
//! it reads parts of the array as it was:
//!     t = update s [j < n] { …; yield p, j, a }; u = update t [j < n] { …s[p, j]…s[q, j]…; yield q, j, b }
//!         =>
//!     r = build [j < n] { s[p, j] }
//!     t = update s [j < n] { …; yield p, j, a }; u = update t [j < n] { …r[j]…t[q, j]…; yield q, j, b }
//! Declines: other indices; an array that is read afterwards; a build outside of loops, which has memory of its own.

use std::collections::BTreeSet;

use base::{Pass, PassCx};

use crate::analysis::{Prover, definitions_in, for_each_block_use, for_each_own_use, for_each_use};
use crate::builder::FunctionBuilder;
use crate::ir::{Binder, Block, Op, Operand, Program, Stmt, Var};
use crate::pass::prove_checks::start;

mod parts;

/// Copies rows before builds that replace their array.
pub const KEEP_ROWS: Pass<Program> = Pass { name: "keep-rows", run };

/// Copies for one build.
const MOST: usize = 4;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let prover = start(function);
        let mut body = std::mem::take(&mut function.body);
        let b = FunctionBuilder::over(std::mem::take(&mut function.vars));
        let mut keep = Keep { b, prover, cx, owned: BTreeSet::new() };
        keep.block(&mut body, &BTreeSet::new());
        function.vars = keep.b.finish(Vec::new()).0;
        function.body = body;
    }
}

struct Keep<'a> {
    b: FunctionBuilder,
    prover: Prover,
    cx: &'a mut PassCx,
    /// Arrays that loops carry, and what is made of them.
    owned: BTreeSet<Var>,
}

/// An array and the indices of a read.
type Read = (Var, Vec<Operand>);

impl Keep<'_> {
    /// `carried`: the arrays that an iteration of the loop around the block takes.
    fn block(&mut self, block: &mut Block, carried: &BTreeSet<Var>) {
        let mut stmts: Vec<Stmt> = Vec::with_capacity(block.stmts.len());
        let mut rest: Vec<Stmt> = std::mem::take(&mut block.stmts);
        rest.reverse();
        while let Some(mut stmt) = rest.pop() {
            self.inner(&mut stmt);
            let later = |array: Var| {
                let mut found = block.results.contains(&array.into());
                rest.iter().for_each(|stmt| for_each_use(&stmt.op, &mut |var| found |= var == array));
                found
            };
            let own = |array: Var| {
                carried.contains(&array)
                    || !carried.is_empty() && stmts.iter().any(|stmt| stmt.outs.contains(&array))
            };
            let array = self.replaced(&stmt, &block.results).filter(|array| own(*array) && !later(*array));
            if let Some(array) = array
                && let Some(rows) = self.rows(&stmt, array)
                && self.cx.spend()
            {
                self.b.begin();
                self.copy(&mut stmt, &rows);
                stmts.extend(self.b.end(Vec::new()).stmts);
            }
            if let Op::Update { array, .. } = &stmt.op
                && self.owned.contains(array)
            {
                self.owned.extend(&stmt.outs);
                self.b.begin();
                self.keep_parts(&stmt, &mut rest, &block.results);
                stmts.extend(self.b.end(Vec::new()).stmts);
            }
            self.prover.follow(&stmt, &self.b.vars);
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    fn inner(&mut self, stmt: &mut Stmt) {
        let mark = self.prover.mark();
        match &mut stmt.op {
            Op::Loop(l) => {
                if let Some(trip) = &l.trip {
                    self.prover.add_binder(trip.var, &trip.extent);
                }
                let carried = l.carried.iter().map(|(var, _)| *var).collect();
                self.owned.extend(&carried);
                self.block(&mut l.body, &carried);
            }
            Op::If { cond, then, otherwise } => {
                self.prover.assume(cond, true);
                self.block(then, &BTreeSet::new());
                self.prover.back_to(mark);
                self.prover.assume(cond, false);
                self.block(otherwise, &BTreeSet::new());
            }
            _ => {}
        }
        self.prover.back_to(mark);
    }

    /// The one array of a build's type that it reads, if the build is a result.
    fn replaced(&self, stmt: &Stmt, results: &[Operand]) -> Option<Var> {
        let Op::Build { body, .. } = &stmt.op else { return None };
        let ty = |var: Var| self.prover.sizes.expand_type(&self.b.vars[var].ty);
        let out = stmt.outs.iter().find(|out| results.contains(&(**out).into()))?;
        let wanted = ty(*out);
        let mut found = BTreeSet::new();
        for_each_block_use(body, &mut |var| {
            if !self.b.vars[var].ty.shape.is_empty() && ty(var) == wanted {
                found.insert(var);
            }
        });
        (found.len() == 1).then(|| found.first().copied()).flatten()
    }

    /// The reads of `array` that are the same for many elements, if every other one is of the element's own place.
    fn rows(&self, stmt: &Stmt, array: Var) -> Option<Vec<Read>> {
        let Op::Build { binders, body } = &stmt.op else { return None };
        let inside = definitions_in(&stmt.op);
        let shape = &self.b.vars[array].ty.shape;
        let mut rows: Vec<Read> = Vec::new();
        let mut fits = shape.len() == binders.len();
        reads(body, array, &mut |read| {
            let Some((indices, checked)) = read else {
                fits = false;
                return;
            };
            let own = |(index, binder): (&Operand, &Binder)| *index == Operand::Var(binder.var);
            if indices.iter().zip(binders).all(own) {
                return;
            }
            fits &= !checked
                && indices.iter().zip(binders).zip(shape).all(|(pair, extent)| {
                    let fixed = pair.0.var().is_none_or(|var| !inside.contains(&var));
                    own(pair) || fixed && self.prover.inside(pair.0, extent)
                });
            let row = (array, indices.to_vec());
            if !rows.contains(&row) {
                rows.push(row);
            }
        });
        (fits && !rows.is_empty() && rows.len() <= MOST).then_some(rows)
    }

    /// Emits the copies and makes the statement read them.
    fn copy(&mut self, stmt: &mut Stmt, rows: &[Read]) {
        self.cx
            .remark(stmt.span, "an array is overwritten in place: what is read of it later is copied before");
        self.b.span = stmt.span;
        let binders = stmt.op.binders().to_vec();
        for (array, indices) in rows {
            let along: Vec<&Binder> =
                binders.iter().filter(|binder| indices.contains(&Operand::Var(binder.var))).collect();
            let names: Vec<String> =
                along.iter().map(|binder| self.b.vars[binder.var].name.clone()).collect();
            let domain: Vec<_> = names
                .iter()
                .zip(&along)
                .map(|(name, binder)| (name.as_str(), binder.extent.clone()))
                .collect();
            let copies = |b: &mut FunctionBuilder, vars: &[Var]| {
                let at = |index: &Operand| {
                    let axis = along.iter().position(|binder| *index == Operand::Var(binder.var));
                    axis.map_or(*index, |axis| vars[axis].into())
                };
                vec![b.index(*array, indices.iter().map(at).collect(), false)]
            };
            let read = if domain.is_empty() {
                Op::Copy(copies(&mut self.b, &[])[0])
            } else {
                let row = self.b.build(&domain, copies)[0];
                let indices: Vec<Operand> = along.iter().map(|binder| binder.var.into()).collect();
                Op::Index { array: row, checked: vec![false; indices.len()], indices }
            };
            let row = (*array, indices.clone());
            stmt.op.blocks_mut().into_iter().for_each(|block| replace(block, &row, &read));
        }
    }
}

/// Calls `see` with the indices of every read of an element of `array`, and whether it is checked; with nothing for any
/// other use.
fn reads(block: &Block, array: Var, see: &mut impl FnMut(Option<(&[Operand], bool)>)) {
    for stmt in &block.stmts {
        match &stmt.op {
            Op::Index { array: read, indices, checked } if *read == array => {
                see(Some((indices, checked.contains(&true))));
            }
            op => {
                for_each_own_use(op, &mut |var| {
                    if var == array {
                        see(None);
                    }
                });
                op.blocks().into_iter().for_each(|block| reads(block, array, see));
            }
        }
    }
    if block.results.contains(&array.into()) {
        see(None);
    }
}

/// Puts `with` in the place of every such read.
fn replace(block: &mut Block, (array, indices): &Read, with: &Op) {
    for stmt in &mut block.stmts {
        match &mut stmt.op {
            Op::Index { array: read, indices: at, .. } if read == array && at == indices => {
                stmt.op = with.clone();
            }
            op => {
                op.blocks_mut().into_iter().for_each(|block| replace(block, &(*array, indices.clone()), with))
            }
        }
    }
}
