//! Blocks: which result is computed where, and what each statement becomes.

use std::collections::{BTreeMap, BTreeSet};

use array::ir::{Block, Op, Operand, Stmt, Var};
use base::fault;

use super::access::{View, stack_elements};
use super::strips::{self, Group};
use super::{Binding, Lowerer, usage};
use crate::ir::{Affine, Buffer, Storage};

/// A block that is being lowered.
pub(super) struct Scope<'b> {
    pub(super) block: &'b Block,
    /// Where variables of the block are wanted.
    pub(super) wanted: BTreeMap<Var, View>,
    /// Arrays from outside whose memory the block may take at their last use.
    pub(super) consumable: &'b BTreeSet<Var>,
    /// Arrays of rows that are only turned afterwards, with what they become and on which of its axes each of theirs is.
    turned: BTreeMap<Var, (Var, Vec<usize>)>,
    last_uses: usage::LastUses,
}

impl Scope<'_> {
    /// Whether the memory of `var` is free after statement `at`, which mentions it.
    pub(super) fn consumes(&self, at: usize, var: Var) -> bool {
        let here = self.consumable.contains(&var) || usage::definition(self.block, var).is_some();
        here && self.last_uses.is_last(at, var)
    }
}

impl Lowerer<'_> {
    /// Lowers the statements; array results with a destination end up there. Arrays in `consumable` may be overwritten
    /// when the block does not read them any more.
    pub(super) fn block(
        &mut self,
        block: &Block,
        dests: &[Option<View>],
        consumable: &BTreeSet<Var>,
    ) -> Vec<Binding> {
        let turned = self.turned_in(block);
        let last_uses = usage::LastUses::of(block);
        let mut scope = Scope { block, wanted: BTreeMap::new(), consumable, turned, last_uses };
        for (result, dest) in block.results.iter().zip(dests) {
            let here = result.var().filter(|var| usage::definition(block, *var).is_some());
            let first = here.filter(|var| !scope.wanted.contains_key(var));
            if let (Some(var), Some(dest)) = (first, dest)
                && !self.is_worked_on(block, var, dest)
            {
                scope.wanted.insert(var, dest.clone());
            }
        }
        want_in_place(&mut scope);
        let outer = self.span;
        let groups = strips::find(block, &self.sizes, self.function);
        let mut group: Option<&Group> = None;
        for (at, stmt) in block.stmts.iter().enumerate() {
            self.span = stmt.span;
            group = group.or(groups.get(&at));
            if let Some(here) = group
                && (here.reader == at || here.producers.iter().any(|(producer, _)| *producer == at))
            {
                if here.reader != at {
                    continue;
                }
                group = None;
                if !self.strips(&scope, here) {
                    let all = here.producers.iter().map(|(producer, _)| *producer).chain([at]);
                    all.for_each(|at| self.stmt(&scope, at, &block.stmts[at]));
                }
                continue;
            }
            self.stmt(&scope, at, stmt);
        }
        self.span = outer;
        self.keep_apart(block, dests);
        let results = block.results.iter().enumerate();
        results.map(|(k, result)| self.result(result, dests.get(k).and_then(Option::as_ref))).collect()
    }

    /// Whether a loop works on a small array before it is complete: then it is made on the stack, where the lanes of a
    /// loop around it have their elements side by side, and copied when it is complete.
    fn is_worked_on(&self, block: &Block, var: Var, dest: &View) -> bool {
        let on_stack = matches!(self.builder.kernel.buffers[dest.buffer].storage, Storage::Stack(_));
        let of_loop =
            usage::definition(block, var).is_some_and(|(_, _, stmt)| matches!(stmt.op, Op::Loop(_)));
        of_loop && !on_stack && stack_elements(&dest.shape).is_some_and(|elements| elements > 1)
    }

    /// Copies results that stand where an earlier result is about to be put: parameters that change places.
    fn keep_apart(&mut self, block: &Block, dests: &[Option<View>]) {
        let mut overwritten: BTreeSet<Buffer> = BTreeSet::new();
        for (result, dest) in block.results.iter().zip(dests) {
            let Some(Binding::Array(view)) = result.var().map(|var| self.binding(var).clone()) else {
                continue;
            };
            if let Some(var) =
                result.var().filter(|_| overwritten.contains(&view.buffer) && !fault!(UpdatesNotApart))
            {
                let dtype = self.function.vars[var].ty.dtype;
                let kept = self.temporary(dtype, view.shape.clone(), "kept");
                self.copy(&view, &kept);
                self.bindings.insert(var, Binding::Array(kept));
            }
            overwritten.extend(
                dest.iter()
                    .map(|dest| dest.buffer)
                    .filter(|to| self.inout.contains(to) && *to != view.buffer),
            );
        }
    }

    fn result(&mut self, result: &Operand, dest: Option<&View>) -> Binding {
        let binding = match result {
            Operand::Const(scalar) => {
                let poly = (scalar.dtype == base::DType::I64).then(|| base::Poly::constant(scalar.as_i64()));
                Binding::Scalar((*scalar).into(), poly)
            }
            Operand::Var(var) => self.binding(*var).clone(),
        };
        match (binding, dest) {
            (Binding::Array(view), Some(dest)) => {
                self.copy(&view, dest);
                Binding::Array(dest.clone())
            }
            (binding, _) => binding,
        }
    }

    fn stmt(&mut self, scope: &Scope<'_>, at: usize, stmt: &Stmt) {
        match &stmt.op {
            Op::Build { binders, body } => match stmt.outs.first().and_then(|out| self.turned.remove(out)) {
                Some(view) => drop(self.bindings.insert(stmt.outs[0], Binding::Array(view))),
                None => self.build(scope, stmt, binders, body),
            },
            Op::Reduce { .. } => self.reduce(stmt),
            Op::Scan { .. } => self.scan(scope, stmt),
            Op::Update { .. } => self.update(scope, at, stmt),
            Op::Literal { .. } => self.literal(scope, stmt),
            Op::If { .. } => self.choice(scope, at, stmt),
            Op::Loop(l) => self.carried_loop(scope, at, stmt, l),
            Op::Copy(Operand::Var(from)) if matches!(self.binding(*from), Binding::Array(_)) => {
                let view = self.view(*from);
                if scope.consumes(at, *from) && self.wanted(scope, stmt.outs[0]).is_none() {
                    self.bindings.insert(stmt.outs[0], Binding::Array(view));
                } else {
                    let dest = self.destination(scope, stmt.outs[0]);
                    self.copy(&view, &dest);
                    self.bindings.insert(stmt.outs[0], Binding::Array(dest));
                }
            }
            Op::Call { .. } => base::bug!("{}: a call that was not inlined", self.function.name),
            _ => self.scalar(stmt),
        }
    }

    /// Where an array of the block is wanted, if it can be made there: in the memory of a parameter that is updated only
    /// when the statement reads nothing there but the element that it is about to write, and nothing does afterwards.
    pub(super) fn wanted(&self, scope: &Scope<'_>, var: Var) -> Option<View> {
        let view = scope.wanted.get(&var)?;
        if !self.inout.contains(&view.buffer) {
            return Some(view.clone());
        }
        let (at, _, stmt) = usage::definition(scope.block, var)?;
        let there = |(var, binding): (&Var, &Binding)| match binding {
            Binding::Array(known) if known.buffer == view.buffer => Some(*var),
            _ => None,
        };
        let free = |var: Var| {
            scope.last_uses.is_last(at, var)
                && (!usage::uses(&stmt.op, var) || usage::reads_own(&stmt.op, var))
        };
        let free = self.bindings.iter().filter_map(there).all(free) || fault!(InoutOverwritten);
        free.then(|| view.clone())
    }

    /// Arrays of rows that are read only where their axes change order.
    fn turned_in(&self, block: &Block) -> BTreeMap<Var, (Var, Vec<usize>)> {
        let mut found = BTreeMap::new();
        for (at, stmt) in block.stmts.iter().enumerate() {
            let Some((rows, axes)) = usage::turned(&stmt.op) else { continue };
            let Some((_, _, Stmt { op: Op::Build { binders, .. }, .. })) = usage::definition(block, rows)
            else {
                continue;
            };
            let (from, to) = (&self.function.vars[rows].ty.shape, &self.function.vars[stmt.outs[0]].ty.shape);
            let whole = from.iter().zip(&axes).all(|(extent, axis)| *extent == to[*axis]);
            if whole && binders.len() < from.len() && usage::is_last_use(block, at, rows) {
                found.insert(rows, (stmt.outs[0], axes));
            }
        }
        found
    }

    /// Memory for rows laid out as what they become when they are turned, unless something there may still be read.
    fn turned_destination(&mut self, scope: &Scope<'_>, rows: Var) -> Option<View> {
        let (out, axes) = scope.turned.get(&rows)?;
        self.turned.remove(out);
        let known = |buffer: Buffer| {
            let there = |binding: &Binding| matches!(binding, Binding::Array(view) if view.buffer == buffer);
            self.bindings.values().any(there)
        };
        if scope.wanted.get(out).is_some_and(|view| known(view.buffer)) {
            return None;
        }
        let view = self.destination(scope, *out);
        let turn = |list: &[Affine]| axes.iter().map(|axis| list[*axis].clone()).collect();
        let rows = View { strides: turn(&view.strides), shape: turn(&view.shape), ..view.clone() };
        self.turned.insert(*out, view);
        Some(rows)
    }

    /// Where an array is wanted, or a new temporary.
    pub(super) fn destination(&mut self, scope: &Scope<'_>, var: Var) -> View {
        if let Some(view) = self.turned_destination(scope, var) {
            return view;
        }
        if let Some(view) = self.wanted(scope, var) {
            return view;
        }
        let info = &self.function.vars[var];
        let shape = self.shape(&info.ty);
        self.temporary(info.ty.dtype, shape, &info.name)
    }
}

/// Wants an array where the result of its in-place update is wanted.
fn want_in_place(scope: &mut Scope<'_>) {
    let block = scope.block;
    for (at, stmt) in block.stmts.iter().enumerate().rev() {
        for (k, out) in stmt.outs.iter().enumerate() {
            let Some(view) = scope.wanted.get(out).cloned() else { continue };
            let from = match &stmt.op {
                Op::Update { array, .. } if !usage::is_hazardous(&stmt.op) => Some(*array),
                Op::If { .. } => usage::if_root(&stmt.op, k),
                Op::Loop(l) if usage::loop_stays_in_place(l, k) => {
                    let init = l.carried[k].1.var();
                    let once = l.carried.iter().filter(|(_, other)| other.var() == init).count() == 1;
                    init.filter(|init| once && !usage::loop_uses(l, *init))
                }
                _ => None,
            };
            let Some(from) = from else { continue };
            let free = usage::definition(block, from).is_some() && scope.last_uses.is_last(at, from);
            if free && !scope.wanted.contains_key(&from) {
                scope.wanted.insert(from, view);
            }
        }
    }
}
