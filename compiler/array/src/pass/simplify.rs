//! Cleans up scalar code: constants, copies, common subexpressions, dead code, loop-invariant scalars, branches.
//!     a = copy x; b = mul a, 1.0; c = add i, 1; d = add i, 1   =>   (uses of x)   c = size i + 1
//!     build [i < n] { s = sqrt a; … }                          =>   s = sqrt a; build [i < n] { … }
//!     if true { yield a } else { yield b }                     =>   (uses of a)
//!     if c { x = mul a, a; yield x } else { yield b }          =>   x = mul a, a; r = select c, x, b
//! Sums, differences and products of `i64` become polynomials, and every size is written in terms of variables that
//! are not such themselves, so that equal sizes are equal as data. Floats are rewritten only where every bit stays.
//! Declines: dropping, moving or speculating what can fail; taking loads out of loops, since whether they are inside
//! may depend on where they stand; branches that cost much.

use std::collections::BTreeMap;

use base::{CmpOp, DType, Id, Pass, PassCx, Poly, Scalar, UnOp, fault};

use crate::analysis::{Part, compact, fallible_block, own_fallible, rewrite_own};
use crate::ir::{Block, EdgeMode, FuncId, Function, Loop, Op, Operand, Program, Reducer, Size, Stmt, Var};
use crate::typing::{Vars, operand_size};

mod algebra;
mod dead;

pub(crate) use dead::remove_dead;

/// Cleans up scalar code.
pub const SIMPLIFY: Pass<Program> = Pass { name: "simplify", run };

/// Both branches of an `if` together may cost this much (see [`weight`]) to become a `select`.
const MAX_SELECT_WEIGHT: u32 = 16;
/// A polynomial with more terms, or factors in a term, is not carried into others.
const MAX_TERMS: usize = 6;
const MAX_FACTORS: usize = 3;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        simplify(function, cx);
        remove_dead(function);
        compact(function);
    }
}

fn simplify(function: &mut Function, cx: &mut PassCx) {
    let body = std::mem::take(&mut function.body);
    let vars = std::mem::take(&mut function.vars);
    let count = vars.len();
    let mut state = Simplify {
        vars,
        cx,
        known: vec![Known::default(); count],
        available: BTreeMap::new(),
        open: Vec::new(),
    };
    let body = state.block(body, false, |_| {});
    function.body = body;
    function.vars = state.vars;
}

/// How costly a scalar operation is: 1 for an addition.
pub(crate) fn weight(op: &Op) -> u32 {
    use base::BinOp;
    match op {
        Op::Copy(_) => 0,
        Op::Unary(UnOp::Sqrt, _) | Op::Binary(BinOp::Div | BinOp::FloorDiv | BinOp::Mod, ..) => 8,
        Op::Edge { .. } => 3,
        Op::Apply { .. } => super::outline::LARGE,
        _ => 1,
    }
}

/// What computes the same value; order of operands aside.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Size(Size),
    Unary(UnOp, Operand),
    Binary(base::BinOp, Operand, Operand),
    Compare(CmpOp, Operand, Operand),
    Fma(Operand, Operand, Operand),
    Convert(DType, Operand),
    Select(Operand, Operand, Operand),
    Edge(EdgeMode, Operand, Size),
    Index(Var, Vec<Operand>),
    Assert(Operand),
    Apply(FuncId, Vec<Operand>),
}

/// What is known of a variable.
#[derive(Clone, Default)]
struct Known {
    /// Takes its place.
    replaced: Option<Operand>,
    /// An `i64`'s polynomial.
    size: Option<Size>,
    /// The operation that gives it: scalar operations and literals only.
    op: Option<Op>,
    /// The nesting of the block that defines it.
    depth: usize,
}

/// A block that is being made.
struct Open {
    stmts: Vec<Stmt>,
    /// Whether it runs many times for once of the block around it.
    repeats: bool,
    /// What became available in it.
    keys: Vec<Key>,
}

struct Simplify<'a> {
    vars: Vars,
    cx: &'a mut PassCx,
    known: Vec<Known>,
    available: BTreeMap<Key, Var>,
    open: Vec<Open>,
}

