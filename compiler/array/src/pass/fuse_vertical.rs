//! Computes elements of an array where they are read, instead of storing it.
//!     t = build [i < n] { …; yield e(i) }
//!     y = build [j < n] { a = index t[j]; …a… }   =>   y = build [j < n] { a = e(j); …a… }
//! Fires for producers that cost no more than the load (a slice, a transpose, a gather) wherever they are read, also
//! if they are stored all the same; for any producer that is read at one place, each element at most once; and for
//! cheap ones that are read a few times. An array that is another one element by element is that one.
//! Declines: an expensive producer that is read several times an element, an array that is used as a whole, and a
//! producer that can fail unless some consumer computes every element of it, unconditionally.

use std::collections::{BTreeMap, BTreeSet};

use abi::Status;
use base::{BinOp, CmpOp, Pass, PassCx, Poly, Scalar, Span, fault};

use crate::analysis::{Renaming, Sizes, compact, fallible_block, for_each_use, forward_copies, is_scalar_op};
use crate::builder::FunctionBuilder;
use crate::ir::{Block, Failure, Function, Op, Operand, Program, Stmt, Var, outside_message};
use crate::pass::simplify::{remove_dead, weight};
use crate::typing::{Vars, operand_size};
use sites::{Site, find_sites};

mod sites;

/// Pull fusion.
pub const FUSE_VERTICAL: Pass<Program> = Pass { name: "fuse-vertical", run };

/// What storing and loading an element costs, in the units of [`weight`].
const STORE_WEIGHT: u64 = 12;
/// A producer that is read at more places is stored.
const MAX_SITES: usize = 64;
/// What a producer may cost that is computed wherever it is read.
const VIEW_WEIGHT: u64 = 2;

/// Statements by which fusing may make a function longer: copies of what is read at several places. Copies of copies
/// double with each link of a chain, and most of the chains that go on for so long were written by a machine.
const MAX_GROWTH: usize = 4_000;

/// Statements of a reader that takes no more producers: each one costs a walk over all that it has taken before.
const MAX_READER: usize = 2_000;

/// Fusing may bring a producer inside next to its reader, so that another round has something to do.
const MAX_ROUNDS: usize = 8;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let (mut declined, mut growth) = (Vec::new(), MAX_GROWTH);
        for _ in 0..MAX_ROUNDS {
            declined.clear();
            if !round(function, cx, &mut declined, &mut growth) {
                break;
            }
        }
        declined.into_iter().for_each(|(span, why)| cx.remark(span, format!("stored: {why}")));
    }
}

/// Fuses once; whether anything changed.
fn round(
    function: &mut Function,
    cx: &mut PassCx,
    declined: &mut Vec<(Span, &'static str)>,
    growth: &mut usize,
) -> bool {
    let sizes = Sizes::of(function);
    let mut body = std::mem::take(&mut function.body);
    let copied = replace_identities(&mut body, &function.vars, &sizes, cx);
    function.body = body;
    if copied {
        forward_copies(function);
    }
    let mut body = std::mem::take(&mut function.body);
    let b = FunctionBuilder::over(std::mem::take(&mut function.vars));
    let mut fuse = Fuse { b, sizes, cx, changed: copied, declined, growth };
    fuse.block(&mut body);
    let changed = fuse.changed;
    function.vars = fuse.b.finish(Vec::new()).0;
    function.body = body;
    if changed {
        forward_copies(function);
        remove_dead(function);
        compact(function);
    }
    changed
}

/// Makes builds that copy an array element by element copies; whether there were any.
fn replace_identities(block: &mut Block, vars: &Vars, sizes: &Sizes, cx: &mut PassCx) -> bool {
    let mut found = false;
    for stmt in &mut block.stmts {
        for block in stmt.op.blocks_mut() {
            found |= replace_identities(block, vars, sizes, cx);
        }
        if let Some(array) = find_identity(stmt, vars, sizes)
            && cx.spend()
        {
            stmt.op = Op::Copy(array.into());
            found = true;
        }
    }
    found
}

/// The array that a build copies, if that is all it does.
fn find_identity(stmt: &Stmt, vars: &Vars, sizes: &Sizes) -> Option<Var> {
    let Op::Build { binders, body } = &stmt.op else { return None };
    let ([out], [Stmt { outs, op: Op::Index { array, indices, checked }, .. }]) =
        (&stmt.outs[..], &body.stmts[..])
    else {
        return None;
    };
    let own = binders.iter().map(|binder| Operand::Var(binder.var));
    let same = body.results == [Operand::Var(outs[0])]
        && own.eq(indices.iter().copied())
        && !checked.contains(&true)
        && (sizes.expand_type(&vars[*array].ty) == sizes.expand_type(&vars[*out].ty)
            || fault!(PrefixIsWhole));
    same.then_some(*array)
}

struct Fuse<'a> {
    b: FunctionBuilder,
    sizes: Sizes,
    cx: &'a mut PassCx,
    changed: bool,
    /// Producers that stay, and why.
    declined: &'a mut Vec<(Span, &'static str)>,
    /// Statements that may still be added.
    growth: &'a mut usize,
}

