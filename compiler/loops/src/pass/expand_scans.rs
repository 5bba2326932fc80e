//! Whole scans become loops: groups of 16 by Sklansky's scheme, chunks of 4096.
//!
//! ```text
//! scan over %i in %n add { leaves } to &y[%i]
//!     =>
//! for chunk: carry = e; for group: p = prefixes of 16 leaves
//!   y = before ⊕ (carry ⊕ p); carry = carry ⊕ p[15]
//! before = before ⊕ carry
//! ```
//!
//! With lanes, the 16 leaves of a full group are a vector and the scheme is four shuffles; the rest, the user's
//! operators and scans inside vector loops go one element at a time.

use base::{BinOp, CmpOp, DType, Pass, PassCx, Poly, Scalar, fault};

use super::expand_reductions::apply;
use crate::build::{Builder, constant, poly_of};
use crate::clone::Cloner;
use crate::ir::{
    Access, Affine, Block, Buffer, Lanes, LoopKind, Op, Operand, Plan, Program, Reducer, Register, Scan,
    Stmt, Storage, Ty,
};
use crate::visit;
use base::neutral::neutral;

/// The pass.
pub const EXPAND_SCANS: Pass<Program> = Pass { name: "expand-scans", run };

/// Elements of a group.
const GROUP: i64 = 16;
/// Elements of a chunk.
const CHUNK: i64 = 4096;

fn run(program: &mut Program, _: &mut PassCx) {
    super::rebuild(program, expand);
}

fn expand(b: &mut Builder, block: Block) {
    for mut stmt in block {
        if let Stmt::Scan(scan) = stmt {
            Expansion::new(b, &scan).whole(b);
            continue;
        }
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            expand(b, taken);
            *inner = b.close();
        }
        b.push(stmt);
    }
}

struct Expansion<'a> {
    scan: &'a Scan,
    dtypes: Vec<DType>,
    /// What stands before the chunk, and before the group in its chunk.
    before: Vec<Register>,
    carry: Vec<Register>,
    group: Vec<Buffer>,
}

fn get_all(b: &mut Builder, registers: &[Register]) -> Vec<Operand> {
    registers.iter().map(|register| b.get(*register).into()).collect()
}
fn set_all(b: &mut Builder, registers: &[Register], values: &[Operand]) {
    registers.iter().zip(values).for_each(|(register, value)| b.set(*register, *value));
}

impl<'a> Expansion<'a> {
    fn new(b: &mut Builder, scan: &'a Scan) -> Self {
        let dtypes: Vec<DType> =
            scan.outputs.iter().map(|access| b.kernel.buffers[access.buffer].dtype).collect();
        let registers = |b: &mut Builder, name: &str| -> Vec<Register> {
            dtypes.iter().map(|dtype| b.register(*dtype, name)).collect()
        };
        let (before, carry) = (registers(b, "before"), registers(b, "carry"));
        let storage = Storage::Stack(u32::try_from(GROUP).unwrap_or(16));
        let group = dtypes.iter().map(|dtype| b.buffer(*dtype, storage.clone(), "group")).collect();
        Self { scan, dtypes, before, carry, group }
    }
    fn neutral(&self) -> Vec<Operand> {
        match &self.scan.reducer {
            Reducer::Op(op) => self.dtypes.iter().map(|dtype| neutral(*op, *dtype).into()).collect(),
            Reducer::User { init, .. } => init.clone(),
            _ => base::bug!("a scan of indices"),
        }
    }
    fn join(&self, b: &mut Builder, x: &[Operand], y: &[Operand]) -> Vec<Operand> {
        match &self.scan.reducer {
            Reducer::Op(op) => x.iter().zip(y).map(|(x, y)| b.binary(*op, *x, *y, "scanned")).collect(),
            reducer => apply(b, reducer, x, y),
        }
    }

