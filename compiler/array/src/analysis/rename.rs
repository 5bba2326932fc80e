//! Replacing variables: in place, or while cloning a block with fresh variables.

use std::collections::BTreeMap;

use base::{Id, Poly};

use crate::analysis::definition_order;
use crate::ir::{Binder, Block, Function, Lambda, Op, Operand, Reducer, Size, Stmt, Type, Var};
use crate::typing::{Vars, operand_size};

/// What takes the place of variables. A variable that is not set stays.
#[derive(Clone, Debug, Default)]
pub struct Renaming {
    operands: BTreeMap<Var, Operand>,
    sizes: BTreeMap<Var, Size>,
}

impl Renaming {
    /// Nothing is replaced yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// `var` becomes `operand` everywhere.
    pub fn set(&mut self, var: Var, operand: Operand) {
        self.operands.insert(var, operand);
        self.sizes.remove(&var);
    }
    /// `var` becomes `operand` as an operand and the equal `size` within polynomials.
    pub fn set_size(&mut self, var: Var, operand: Operand, size: Size) {
        self.operands.insert(var, operand);
        self.sizes.insert(var, size);
    }
    /// What takes the place of `operand`.
    #[must_use]
    pub fn operand(&self, operand: Operand) -> Operand {
        match operand {
            Operand::Var(var) => self.operands.get(&var).copied().unwrap_or(operand),
            Operand::Const(_) => operand,
        }
    }
    /// What takes the place of a variable that stands where no constant may.
    #[must_use]
    pub fn var(&self, var: Var) -> Var {
        match self.operand(Operand::Var(var)) {
            Operand::Var(var) => var,
            Operand::Const(_) => base::bug!("{var} is replaced by a constant where a variable is needed"),
        }
    }
    /// The polynomial with its variables replaced.
    #[must_use]
    pub fn size(&self, size: &Size) -> Size {
        size.substitute(&mut |var| match (self.sizes.get(var), self.operands.get(var)) {
            (Some(size), _) => size.clone(),
            (None, Some(operand)) => operand_size(operand),
            (None, None) => Poly::var(*var),
        })
    }
    /// The type with the variables in its shape replaced.
    #[must_use]
    pub fn ty(&self, ty: &Type) -> Type {
        Type { dtype: ty.dtype, shape: ty.shape.iter().map(|size| self.size(size)).collect() }
    }

    /// Replaces the variables that the block uses; definitions stay.
    pub fn rewrite_block(&self, block: &mut Block) {
        for stmt in &mut block.stmts {
            self.rewrite_op(&mut stmt.op);
        }
        block.results.iter_mut().for_each(|result| *result = self.operand(*result));
    }
    /// Replaces the variables that the operation and the blocks inside use; definitions stay.
    pub fn rewrite_op(&self, op: &mut Op) {
        rewrite_own(op, &mut |part| match part {
            Part::Operand(operand) => *operand = self.operand(*operand),
            Part::Array(var) => *var = self.var(*var),
            Part::Size(size) => *size = self.size(size),
            Part::Definition(_) => {}
        });
        op.blocks_mut().into_iter().for_each(|block| self.rewrite_block(block));
    }

    /// A copy of the block that defines fresh variables. `source` has the types of the block's variables where it
    /// comes from another function than `vars`. Afterwards the renaming also says what the block's variables became.
    pub fn clone_block(&mut self, block: &Block, source: Option<&Vars>, vars: &mut Vars) -> Block {
        let stmts = block.stmts.iter().map(|stmt| self.clone_stmt(stmt, source, vars)).collect();
        Block { stmts, results: block.results.iter().map(|result| self.operand(*result)).collect() }
    }
    /// As [`Renaming::clone_block`], for one statement.
    pub fn clone_stmt(&mut self, stmt: &Stmt, source: Option<&Vars>, vars: &mut Vars) -> Stmt {
        let op = self.clone_op(&stmt.op, source, vars);
        let outs = stmt.outs.iter().map(|var| self.clone_definition(*var, source, vars)).collect();
        Stmt { outs, op, span: stmt.span }
    }
    fn clone_definition(&mut self, var: Var, source: Option<&Vars>, vars: &mut Vars) -> Var {
        let mut info = source.unwrap_or(vars)[var].clone();
        info.ty = self.ty(&info.ty);
        let fresh = vars.push(info);
        self.set(var, fresh.into());
        fresh
    }
    fn clone_op(&mut self, op: &Op, source: Option<&Vars>, vars: &mut Vars) -> Op {
        // Operands and extents are outside the scope of what the operation defines, and fresh variables are never
        // mentioned there, so the order of renaming does not matter: first the uses, then the definitions.
        let mut copy = without_blocks(op);
        let mut definitions = Vec::new();
        rewrite_own(&mut copy, &mut |part| match part {
            Part::Operand(operand) => *operand = self.operand(*operand),
            Part::Array(var) => *var = self.var(*var),
            Part::Size(size) => *size = self.size(size),
            Part::Definition(var) => definitions.push(*var),
        });
        let fresh: Vec<Var> =
            definitions.into_iter().map(|var| self.clone_definition(var, source, vars)).collect();
        let mut fresh = fresh.into_iter();
        rewrite_own(&mut copy, &mut |part| {
            if let Part::Definition(var) = part {
                *var = fresh.next().unwrap_or(*var);
            }
        });
        for (new, old) in copy.blocks_mut().into_iter().zip(op.blocks()) {
            *new = self.clone_block(old, source, vars);
        }
        copy
    }
}

