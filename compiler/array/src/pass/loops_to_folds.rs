//! Turns loops that carry a sum, product, extreme, count or condition into reductions and scans.
//!     s = loop (%s = %a) [i < n] { x = index v[i]; t = add %s, x; yield t }   =>   r = reduce add [i < n] {…}; s = add %a, r
//!     y, m = loop (%y, %m) [i < n] { t = max %m, x; … update y[i] = t }       =>   p = scan max …; y = update y [i < n] {…}
//!     m, k = loop (%m, %k) [i < n] { c = gt x, %m; select c, x, %m; select c, i, %k }   =>   at = reduce argmax …; …
//!     k = loop (%k) [i < n] breaks { c = …; yield c, select c, i, %k }        =>   at = reduce argmax [i < n] { yield c }; …
//! Only where the order does not matter: integers, booleans, minima and maxima. Sums and products of floats stay loops.
//! Declines: what is carried is used in another way; `while`; searches whose conditions can fail.

use std::collections::{BTreeMap, BTreeSet};

use base::{BinOp, CmpOp, DType, Pass, PassCx, Poly, Scalar};

use super::prove_checks::start;
use crate::analysis::{Prover, Renaming, compact, definitions_in, endless, fallible, for_each_use};
use crate::ir::{Binder, Block, Loop, Op, Operand, Program, Size, Stmt, Type, Var, VarInfo};
use crate::pass::simplify::remove_dead;
use crate::typing::Vars;

mod best;
mod chain;
mod fold;
mod search;

/// Turns loops into reductions and scans.
pub const LOOPS_TO_FOLDS: Pass<Program> = Pass { name: "loops-to-folds", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        // Memory of the caller's is updated where it lies: no second array.
        let prover = function.inout.is_empty().then(|| start(function));
        let mut folder = Folder { vars: &mut function.vars, prover, cx, changed: false };
        folder.block(&mut body);
        let changed = folder.changed;
        function.body = body;
        if changed {
            remove_dead(function);
            compact(function);
        }
    }
}

struct Folder<'a> {
    vars: &'a mut Vars,
    /// What holds everywhere in the function; none where no array may take the place of one that is set.
    prover: Option<Prover>,
    cx: &'a mut PassCx,
    changed: bool,
}

impl Folder<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            stmt.op.blocks_mut().into_iter().for_each(|inner| self.block(inner));
            match self.replacement(&stmt) {
                Some(instead) => stmts.extend(instead),
                None => stmts.push(stmt),
            }
        }
        block.stmts = stmts;
    }

    /// What takes the place of a loop.
    fn replacement(&mut self, stmt: &Stmt) -> Option<Vec<Stmt>> {
        let Op::Loop(l) = &stmt.op else { return None };
        let trip = l.trip.as_ref().filter(|_| l.cond.is_none() && !l.carried.is_empty() && !l.independent)?;
        let analysis = Analysis::of(l, trip);
        let mut code = Code { vars: self.vars, stmts: Vec::new(), span: stmt.span };
        let found = if l.breaks {
            search::rewrite(&analysis, &stmt.outs, &mut code)
        } else {
            best::rewrite(&analysis, &stmt.outs, &mut code)
                .or_else(|| fold::rewrite(&analysis, &stmt.outs, self.prover.as_ref(), &mut code))
        };
        let stmts = code.stmts;
        if found.is_none() || !self.cx.spend() {
            return None;
        }
        self.changed = true;
        self.cx.remark(stmt.span, "what the loop carries is reduced in any order");
        Some(stmts)
    }
}

/// What a loop's body does with what is carried.
struct Analysis<'a> {
    l: &'a Loop,
    trip: &'a Binder,
    /// The carried variables and what depends on them, in branches too.
    dependent: BTreeSet<Var>,
    /// How often each variable is used in the body, its results included.
    uses: BTreeMap<Var, u32>,
    /// The statement of the body that defines a variable.
    definitions: BTreeMap<Var, usize>,
}

impl<'a> Analysis<'a> {
    fn of(l: &'a Loop, trip: &'a Binder) -> Self {
        let mut dependent: BTreeSet<Var> = l.carried.iter().map(|(var, _)| *var).collect();
        let mut uses = BTreeMap::new();
        let mut definitions = BTreeMap::new();
        mark_dependent(&l.body, &mut dependent);
        for (at, stmt) in l.body.stmts.iter().enumerate() {
            for_each_use(&stmt.op, &mut |var| *uses.entry(var).or_insert(0) += 1);
            definitions.extend(stmt.outs.iter().map(|out| (*out, at)));
        }
        for result in l.body.results.iter().filter_map(|result| result.var()) {
            *uses.entry(result).or_insert(0) += 1;
        }
        Self { l, trip, dependent, uses, definitions }
    }
    /// Whether the operand is the same whatever is carried.
    fn independent(&self, operand: &Operand) -> bool {
        operand.var().is_none_or(|var| !self.dependent.contains(&var))
    }
    /// Whether the statement, which may be within a branch and define nothing, uses what depends on what is carried.
    fn depends(&self, stmt: &Stmt) -> bool {
        uses_any(&stmt.op, &self.dependent)
    }
    /// Whether a failure or an endless loop that depends on what is carried would be lost with the statement.
    fn loses(&self, stmt: &Stmt, vars: &Vars) -> bool {
        self.depends(stmt) && (fallible(&stmt.op, vars) || endless(&stmt.op))
    }
    fn definition(&self, operand: &Operand) -> Option<(&'a Stmt, usize)> {
        let var = operand.var()?;
        let stmt = &self.l.body.stmts[*self.definitions.get(&var)?];
        Some((stmt, stmt.outs.iter().position(|out| *out == var)?))
    }
    fn uses_of(&self, var: Var) -> u32 {
        self.uses.get(&var).copied().unwrap_or(0)
    }
    /// The statements that depend on nothing carried: all of them, since some may fail.
    fn own_stmts(&self) -> impl Iterator<Item = &'a Stmt> + '_ {
        self.l.body.stmts.iter().filter(|stmt| !self.depends(stmt))
    }
}