impl Simplify<'_> {
    // What is known.

    fn operand(&self, operand: Operand) -> Operand {
        match operand {
            Operand::Var(var) => match self.known[var.index()].replaced {
                Some(operand) => self.operand(operand),
                None => operand,
            },
            Operand::Const(_) => operand,
        }
    }
    fn affine(&self, operand: Operand) -> Size {
        match self.operand(operand) {
            Operand::Var(var) => self.known[var.index()].size.clone().unwrap_or_else(|| Poly::var(var)),
            constant @ Operand::Const(_) => operand_size(&constant),
        }
    }
    fn expand(&self, size: &Size) -> Size {
        let plain = |var: &Var| {
            let known = &self.known[var.index()];
            known.replaced.is_none() && known.size.is_none()
        };
        if size.vars().iter().all(plain) {
            return size.clone();
        }
        size.substitute(&mut |var| self.affine(Operand::Var(*var)))
    }
    fn definition(&self, operand: Operand) -> Option<&Op> {
        operand.var().and_then(|var| self.known[var.index()].op.as_ref())
    }
    fn dtype(&self, operand: Operand) -> DType {
        match operand {
            Operand::Var(var) => self.vars[var].ty.dtype,
            Operand::Const(scalar) => scalar.dtype,
        }
    }
    fn replace(&mut self, var: Var, operand: Operand) {
        self.known[var.index()].replaced = Some(operand);
    }
    /// Notes that `var` is defined in the block of that nesting, and writes its type in terms of what is left.
    fn define(&mut self, var: Var, depth: usize) {
        self.known[var.index()].depth = depth;
        if !self.vars[var].ty.shape.is_empty() {
            let shape = self.vars[var].ty.shape.iter().map(|size| self.expand(size)).collect();
            self.vars[var].ty.shape = shape;
        }
    }

    // Blocks.

    fn depth(&self) -> usize {
        self.open.len() - 1
    }
    /// Simplifies a block; `start` runs when it is open.
    fn block(&mut self, block: Block, repeats: bool, start: impl FnOnce(&mut Self)) -> Block {
        self.open.push(Open { stmts: Vec::with_capacity(block.stmts.len()), repeats, keys: Vec::new() });
        start(self);
        block.stmts.into_iter().for_each(|stmt| self.stmt(stmt));
        let results = block.results.into_iter().map(|result| self.operand(result)).collect();
        let Some(open) = self.open.pop() else { base::bug!("no block is open") };
        for key in &open.keys {
            self.available.remove(key);
        }
        Block { stmts: open.stmts, results }
    }
    /// A block whose definitions by the operation are `vars`.
    fn inner(&mut self, block: &mut Block, vars: &[Var], repeats: bool) {
        let taken = std::mem::take(block);
        *block = self.block(taken, repeats, |this| {
            let depth = this.depth();
            vars.iter().for_each(|&var| this.define(var, depth));
        });
    }
    /// The statements of a block in the place of one statement, whose results it gives.
    fn splice(&mut self, block: Block, outs: &[Var]) {
        block.stmts.into_iter().for_each(|stmt| self.stmt(stmt));
        for (&out, result) in outs.iter().zip(block.results) {
            let result = self.operand(result);
            self.replace(out, result);
        }
    }

    // Statements.

    fn stmt(&mut self, mut stmt: Stmt) {
        rewrite_own(&mut stmt.op, &mut |part| match part {
            Part::Operand(operand) => *operand = self.operand(*operand),
            Part::Array(var) => {
                if let Operand::Var(new) = self.operand(Operand::Var(*var)) {
                    *var = new;
                }
            }
            Part::Size(size) => *size = self.expand(size),
            Part::Definition(_) => {}
        });
        match stmt.op {
            Op::If { .. } => self.branch(stmt),
            Op::Loop(_) => self.sequential(stmt),
            Op::Build { .. } | Op::Reduce { .. } | Op::Scan { .. } | Op::Update { .. } => self.nest(stmt),
            _ => self.plain(stmt),
        }
    }

    /// An operation without blocks.
    fn plain(&mut self, mut stmt: Stmt) {
        loop {
            match self.rewrite(&stmt.op) {
                Some(algebra::Rewrite::Op(op)) if self.cx.spend() => stmt.op = op,
                Some(algebra::Rewrite::Operand(operand)) if self.cx.spend() => {
                    if let [out] = stmt.outs[..] {
                        self.replace(out, operand);
                    }
                    return;
                }
                _ => break,
            }
        }
        let Some(key) = key(&stmt.op) else { return self.keep(stmt) };
        if let Some(&var) = self.available.get(&key)
            && self.cx.spend()
        {
            if let [out] = stmt.outs[..] {
                self.replace(out, var.into());
            }
            return;
        }
        let target = self.target(&stmt.op);
        let target = if target < self.depth() && self.cx.spend() { target } else { self.depth() };
        if let [out] = stmt.outs[..] {
            self.define(out, target);
            let known = &mut self.known[out.index()];
            match &stmt.op {
                Op::Size(size) => {
                    known.size = is_small(size).then(|| size.clone());
                }
                Op::Index { .. } => {}
                op => known.op = Some(op.clone()),
            }
            self.available.insert(key.clone(), out);
        } else if matches!(key, Key::Assert(_)) {
            // The value is never asked for.
            self.available.insert(key.clone(), Var::from_index(0));
        }
        self.open[target].keys.push(key);
        self.open[target].stmts.push(stmt);
    }

    /// Appends a statement to the current block as it is.
    fn keep(&mut self, stmt: Stmt) {
        let depth = self.depth();
        for &out in &stmt.outs {
            self.define(out, depth);
        }
        if let (Op::Literal { .. }, [out]) = (&stmt.op, &stmt.outs[..]) {
            self.known[out.index()].op = Some(stmt.op.clone());
        }
        self.open[depth].stmts.push(stmt);
    }

    /// The outermost block in which a scalar operation may stand and out of which it moves past a loop; the current
    /// one if it stays.
    fn target(&self, op: &Op) -> usize {
        let current = self.depth();
        let can_fail = own_fallible(op, &self.vars) && !fault!(FallibleScalarHoisted);
        if matches!(op, Op::Index { .. } | Op::Assert { .. }) || can_fail {
            return current;
        }
        let mut need = 0;
        crate::analysis::for_each_own_use(op, &mut |var| need = need.max(self.known[var.index()].depth));
        (need..current).find(|&depth| self.open[depth + 1].repeats).unwrap_or(current)
    }

    /// Builds, reductions, scans, updates.
    fn nest(&mut self, mut stmt: Stmt) {
        if let Op::Build { binders, body } = &mut stmt.op
            && binders.is_empty()
            && self.cx.spend()
        {
            let body = std::mem::take(body);
            return self.splice(body, &stmt.outs);
        }
        let binders: Vec<Var> = stmt.op.binders().iter().map(|binder| binder.var).collect();
        for binder in stmt.op.binders() {
            if binder.extent.as_constant() == Some(1) {
                self.replace(binder.var, Scalar::i64(0).into());
            }
        }
        match &mut stmt.op {
            Op::Build { body, .. } | Op::Update { body, .. } => self.inner(body, &binders, true),
            Op::Reduce { body, reducer, .. } | Op::Scan { body, reducer, .. } => {
                self.inner(body, &binders, true);
                if let Reducer::User { combine, .. } = reducer {
                    let params = combine.params.clone();
                    self.inner(&mut combine.body, &params, true);
                }
            }
            _ => base::bug!("an operation without binders"),
        }
        self.keep(stmt);
    }

    fn sequential(&mut self, mut stmt: Stmt) {
        let Op::Loop(l) = &mut stmt.op else { base::bug!("no loop") };
        let none = |n: i64| n <= 0 || (n == 1 && fault!(SingleRoundDropped));
        if l.trip.as_ref().is_some_and(|trip| trip.extent.as_constant().is_some_and(none)) && self.cx.spend()
        {
            for (&out, &(_, init)) in stmt.outs.iter().zip(&l.carried) {
                self.replace(out, init);
            }
            return;
        }
        self.drop_constant_carried(l, &mut stmt.outs);
        let mut inner: Vec<Var> = l.carried.iter().map(|(var, _)| *var).collect();
        if let Some(cond) = &mut l.cond {
            self.inner(cond, &inner, true);
        }
        inner.extend(l.trip.iter().map(|trip| trip.var));
        self.inner(&mut l.body, &inner, true);
        self.keep(stmt);
    }

    /// A carried variable that every iteration hands on unchanged is its first value.
    fn drop_constant_carried(&mut self, l: &mut Loop, outs: &mut Vec<Var>) {
        let skip = usize::from(l.breaks);
        for idx in (0..l.carried.len()).rev() {
            let (var, init) = l.carried[idx];
            let same = l.body.results[idx + skip] == Operand::Var(var);
            if same && self.cx.spend() {
                self.replace(var, init);
                self.replace(outs[idx], init);
                l.carried.remove(idx);
                outs.remove(idx);
                l.body.results.remove(idx + skip);
            }
        }
    }

    fn branch(&mut self, mut stmt: Stmt) {
        let Op::If { cond, then, otherwise } = &mut stmt.op else { base::bug!("no branch") };
        if let Some(Op::Unary(UnOp::Not, inner)) = self.definition(*cond)
            && let inner = *inner
            && self.cx.spend()
        {
            *cond = inner;
            if !fault!(BranchesNotSwapped) {
                std::mem::swap(then, otherwise);
            }
        }
        let cond = *cond;
        match cond {
            Operand::Const(value) if self.cx.spend() => {
                let taken = std::mem::take(if value.as_bool() { then } else { otherwise });
                return self.splice(taken, &stmt.outs);
            }
            Operand::Var(var) => {
                let before = self.known[var.index()].replaced;
                self.replace(var, Scalar::bool(true).into());
                self.inner(then, &[], false);
                self.replace(var, Scalar::bool(false).into());
                self.inner(otherwise, &[], false);
                if !fault!(ConditionStaysFalse) {
                    self.known[var.index()].replaced = before;
                }
            }
            Operand::Const(_) => {
                self.inner(then, &[], false);
                self.inner(otherwise, &[], false);
            }
        }
        self.finish_branch(cond, stmt);
    }

    /// A branch whose blocks are simplified: dropped, turned into selects, or kept.
    fn finish_branch(&mut self, cond: Operand, mut stmt: Stmt) {
        let Op::If { then, otherwise, .. } = &mut stmt.op else { base::bug!("no branch") };
        if then.stmts.is_empty() && otherwise.stmts.is_empty() && stmt.outs.is_empty() && self.cx.spend() {
            return;
        }
        let scalar = stmt.outs.iter().all(|&out| self.vars[out].ty.shape.is_empty());
        let weights = [&*then, &*otherwise].map(|block| self.speculation_weight(block));
        let cheap = matches!(weights, [Some(a), Some(b)] if a + b <= MAX_SELECT_WEIGHT);
        if !scalar || !cheap || stmt.outs.is_empty() || !self.cx.spend() {
            return self.keep_branch(stmt);
        }
        let (then, otherwise) = (std::mem::take(then), std::mem::take(otherwise));
        let stmts = then.stmts.into_iter().chain(otherwise.stmts);
        stmts.for_each(|stmt| self.stmt(stmt));
        for (idx, &out) in stmt.outs.iter().enumerate() {
            let (a, b) = (self.operand(then.results[idx]), self.operand(otherwise.results[idx]));
            self.stmt(Stmt { outs: vec![out], op: Op::Select(cond, a, b), span: stmt.span });
        }
    }

    /// Results that are the same on both sides need no branch.
    fn keep_branch(&mut self, mut stmt: Stmt) {
        let Op::If { then, otherwise, .. } = &mut stmt.op else { base::bug!("no branch") };
        for idx in (0..stmt.outs.len()).rev() {
            let result = then.results[idx];
            let outer = result.var().is_none_or(|var| self.known[var.index()].depth < self.open.len());
            if result == otherwise.results[idx] && outer && self.cx.spend() {
                let out = stmt.outs.remove(idx);
                then.results.remove(idx);
                otherwise.results.remove(idx);
                self.replace(out, result);
            }
        }
        self.keep(stmt);
    }

    /// What it costs to run a block of scalar operations always; none if it may not be.
    fn speculation_weight(&self, block: &Block) -> Option<u32> {
        if fallible_block(block, &self.vars) && !fault!(FallibleSpeculated) {
            return None;
        }
        let weight = |stmt: &Stmt| crate::analysis::is_scalar_op(&stmt.op).then(|| weight(&stmt.op));
        block.stmts.iter().map(weight).sum()
    }
}