/// A statement that does nothing, in the place of one that is gone.
fn nothing() -> Stmt {
    Stmt { outs: Vec::new(), op: Op::Copy(Scalar::bool(true).into()), span: Span::none() }
}

/// The arrays that the statements of a block read.
struct Reads {
    arrays: Vec<BTreeSet<Var>>,
    /// How many statements read each array, so that a search ends with the last of them.
    readers: BTreeMap<Var, usize>,
}

impl Reads {
    fn new(arrays: Vec<BTreeSet<Var>>) -> Reads {
        let mut reads = Reads { arrays: Vec::new(), readers: BTreeMap::new() };
        arrays.iter().for_each(|set| reads.count(set));
        reads.arrays = arrays;
        reads
    }

    fn count(&mut self, set: &BTreeSet<Var>) {
        set.iter().for_each(|var| *self.readers.entry(*var).or_default() += 1);
    }

    /// The statements from `start` on that read any of `arrays`, which nothing before reads.
    fn of(&self, arrays: &[Var], start: usize) -> Vec<usize> {
        let mut left: usize = arrays.iter().filter_map(|var| self.readers.get(var)).sum();
        let mut found = Vec::new();
        for at in start..self.arrays.len() {
            if left == 0 {
                break;
            }
            let here = arrays.iter().filter(|var| self.arrays[at].contains(var)).count();
            left -= here;
            if here > 0 {
                found.push(at);
            }
        }
        found
    }

    /// Statement `at` has become others.
    fn replace(&mut self, at: usize, sets: Vec<BTreeSet<Var>>) {
        for var in &self.arrays[at] {
            if let Some(readers) = self.readers.get_mut(var) {
                *readers -= 1;
            }
        }
        sets.iter().for_each(|set| self.count(set));
        self.arrays.splice(at..=at, sets);
    }
}

/// What one element of a producer costs.
struct Cost {
    /// In the units of [`weight`], loads included.
    weight: u64,
    /// Whether it runs loops.
    loops: bool,
}