    fn whole(&self, b: &mut Builder) {
        let n = b.not_negative(&self.scan.binder.1);
        let chunks = n.add(&constant(CHUNK - 1)).floor_div(&constant(CHUNK));
        let chunks = b.settle(&chunks, "chunks");
        set_all(b, &self.before, &self.neutral());
        b.for_loop((constant(0), chunks), LoopKind::Serial, ("chunk", self.scan.span), |b, chunk| {
            let lo = Poly::var(chunk).scale(CHUNK);
            let (end, n) = (b.index(&lo.add(&constant(CHUNK)), "end"), b.index(&n, "n"));
            let hi = poly_of(b.binary(BinOp::Min, end, n, "end"));
            set_all(b, &self.carry, &self.neutral());
            self.chunk(b, &lo, &hi);
            let (before, carry) = (get_all(b, &self.before), get_all(b, &self.carry));
            let before = if fault!(ChunkForgotten) { carry } else { self.join(b, &before, &carry) };
            set_all(b, &self.before, &before);
        });
    }
    fn chunk(&self, b: &mut Builder, lo: &Affine, hi: &Affine) {
        let vector = match &self.scan.reducer {
            Reducer::Op(op) if self.scan.plan != Plan::Serial => Some(*op),
            _ => None,
        };
        let full = hi.sub(lo).floor_div(&constant(GROUP));
        let full = b.settle(&full, "groups");
        let span = self.scan.span;
        b.for_loop((constant(0), full.clone()), LoopKind::Serial, ("group", span), |b, group| {
            let first = lo.add(&Poly::var(group).scale(GROUP));
            match vector {
                Some(op) => self.group_in_lanes(b, op, &first),
                None => self.group(b, &first, &constant(GROUP)),
            }
        });
        let first = b.settle(&lo.add(&full.scale(GROUP)), "rest");
        let left = b.settle(&hi.sub(&first), "left");
        let count = b.index(&left, "left");
        let some = b.compare(CmpOp::Gt, count, Scalar::i64(0).into(), "some");
        b.if_then(some, |b| self.group(b, &first, &left));
    }

    /// The leaves at an index.
    fn leaf(&self, b: &mut Builder, index: &Affine) -> Vec<Operand> {
        let mut cloner = Cloner::default();
        cloner.own_locals(&mut b.kernel, &self.scan.body);
        let name = b.kernel.values[self.scan.binder.0].name.clone();
        let operand = b.index(index, &name);
        cloner.replace(self.scan.binder.0, operand, index.clone());
        let body = cloner.block(&mut b.kernel, &self.scan.body);
        expand(b, body);
        self.scan.leaves.iter().map(|leaf| cloner.operand(*leaf)).collect()
    }
    /// Where output `k` goes at an index.
    fn output(&self, k: usize, index: &Affine) -> Access {
        let access = &self.scan.outputs[k];
        let mut at = |value: &crate::ir::Value| {
            if *value == self.scan.binder.0 { index.clone() } else { Poly::var(*value) }
        };
        Access { base: access.base.substitute(&mut at), ..access.clone() }
    }
    fn load_group(&self, b: &mut Builder, index: &Affine) -> Vec<Operand> {
        self.group.iter().map(|buffer| b.load(*buffer, index.clone(), "prefix").into()).collect()
    }
    fn store_group(&self, b: &mut Builder, index: &Affine, values: &[Operand]) {
        for (buffer, value) in self.group.iter().zip(values) {
            b.store(*buffer, index.clone(), *value);
        }
    }