/// The operation with empty blocks: cloning the blocks twice would make deep nests slow.
fn without_blocks(op: &Op) -> Op {
    let body = Block::default;
    let reducer = |reducer: &Reducer| match reducer {
        Reducer::User { init, combine } => Reducer::User {
            init: init.clone(),
            combine: Lambda { params: combine.params.clone(), body: Block::default() },
        },
        other => other.clone(),
    };
    match op {
        Op::Build { binders, .. } => Op::Build { binders: binders.clone(), body: body() },
        Op::Reduce { binders, reducer: r, form, .. } => {
            Op::Reduce { binders: binders.clone(), body: body(), reducer: reducer(r), form: *form }
        }
        Op::Scan { binder, reducer: r, .. } => {
            Op::Scan { binder: binder.clone(), body: body(), reducer: reducer(r) }
        }
        Op::Update { array, binders, op, checked, distinct, apart, .. } => Op::Update {
            array: *array,
            binders: binders.clone(),
            body: body(),
            op: *op,
            checked: checked.clone(),
            distinct: *distinct,
            apart: *apart,
        },
        Op::If { cond, .. } => Op::If { cond: *cond, then: body(), otherwise: body() },
        Op::Loop(l) => Op::Loop(Box::new(crate::ir::Loop {
            carried: l.carried.clone(),
            trip: l.trip.clone(),
            cond: l.cond.as_ref().map(|_| body()),
            body: body(),
            breaks: l.breaks,
            independent: l.independent,
        })),
        other => other.clone(),
    }
}

