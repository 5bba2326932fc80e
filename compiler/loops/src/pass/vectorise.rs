//! Vector loops become loops over whole vectors and one masked remainder.
//!
//! ```text
//! for %i in 0..%n vector(8) { %e: f64 = load &x[%i]; store &y[%i] = %e }
//!     =>
//! for %k in 0..%n // 8 serial { %e: f64x8 = load &x[8 * %k; lanes]; store &y[8 * %k; lanes] = %e }
//! if rest { %m = firstlanes rest, 8; the same with mask %m }
//! ```
//!
//! What is left of a loop of kind `then_scalar` runs as it was, one iteration after another. A loop of kind masked, whose body is large, has every vector under a mask instead, and no remainder.
//!
//! The whole body goes to lanes: what is the same in every lane stays scalar, `if` and `while` on varying conditions
//! become masks, and a block whose mask is empty is branched around, so that what is uniform in it never runs for
//! nobody. Registers that the loop sets to varying values become vectors, and memory that an iteration has of its own
//! gets a place for every lane.
//!
//! Declines (the loop becomes serial): vectors or threads inside; arrays exchanged under a varying condition.

mod flow;
mod function;
mod lanes;
mod repeat;
mod straight;
mod uniform;

use std::collections::{BTreeMap, BTreeSet};

use base::{BinOp, CmpOp, DType, Pass, PassCx, Poly, Scalar, fault};

use crate::build::{Builder, constant, poly_of};
use crate::clone::Cloner;
use crate::ir::{
    Access, Affine, Block, Buffer, For, LoopKind, Op, Operand, Program, Register, Stmt, Storage, Ty, Value,
};
use crate::visit;
use lanes::Lane;
use uniform::Uniformity;

pub use function::in_lanes;
pub(in crate::pass) use straight::straight_in_lanes;

/// The pass.
pub const VECTORISE: Pass<Program> = Pass { name: "vectorise", run };

/// Bytes of a line of the cache.
const LINE: u32 = 64;
/// Vectors from which on an aligned start pays.
const MANY: i64 = 16;

fn run(program: &mut Program, cx: &mut PassCx) {
    super::rebuild(program, |b, block| {
        let mentions = mentions(&block);
        vectorise(b, block, &mentions, cx);
    });
}

/// How often a block mentions each buffer.
fn mentions(block: &Block) -> BTreeMap<Buffer, usize> {
    let mut counts = BTreeMap::new();
    visit::buffers(block, &mut |buffer| *counts.entry(buffer).or_insert(0) += 1);
    counts
}

fn vectorise(b: &mut Builder, block: Block, mentions: &BTreeMap<Buffer, usize>, cx: &mut PassCx) {
    for mut stmt in block {
        if let Stmt::For(l) = &mut stmt
            && let Some(width) = l.kind.lanes()
        {
            match Uniformity::of(&b.kernel, l, mentions) {
                Ok(uniformity) if cx.spend() => {
                    split(b, l, width, &uniformity);
                    continue;
                }
                Ok(_) => {}
                Err(reason) => cx.remark(l.span, format!("not in lanes: {reason}")),
            }
            l.kind = LoopKind::Serial;
        }
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            vectorise(b, taken, mentions, cx);
            *inner = b.close();
        }
        b.push(stmt);
    }
}

/// A body that is being put into lanes.
struct Vectoriser<'a> {
    b: &'a mut Builder,
    width: u32,
    /// What the values of the body are; values from outside are uniform.
    values: BTreeMap<Value, Lane>,
    registers: &'a BTreeMap<Register, Register>,
    buffers: BTreeMap<Buffer, Buffer>,
    /// Stands for the lane's number in polynomials.
    lane: Value,
    /// The lanes that run.
    mask: Option<Value>,
    /// Whether fewer lanes run than there are iterations.
    diverged: bool,
    /// The loop's variable.
    var: Value,
    /// Conditions that hold up to a lane: that the variable is below something.
    below: BTreeMap<Value, Operand>,
}