impl Fuse<'_> {
    fn block(&mut self, block: &mut Block) {
        for stmt in &mut block.stmts {
            stmt.op.blocks_mut().into_iter().for_each(|block| self.block(block));
        }
        let mut reads = Reads::new(block.stmts.iter().map(|stmt| self.arrays_of(&stmt.op)).collect());
        for at in (0..block.stmts.len()).rev() {
            if !matches!(block.stmts[at].op, Op::Build { .. }) {
                continue;
            }
            let outs = &block.stmts[at].outs;
            let readers = reads.of(outs, at + 1);
            let whole =
                block.results.iter().any(|result| result.var().is_some_and(|var| outs.contains(&var)));
            let Some(keep) = self.decide(&block.stmts, at, &readers, whole) else { continue };
            if !self.cx.spend() {
                break;
            }
            self.changed = true;
            self.cx.remark(block.stmts[at].span, "fused: its elements are computed where they are read");
            let producer = std::mem::replace(&mut block.stmts[at], nothing());
            // From the last, since a reader may become several statements.
            for reader in readers.into_iter().rev() {
                let stmt = std::mem::replace(&mut block.stmts[reader], nothing());
                let mut stmts = Vec::new();
                Inlining { fuse: self, producer: &producer, done: Vec::new() }.stmt(stmt, &mut stmts);
                reads.replace(reader, stmts.iter().map(|stmt| self.arrays_of(&stmt.op)).collect());
                block.stmts.splice(reader..=reader, stmts);
            }
            if keep {
                block.stmts[at] = producer;
            }
        }
        block.stmts.retain(|stmt| !(stmt.outs.is_empty() && matches!(stmt.op, Op::Copy(_))));
    }

    fn arrays_of(&self, op: &Op) -> BTreeSet<Var> {
        let mut arrays = BTreeSet::new();
        for_each_use(op, &mut |var| {
            if !self.b.vars[var].ty.shape.is_empty() {
                arrays.insert(var);
            }
        });
        arrays
    }

    /// Whether to fuse the producer at `at` into all of its readers; then, whether it must stay all the same.
    fn decide(&mut self, stmts: &[Stmt], at: usize, readers: &[usize], whole: bool) -> Option<bool> {
        let producer = &stmts[at];
        let Op::Build { binders, body } = &producer.op else { return None };
        if readers.iter().any(|&reader| is_longer(&stmts[reader].op, MAX_READER)) {
            self.declined.push((producer.span, "what reads it is long enough"));
            return None;
        }
        let mut sites: Vec<Site> = Vec::new();
        let mut whole = whole;
        for &reader in readers {
            whole |= !find_sites(&stmts[reader].op, &producer.outs, &self.sizes, &mut sites);
        }
        let sites = distinct_sites(sites, binders.len())?;
        let cost = self.cost(body);
        let can_fail = fallible_block(body, &self.b.vars) && !fault!(FallibleFused);
        let mut decline = |why| {
            self.declined.push((producer.span, why));
            None
        };
        if can_fail {
            let covers = |site: &Site| site.covers(binders, &self.sizes);
            if whole || !sites.iter().any(covers) {
                return decline("it can fail, and no loop computes all of its elements");
            }
        }
        let reads: Option<u64> = sites.iter().try_fold(0u64, |sum, site| sum.checked_add(site.reads()?));
        let view = !cost.loops && cost.weight <= VIEW_WEIGHT;
        // The first copy takes the place of the producer, unless that stays.
        let copies = if whole { sites.len() } else { sites.len() - 1 };
        let added = copies.saturating_mul(length(body));
        if added > *self.growth {
            return decline("its copies would make the function too long");
        }
        let keep = match reads {
            _ if view && !can_fail => Some(whole),
            _ if whole => decline("it is used as a whole"),
            Some(0 | 1) => Some(false),
            Some(reads) if !cost.loops && (reads - 1).saturating_mul(cost.weight) <= STORE_WEIGHT => {
                Some(false)
            }
            _ => decline("computing its elements again and again would cost more"),
        };
        if keep.is_some() {
            *self.growth -= added;
        }
        keep
    }

    fn cost(&self, body: &Block) -> Cost {
        let mut cost = Cost { weight: 0, loops: false };
        for stmt in &body.stmts {
            match &stmt.op {
                Op::Index { .. } => cost.weight += 1,
                // Index arithmetic is part of every access.
                Op::Size(_) | Op::Copy(_) => {}
                Op::If { then, otherwise, .. } => {
                    let (a, b) = (self.cost(then), self.cost(otherwise));
                    cost.weight += 1 + a.weight + b.weight;
                    cost.loops |= a.loops || b.loops;
                }
                op if is_scalar_op(op) => cost.weight += u64::from(weight(op)),
                Op::Assert { .. } => cost.weight += 1,
                _ => cost.loops = true,
            }
        }
        cost
    }
}

/// The sites that need a computation of their own; none if there are none, or too many.
fn distinct_sites(sites: Vec<Site>, rank: usize) -> Option<Vec<Site>> {
    let mut distinct: Vec<Site> = Vec::new();
    for mut site in sites {
        // The rest indexes the cell that one evaluation of the body gives.
        site.indices.truncate(rank);
        // One computation serves equal indices within the same loops.
        if !distinct.contains(&site) {
            distinct.push(site);
        }
        if distinct.len() > MAX_SITES {
            return None;
        }
    }
    (!distinct.is_empty()).then_some(distinct)
}

/// Statements of a block, those inside too.
fn length(block: &Block) -> usize {
    block.stmts.iter().map(|stmt| 1 + stmt.op.blocks().into_iter().map(length).sum::<usize>()).sum()
}

/// Whether the blocks of an operation have more than `most` statements; counts no further.
fn is_longer(op: &Op, most: usize) -> bool {
    fn exhausts(op: &Op, left: &mut usize) -> bool {
        op.blocks().into_iter().flat_map(|block| &block.stmts).any(|stmt| {
            *left = left.saturating_sub(1);
            *left == 0 || exhausts(&stmt.op, left)
        })
    }
    exhausts(op, &mut (most + 1))
}