/// A place in an operation where variables stand.
pub enum Part<'a> {
    /// A use as a value.
    Operand(&'a mut Operand),
    /// A use of an array.
    Array(&'a mut Var),
    /// A use within a polynomial.
    Size(&'a mut Size),
    /// A binder, a carried variable or an operator's parameter.
    Definition(&'a mut Var),
}

/// Calls `visit` for every place of the operation that is not within a block, always in the same order.
pub fn rewrite_own(op: &mut Op, visit: &mut impl FnMut(Part<'_>)) {
    match op {
        Op::Size(size) => visit(Part::Size(size)),
        Op::Copy(x) | Op::Unary(_, x) | Op::Convert(_, x) => visit(Part::Operand(x)),
        Op::Binary(_, a, b) | Op::Compare(_, a, b) => {
            [a, b].into_iter().for_each(|x| visit(Part::Operand(x)))
        }
        Op::Fma(a, b, c) | Op::Select(a, b, c) => {
            [a, b, c].into_iter().for_each(|x| visit(Part::Operand(x)));
        }
        Op::Edge { index, extent, .. } => {
            visit(Part::Operand(index));
            visit(Part::Size(extent));
        }
        Op::Index { array, indices, .. } => {
            visit(Part::Array(array));
            indices.iter_mut().for_each(|x| visit(Part::Operand(x)));
        }
        Op::Assert { cond, failure } => {
            visit(Part::Operand(cond));
            failure.args.iter_mut().for_each(|x| visit(Part::Operand(x)));
        }
        Op::Literal { elements: list, .. } | Op::Apply { args: list, .. } => {
            list.iter_mut().for_each(|x| visit(Part::Operand(x)));
        }
        Op::If { cond, .. } => visit(Part::Operand(cond)),
        Op::Call { sizes, args, .. } => {
            sizes.iter_mut().for_each(|size| visit(Part::Size(size)));
            args.iter_mut().for_each(|x| visit(Part::Operand(x)));
        }
        Op::Build { binders, .. } => rewrite_binders(binders, visit),
        Op::Update { array, binders, .. } => {
            visit(Part::Array(array));
            rewrite_binders(binders, visit);
        }
        Op::Reduce { binders, reducer, .. } => {
            rewrite_reducer(reducer, visit);
            rewrite_binders(binders, visit);
        }
        Op::Scan { binder, reducer, .. } => {
            rewrite_reducer(reducer, visit);
            rewrite_binders(std::slice::from_mut(binder), visit);
        }
        Op::Loop(l) => {
            for (var, init) in &mut l.carried {
                visit(Part::Operand(init));
                visit(Part::Definition(var));
            }
            rewrite_binders(l.trip.as_mut_slice(), visit);
        }
    }
}

fn rewrite_binders(binders: &mut [Binder], visit: &mut impl FnMut(Part<'_>)) {
    for binder in binders {
        visit(Part::Size(&mut binder.extent));
        visit(Part::Definition(&mut binder.var));
    }
}

fn rewrite_reducer(reducer: &mut Reducer, visit: &mut impl FnMut(Part<'_>)) {
    if let Reducer::User { init, combine } = reducer {
        init.iter_mut().for_each(|x| visit(Part::Operand(x)));
        combine.params.iter_mut().for_each(|var| visit(Part::Definition(var)));
    }
}

/// Lets every use of a copy use what was copied; the copies are left without uses.
pub fn forward_copies(function: &mut Function) {
    let mut renaming = Renaming::new();
    let mut body = std::mem::take(&mut function.body);
    forward_in(&mut body, &mut renaming);
    function.body = body;
    if !renaming.operands.is_empty() {
        function.vars.iter_mut().for_each(|info| info.ty = renaming.ty(&info.ty));
    }
}

fn forward_in(block: &mut Block, renaming: &mut Renaming) {
    for stmt in &mut block.stmts {
        rewrite_own(&mut stmt.op, &mut |part| match part {
            Part::Operand(operand) => *operand = renaming.operand(*operand),
            Part::Array(var) => *var = renaming.var(*var),
            Part::Size(size) => *size = renaming.size(size),
            Part::Definition(_) => {}
        });
        stmt.op.blocks_mut().into_iter().for_each(|block| forward_in(block, renaming));
        if let (Op::Copy(value), [out]) = (&stmt.op, &stmt.outs[..]) {
            renaming.set(*out, *value);
        }
    }
    block.results.iter_mut().for_each(|result| *result = renaming.operand(*result));
}

/// Drops variables that nothing defines any more and numbers the others in the order of [`definition_order`], as the
/// text form does.
pub fn compact(function: &mut Function) {
    let order = definition_order(function);
    if order.len() == function.vars.len() && order.iter().enumerate().all(|(idx, var)| var.index() == idx) {
        return;
    }
    let mut renaming = Renaming::new();
    for (idx, &var) in order.iter().enumerate() {
        renaming.set(var, Var::from_index(idx).into());
    }
    let old = std::mem::take(&mut function.vars);
    for &var in &order {
        let mut info = old[var].clone();
        info.ty = renaming.ty(&info.ty);
        function.vars.push(info);
    }
    let header = function.sizes.iter_mut().chain(&mut function.params);
    header.for_each(|var| *var = renaming.var(*var));
    function.nonnegative.iter_mut().for_each(|size| *size = renaming.size(size));
    function.results.iter_mut().for_each(|ty| *ty = renaming.ty(ty));
    renumber(&mut function.body, &renaming);
}

fn renumber(block: &mut Block, renaming: &Renaming) {
    for stmt in &mut block.stmts {
        stmt.outs.iter_mut().for_each(|var| *var = renaming.var(*var));
        rewrite_own(&mut stmt.op, &mut |part| match part {
            Part::Operand(operand) => *operand = renaming.operand(*operand),
            Part::Array(var) | Part::Definition(var) => *var = renaming.var(*var),
            Part::Size(size) => *size = renaming.size(size),
        });
        stmt.op.blocks_mut().into_iter().for_each(|block| renumber(block, renaming));
    }
    block.results.iter_mut().for_each(|result| *result = renaming.operand(*result));
}