/// The vector form of a loop.
fn split(b: &mut Builder, l: &For, width: u32, uniformity: &Uniformity) {
    let lanes = i64::from(width);
    let extent = l.hi.sub(&l.lo);
    let own = Own::of(b, width, uniformity);
    let own = &own;
    if let Some(n) = extent.as_constant() {
        let n = n.max(0);
        match n / lanes {
            0 => {}
            1 => body(b, l, width, own, (&l.lo, None)),
            vectors => vectors_of(b, l, width, own, &constant(vectors)),
        }
        if let LoopKind::ThenScalar(_) = l.kind {
            scalars(b, l, (&l.lo.add(&constant(n - n % lanes)), &l.lo.add(&constant(n))));
        } else if n % lanes > 0 {
            let left = Scalar::i64(n % lanes).into();
            let mask = first_lanes(b, left, width);
            body(b, l, width, own, (&l.lo.add(&constant(n - n % lanes)), Some(mask)));
        }
        return;
    }
    let extent = b.not_negative(&extent);
    if let LoopKind::Masked(_) = l.kind {
        return masked(b, l, width, own, &extent);
    }
    match find_stream(b, l, width) {
        Some(access) => aligned(b, l, width, own, (&extent, access)),
        None => {
            let vectors = b.settle(&extent.floor_div(&constant(lanes)), "vectors");
            vectors_and_rest(b, l, width, own, (&vectors, &extent));
        }
    }
}

/// So many whole vectors, and under a mask what is left of so many iterations.
fn vectors_and_rest(
    b: &mut Builder,
    l: &For,
    width: u32,
    own: &Own<'_>,
    (vectors, extent): (&Affine, &Affine),
) {
    vectors_of(b, l, width, own, vectors);
    let done = vectors.scale(i64::from(width));
    let extent = &if fault!(RemainderOneShort) { extent.sub(&constant(1)) } else { extent.clone() };
    if let LoopKind::ThenScalar(_) = l.kind {
        return scalars(b, l, (&l.lo.add(&done), &l.lo.add(extent)));
    }
    let left = b.index(&extent.sub(&done), "left");
    let some = b.compare(CmpOp::Gt, left, Scalar::i64(0).into(), "some");
    b.if_then(some, |b| {
        let mask = (!fault!(RemainderUnmasked)).then(|| first_lanes(b, left, width));
        body(b, l, width, own, (&l.lo.add(&done), mask));
    });
}

/// Iterations one after another.
fn scalars(b: &mut Builder, l: &For, (lo, hi): (&Affine, &Affine)) {
    if lo == hi {
        return;
    }
    let name = b.kernel.values[l.var].name.clone();
    b.for_loop((lo.clone(), hi.clone()), LoopKind::Serial, (&name, l.span), |b, var| {
        let mut cloner = Cloner::default();
        cloner.replace(l.var, var.into(), Poly::var(var));
        let body = cloner.block(&mut b.kernel, &l.body);
        b.extend(body);
    });
}

/// All vectors by one body, each under the mask of the iterations that there are. Where rows are read along, which
/// takes long under a mask, the last vector does some iterations again rather than fewer.
fn masked(b: &mut Builder, l: &For, width: u32, own: &Own<'_>, extent: &Affine) {
    let lanes = i64::from(width);
    let vectors = b.settle(&extent.add(&constant(lanes - 1)).floor_div(&constant(lanes)), "vectors");
    let name = b.kernel.values[l.var].name.clone();
    let private = |buffer| own.stacks.contains_key(&buffer);
    let again = repeat::reads_rows(l) && repeat::is_harmless(&b.kernel, l, &private);
    let last = again.then(|| {
        let last = b.index(&extent.sub(&constant(lanes)), "last");
        b.binary(BinOp::Max, last, Scalar::i64(0).into(), "last")
    });
    b.for_loop((constant(0), vectors), LoopKind::Serial, (&name, l.span), |b, vector| {
        let mut done = Poly::var(vector).scale(lanes);
        if let Some(last) = last {
            let next = b.index(&done, "done");
            done = poly_of(b.binary(BinOp::Min, next, last, "done"));
        }
        let left = b.index(&extent.sub(&done), "left");
        let mask = first_lanes(b, left, width);
        body(b, l, width, own, (&l.lo.add(&done), Some(mask)));
    });
}