    /// One element after another.
    fn group(&self, b: &mut Builder, first: &Affine, count: &Affine) {
        let span = self.scan.span;
        let range = (constant(0), count.clone());
        b.for_loop(range.clone(), LoopKind::Serial, ("k", span), |b, k| {
            let leaf = self.leaf(b, &first.add(&Poly::var(k)));
            self.store_group(b, &Poly::var(k), &leaf);
        });
        for half in [1, 2, 4, 8] {
            b.for_loop(range.clone(), LoopKind::Serial, ("k", span), |b, k| {
                let bit = b.binary(BinOp::And, k.into(), Scalar::i64(half).into(), "bit");
                let right = b.compare(CmpOp::Ne, bit, Scalar::i64(0).into(), "right");
                b.if_then(right, |b| {
                    let start = b.binary(BinOp::And, k.into(), Scalar::i64(-2 * half).into(), "start");
                    let last = poly_of(start).add(&constant(half - 1));
                    let (x, y) = (self.load_group(b, &last), self.load_group(b, &Poly::var(k)));
                    let joined = self.join(b, &x, &y);
                    self.store_group(b, &Poly::var(k), &joined);
                });
            });
        }
        let (before, carry) = (get_all(b, &self.before), get_all(b, &self.carry));
        b.for_loop(range, LoopKind::Serial, ("k", span), |b, k| {
            let prefix = self.load_group(b, &Poly::var(k));
            let within = self.join(b, &carry, &prefix);
            let value = if fault!(ScanRegrouped) {
                let start = self.join(b, &before, &carry);
                self.join(b, &start, &prefix)
            } else {
                self.join(b, &before, &within)
            };
            for (output, value) in value.into_iter().enumerate() {
                let access = self.output(output, &first.add(&Poly::var(k)));
                b.push(Stmt::Store { access, value, mask: None });
            }
        });
        let last = self.load_group(b, &count.sub(&constant(1)));
        let carry = self.join(b, &carry, &last);
        set_all(b, &self.carry, &carry);
    }

    /// A full group in lanes.
    fn group_in_lanes(&self, b: &mut Builder, op: BinOp, first: &Affine) {
        let lanes = u32::try_from(GROUP).unwrap_or(16);
        let range = (constant(0), constant(GROUP));
        b.for_loop(range, LoopKind::Vector(lanes), ("k", self.scan.span), |b, k| {
            let leaf = self.leaf(b, &first.add(&Poly::var(k)));
            self.store_group(b, &Poly::var(k), &leaf);
        });
        for output in 0..self.dtypes.len() {
            self.prefixes_in_lanes(b, op, first, output);
        }
    }

    /// The prefixes of one output's leaves of a full group, to where they go.
    fn prefixes_in_lanes(&self, b: &mut Builder, op: BinOp, first: &Affine, output: usize) {
        let lanes = u32::try_from(GROUP).unwrap_or(16);
        let dtype = self.dtypes[output];
        let ty = Ty { dtype, lanes };
        let access = Access { buffer: self.group[output], base: constant(0), lanes: Lanes::Contiguous };
        let mut prefix: Operand = b.define(ty, "prefix", Op::Load(access, None)).into();
        for half in [1u32, 2, 4, 8] {
            let right = |k: &u32| k & half != 0;
            let lasts = (0..lanes).map(|k| if right(&k) { (k & !(half - 1)) - 1 } else { k }).collect();
            let last = b.define(ty, "last", Op::Shuffle(prefix, prefix, lasts)).into();
            let joined = b.binary(op, last, prefix, "joined");
            let picks = (0..lanes).map(|k| if right(&k) { k + lanes } else { k }).collect();
            prefix = b.define(ty, "prefix", Op::Shuffle(prefix, joined, picks)).into();
        }
        let (before, carry) = (b.get(self.before[output]), b.get(self.carry[output]));
        let wide = |b: &mut Builder, value: Operand| b.define(ty, "all", Op::Splat(value, lanes)).into();
        let (before, all) = (wide(b, before.into()), wide(b, carry.into()));
        let within = b.binary(op, all, prefix, "within");
        let value = b.binary(op, before, within, "scanned");
        let (here, next) = (self.output(output, first), self.output(output, &first.add(&constant(1))));
        let step = next.base.sub(&here.base);
        let pattern = match step.as_constant() {
            Some(1) => Lanes::Contiguous,
            _ if fault!(ScanStoredDense) => Lanes::Contiguous,
            _ => Lanes::Strided(b.index(&step, "step")),
        };
        let access = Access { lanes: pattern, ..here };
        b.push(Stmt::Store { access, value, mask: None });
        let last = b.define(
            Ty::scalar(dtype),
            "last",
            Op::Extract(prefix, lanes - if fault!(CarryOneEarly) { 2 } else { 1 }),
        );
        let carry = b.binary(op, carry.into(), last.into(), "carry");
        b.set(self.carry[output], carry);
    }
}