/// Adds what the block defines from variables of the set.
fn mark_dependent(block: &Block, dependent: &mut BTreeSet<Var>) {
    for stmt in &block.stmts {
        if !uses_any(&stmt.op, dependent) {
            continue;
        }
        dependent.extend(&stmt.outs);
        match &stmt.op {
            Op::If { then, otherwise, .. } => {
                mark_dependent(then, dependent);
                mark_dependent(otherwise, dependent);
            }
            op => dependent.extend(definitions_in(op)),
        }
    }
}

fn uses_any(op: &Op, vars: &BTreeSet<Var>) -> bool {
    let mut found = false;
    for_each_use(op, &mut |var| found |= vars.contains(&var));
    found
}

/// Statements that are being made.
struct Code<'a> {
    vars: &'a mut Vars,
    stmts: Vec<Stmt>,
    span: base::Span,
}

impl Code<'_> {
    fn push(&mut self, outs: Vec<Var>, op: Op) {
        self.stmts.push(Stmt { outs, op, span: self.span });
    }
    fn fresh(&mut self, ty: Type, name: &str) -> Var {
        self.vars.push(VarInfo { ty, name: name.to_owned() })
    }
    fn define(&mut self, dtype: DType, name: &str, op: Op) -> Operand {
        let out = self.fresh(Type::scalar(dtype), name);
        self.push(vec![out], op);
        out.into()
    }
    fn compare(&mut self, op: CmpOp, a: Operand, b: Operand, name: &str) -> Operand {
        self.define(DType::Bool, name, Op::Compare(op, a, b))
    }
    fn select(&mut self, cond: Operand, a: Operand, b: Operand, name: &str) -> Operand {
        let dtype = self.dtype(&a);
        self.define(dtype, name, Op::Select(cond, a, b))
    }
    /// `a op b`, without an operation where one of them is neutral.
    fn join(&mut self, op: BinOp, a: Operand, b: Operand) -> Operand {
        let dtype = self.dtype(&a);
        let neutral = Operand::Const(base::neutral(op, dtype));
        match (a == neutral, b == neutral) {
            (true, _) => b,
            (_, true) => a,
            _ if dtype == DType::I64 && op == BinOp::Add => {
                self.define(dtype, "sum", Op::Size(size_of(&a).add(&size_of(&b))))
            }
            _ => self.define(dtype, "joined", Op::Binary(op, a, b)),
        }
    }
    fn size(&mut self, size: Size, name: &str) -> Operand {
        match (size.as_constant(), size.as_var()) {
            (Some(value), _) => Scalar::i64(value).into(),
            (_, Some(var)) => (*var).into(),
            _ => self.define(DType::I64, name, Op::Size(size)),
        }
    }
    fn dtype(&self, operand: &Operand) -> DType {
        match operand {
            Operand::Var(var) => self.vars[*var].ty.dtype,
            Operand::Const(scalar) => scalar.dtype,
        }
    }
    /// What `make` adds, as a block of its own.
    fn block(&mut self, make: impl FnOnce(&mut Code<'_>) -> Vec<Operand>) -> Block {
        let mut inner = Code { vars: self.vars, stmts: Vec::new(), span: self.span };
        let results = make(&mut inner);
        Block { stmts: inner.stmts, results }
    }
    /// As [`Code::block`], of all statements that are the same whatever is carried, with variables of their own; `make`
    /// gets what these have become.
    fn leaf_block(
        &mut self,
        analysis: &Analysis<'_>,
        binder: Operand,
        make: impl FnOnce(&mut Code<'_>, &mut Renaming) -> Vec<Operand>,
    ) -> Block {
        self.block(|code| {
            let mut renaming = code.leaf_stmts(analysis, binder);
            make(code, &mut renaming)
        })
    }
    /// Adds copies of the statements that are the same whatever is carried.
    fn leaf_stmts(&mut self, analysis: &Analysis<'_>, binder: Operand) -> Renaming {
        let mut renaming = Renaming::new();
        renaming.set(analysis.trip.var, binder);
        for stmt in analysis.own_stmts() {
            let copy = renaming.clone_stmt(stmt, None, self.vars);
            self.stmts.push(copy);
        }
        renaming
    }
    /// `outs` are what `then` gives where there is an iteration, else the values before the loop.
    fn where_some(&mut self, extent: &Size, outs: &[Var], inits: Vec<Operand>, then: Block) {
        let otherwise = Block { stmts: Vec::new(), results: inits };
        let n = self.size(extent.clone(), "trips");
        let cond = self.compare(CmpOp::Gt, n, Scalar::i64(0).into(), "some");
        self.push(outs.to_vec(), Op::If { cond, then, otherwise });
    }
}

fn size_of(operand: &Operand) -> Size {
    match operand {
        Operand::Var(var) => Poly::var(*var),
        Operand::Const(scalar) => Poly::constant(scalar.as_i64()),
    }
}