/// Where a straight loop stores elements side by side in the widest registers, of which every one that is not aligned
/// touches two lines of the cache: the first place.
fn find_stream(b: &Builder, l: &For, width: u32) -> Option<Access> {
    let straight = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. } | Stmt::Store { .. } | Stmt::Check { .. });
    if !l.body.iter().all(straight) {
        return None;
    }
    l.body.iter().find_map(|stmt| {
        let Stmt::Store { access, .. } = stmt else { return None };
        let info = &b.kernel.buffers[access.buffer];
        let (first, step) = access.base.linear_in(&l.var)?;
        let wide = info.dtype.size() * width as usize >= 2 * LINE as usize;
        let outside = |value: &Value| !defined(&l.body).contains(value);
        let found = wide
            && !matches!(info.storage, Storage::Stack(_))
            && step.as_constant() == Some(1)
            && first.vars().iter().all(outside);
        found.then(|| Access::scalar(access.buffer, first.add(&l.lo)))
    })
}

/// Values that a block defines.
fn defined(block: &Block) -> BTreeSet<Value> {
    let values = block.iter().filter_map(|stmt| match stmt {
        Stmt::Let { value, .. } => Some(*value),
        _ => None,
    });
    values.collect()
}

/// A loop in two rounds of the same code: the first is only the masked vector up to an aligned store, the second the rest.
fn aligned(b: &mut Builder, l: &For, width: u32, own: &Own<'_>, (extent, stream): (&Affine, Access)) {
    let lanes = i64::from(width);
    let n = b.index(extent, "extent");
    let many = b.compare(CmpOp::Ge, n, Scalar::i64(MANY * lanes).into(), "many");
    let lead = b.define(Ty::scalar(DType::I64), "lead", Op::Lead(stream, LINE));
    let lead = b.select(many, lead.into(), Scalar::i64(0).into(), "lead");
    let none = b.compare(CmpOp::Eq, lead, Scalar::i64(0).into(), "none");
    let start = b.select(none, Scalar::i64(1).into(), Scalar::i64(0).into(), "round");
    let done = b.register(DType::I64, "done");
    b.set(done, Scalar::i64(0));
    let rounds = (poly_of(start), constant(2));
    b.for_loop(rounds, LoopKind::Serial, ("round", l.span), |b, round| {
        let first = b.compare(CmpOp::Eq, round.into(), Scalar::i64(0).into(), "first");
        let from = b.get(done);
        let rest = b.index(&extent.sub(&Poly::var(from)), "rest");
        let whole = b.index(&poly_of(rest).floor_div(&constant(lanes)), "vectors");
        let vectors = b.select(first, Scalar::i64(0).into(), whole, "vectors");
        let count = b.select(first, lead, rest, "count");
        let part = For { lo: l.lo.add(&Poly::var(from)), ..l.clone() };
        vectors_and_rest(b, &part, width, own, (&poly_of(vectors), &poly_of(count)));
        let next = if fault!(LeadSkipsOne) { poly_of(lead).add(&constant(1)) } else { poly_of(lead) };
        let next = b.index(&next, "done");
        b.set(done, next);
    });
}

fn first_lanes(b: &mut Builder, n: Operand, width: u32) -> Value {
    b.define(Ty { dtype: DType::Bool, lanes: width }, "tail", Op::FirstLanes(n, width))
}

/// The loop over whole vectors.
fn vectors_of(b: &mut Builder, l: &For, width: u32, own: &Own<'_>, vectors: &Affine) {
    let name = b.kernel.values[l.var].name.clone();
    let range = (constant(0), vectors.clone());
    b.for_loop(range, LoopKind::Serial, (&name, l.span), |b, vector| {
        let base = l.lo.add(&Poly::var(vector).scale(i64::from(width)));
        body(b, l, width, own, (&base, None));
    });
}