/// Puts the producer's body in the place of the elements that are read.
struct Inlining<'f, 'a> {
    fuse: &'f mut Fuse<'a>,
    producer: &'f Stmt,
    /// Elements that have been computed in the open blocks: indices and values.
    done: Vec<(Vec<Operand>, Vec<Operand>)>,
}

impl Inlining<'_, '_> {
    fn op(&mut self, op: &mut Op) {
        for block in op.blocks_mut() {
            let before = self.done.len();
            let mut stmts = Vec::with_capacity(block.stmts.len());
            for stmt in std::mem::take(&mut block.stmts) {
                self.stmt(stmt, &mut stmts);
            }
            block.stmts = stmts;
            self.done.truncate(before);
        }
    }

    fn stmt(&mut self, mut stmt: Stmt, stmts: &mut Vec<Stmt>) {
        let Op::Index { array, indices, checked } = &stmt.op else {
            self.op(&mut stmt.op);
            return stmts.push(stmt);
        };
        let Some(result) = self.producer.outs.iter().position(|out| out == array) else {
            return stmts.push(stmt);
        };
        let Op::Build { binders, .. } = &self.producer.op else { base::bug!("the producer is no build") };
        let rank = binders.len();
        self.check(*array, &indices[..rank], &checked[..rank], stmt.span, stmts);
        let values = self.element(&indices[..rank], stmts);
        let op = match values[result] {
            Operand::Var(cell) if indices.len() > rank => Op::Index {
                array: cell,
                indices: indices[rank..].to_vec(),
                checked: checked[rank..].to_vec(),
            },
            value => Op::Copy(value),
        };
        stmts.push(Stmt { outs: stmt.outs, op, span: stmt.span });
    }

    /// The values of the producer's body at these indices.
    fn element(&mut self, indices: &[Operand], stmts: &mut Vec<Stmt>) -> Vec<Operand> {
        let same =
            |at: &[Operand]| at == indices || (at.first() == indices.first() && fault!(ElementByFirstIndex));
        if let Some((_, values)) = self.done.iter().find(|(at, _)| same(at)) {
            return values.clone();
        }
        let Op::Build { binders, body } = &self.producer.op else { base::bug!("the producer is no build") };
        let mut renaming = Renaming::new();
        for (binder, index) in binders.iter().zip(indices) {
            renaming.set_size(binder.var, *index, self.fuse.sizes.affine_of(index));
        }
        let copy = renaming.clone_block(body, None, &mut self.fuse.b.vars);
        self.fuse.sizes.add_block(&copy, &self.fuse.b.vars);
        stmts.extend(copy.stmts);
        self.done.push((indices.to_vec(), copy.results.clone()));
        copy.results
    }

    /// Asserts that checked indices are inside.
    fn check(
        &mut self,
        array: Var,
        indices: &[Operand],
        checked: &[bool],
        span: Span,
        stmts: &mut Vec<Stmt>,
    ) {
        for (axis, (&index, _)) in
            indices.iter().zip(checked).enumerate().filter(|(_, (_, checked))| **checked)
        {
            let b = &mut self.fuse.b;
            let extent = b.vars[array].ty.shape[axis].clone();
            if fault!(FusedUnchecked) {
                continue;
            }
            b.begin();
            b.span = span;
            let message = outside_message(&b.vars[array].name, axis);
            emit_bounds_check(b, message, index, &extent);
            stmts.extend(b.end(Vec::new()).stmts);
        }
    }
}

/// Emits an assertion that `0 <= index < extent`.
pub(crate) fn emit_bounds_check(
    b: &mut FunctionBuilder,
    message: String,
    index: Operand,
    extent: &Poly<Var>,
) {
    let extent = b.size(extent);
    let above = b.compare(CmpOp::Ge, index, Scalar::i64(0));
    let below = b.compare(CmpOp::Lt, index, extent);
    let inside = b.binary(BinOp::And, above, below);
    b.assert(inside, Failure { status: Status::Bounds, message, args: vec![index, extent] });
}

/// The polynomial of an index.
fn index_size(sizes: &Sizes, index: &Operand) -> Poly<Var> {
    match index {
        Operand::Var(_) => sizes.affine_of(index),
        Operand::Const(_) => operand_size(index),
    }
}