/// Whether a polynomial is carried into others.
fn is_small(size: &Size) -> bool {
    size.terms().count() <= MAX_TERMS && size.terms().all(|(atoms, _)| atoms.len() <= MAX_FACTORS)
}

fn key(op: &Op) -> Option<Key> {
    let ordered = |a: Operand, b: Operand| if a <= b { (a, b) } else { (b, a) };
    Some(match op {
        Op::Size(size) => Key::Size(size.clone()),
        Op::Unary(op, x) => Key::Unary(*op, *x),
        Op::Binary(op, a, b) if algebra::commutes(*op) => {
            let (a, b) = ordered(*a, *b);
            Key::Binary(*op, a, b)
        }
        Op::Binary(op @ base::BinOp::Sub, a, b) if fault!(SubtractionCommutes) => {
            let (a, b) = ordered(*a, *b);
            Key::Binary(*op, a, b)
        }
        Op::Binary(op, a, b) => Key::Binary(*op, *a, *b),
        Op::Compare(op, a, b) => Key::Compare(*op, *a, *b),
        Op::Fma(a, b, c) => {
            let (a, b) = ordered(*a, *b);
            Key::Fma(a, b, *c)
        }
        Op::Convert(dtype, x) => Key::Convert(*dtype, *x),
        Op::Select(cond, a, b) => Key::Select(*cond, *a, *b),
        Op::Edge { mode, index, extent } => Key::Edge(*mode, *index, extent.clone()),
        Op::Index { array, indices, .. } if indices.len() > 1 && fault!(EqualFirstIndex) => {
            Key::Index(*array, vec![indices[0]])
        }
        Op::Index { array, indices, .. } => Key::Index(*array, indices.clone()),
        Op::Assert { cond, .. } => Key::Assert(*cond),
        Op::Apply { function, args } => Key::Apply(*function, args.clone()),
        _ => return None,
    })
}