/// One vector of iterations from `base` on.
fn body(b: &mut Builder, l: &For, width: u32, own: &Own<'_>, (base, mask): (&Affine, Option<Value>)) {
    let lane = b.kernel.fresh(Ty::scalar(DType::I64), "lane");
    let mut buffers = own.stacks.clone();
    own.allocated(b, width, &mut buffers);
    let mut vectoriser = Vectoriser {
        b,
        width,
        values: BTreeMap::from([(l.var, Lane::Linear(base.add(&Poly::var(lane))))]),
        registers: &own.registers,
        buffers,
        lane,
        mask,
        diverged: false,
        var: l.var,
        below: BTreeMap::new(),
    };
    vectoriser.block(&l.body);
}

/// What the lanes have of their own. Whole vectors and the remainder take turns with registers and the stack; what is
/// allocated is allocated in each.
struct Own<'a> {
    uniformity: &'a Uniformity,
    registers: BTreeMap<Register, Register>,
    stacks: BTreeMap<Buffer, Buffer>,
}

impl<'a> Own<'a> {
    fn of(b: &mut Builder, width: u32, uniformity: &'a Uniformity) -> Self {
        let mut own = Own { uniformity, registers: BTreeMap::new(), stacks: BTreeMap::new() };
        for register in &uniformity.varying_registers {
            let mut info = b.kernel.registers[*register].clone();
            info.ty.lanes = width;
            own.registers.insert(*register, b.kernel.registers.push(info));
        }
        let mut stacks = BTreeMap::new();
        own.widen(b, width, &mut stacks, true);
        own.stacks = stacks;
        own
    }
    fn allocated(&self, b: &mut Builder, width: u32, buffers: &mut BTreeMap<Buffer, Buffer>) {
        self.widen(b, width, buffers, false);
    }
    /// Room for every lane in private buffers on the stack, or in those that are allocated.
    fn widen(&self, b: &mut Builder, width: u32, buffers: &mut BTreeMap<Buffer, Buffer>, stacks: bool) {
        let mut classes: BTreeMap<u32, u32> = BTreeMap::new();
        for buffer in &self.uniformity.private_buffers {
            let mut info = b.kernel.buffers[*buffer].clone();
            let on_stack = matches!(info.storage, Storage::Stack(_));
            if on_stack != stacks {
                continue;
            }
            if let Storage::Stack(elements) = &mut info.storage {
                *elements *= width;
            }
            let class = info.class;
            let own = b.kernel.buffers.push(info);
            b.kernel.buffers[own].class = *classes.entry(class).or_insert(own.0);
            buffers.insert(*buffer, own);
        }
    }
}

impl Vectoriser<'_> {
    fn ty(&self, dtype: DType) -> Ty {
        Ty { dtype, lanes: self.width }
    }
    /// Both masks; none is all lanes.
    fn and(&mut self, a: Option<Value>, b: Value) -> Value {
        let Some(a) = a else { return b };
        let ty = self.ty(DType::Bool);
        self.b.define(ty, "mask", Op::Binary(BinOp::And, a.into(), b.into()))
    }
    /// The polynomial that a value is, with the lane's number as a variable.
    fn poly_of(&self, value: Value) -> Option<Affine> {
        match self.values.get(&value) {
            None => Some(Poly::var(value)),
            Some(Lane::Uniform(operand)) => Some(poly_of(*operand)),
            Some(Lane::Linear(poly)) => Some(poly.clone()),
            Some(Lane::Vector(_)) => None,
        }
    }
}

/// Buffers that a block allocates.
fn allocated(block: &Block) -> BTreeSet<Buffer> {
    let mut found = BTreeSet::new();
    visit::stmts(block, &mut |stmt| {
        if let Stmt::Alloc { buffer, .. } = stmt {
            found.insert(*buffer);
        }
    });
    found
}
