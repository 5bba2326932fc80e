//! Statements in lanes: masks for what varies.

use base::{BinOp, CmpOp, DType, Poly, Scalar, UnOp, fault};

use super::Vectoriser;
use super::lanes::Lane;
use crate::build::constant;
use crate::ir::{
    Access, Affine, Block, Buffer, Fold, For, Lanes, LoopKind, Op, Operand, Register, Site, Stmt, Ty, Value,
};

/// Statements of a block that runs under its mask without a branch around it.
const FLAT: usize = 16;

impl Vectoriser<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        block.iter().for_each(|stmt| self.stmt(stmt));
    }
    /// A block on its own.
    fn inner(&mut self, block: &Block) -> Block {
        self.b.open();
        self.block(block);
        self.b.close()
    }
    /// A block with other lanes.
    fn masked(&mut self, block: &Block, mask: Value) -> Block {
        let outer = (self.mask, self.diverged);
        (self.mask, self.diverged) = (Some(mask), true);
        let inner = self.inner(block);
        (self.mask, self.diverged) = outer;
        inner
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, op } => {
                let info = self.b.kernel.values[*value].clone();
                if let Op::Compare(CmpOp::Lt, a, bound) = op
                    && *a == self.var.into()
                    && let Some(bound) = self.uniform(bound)
                {
                    self.below.insert(*value, bound);
                }
                let lane = self.op(op, info.ty.dtype, &info.name);
                self.values.insert(*value, lane);
            }
            Stmt::Set { register, value, .. } => self.set(*register, value),
            Stmt::Store { access, value, .. } => self.store(access, value),
            Stmt::Check { ok, site, args, .. } => {
                let (ok, mask) = match self.uniform(ok) {
                    Some(ok) => (ok, None),
                    None => (self.vector(ok), self.mask.filter(|_| !fault!(CheckUnmasked))),
                };
                let scalar = self.b.kernel.operand_ty(ok).lanes == 1;
                let args = args
                    .iter()
                    .map(|arg| match self.uniform(arg) {
                        Some(arg) => arg,
                        // A scalar condition with varying arguments tells of the first lane.
                        None if scalar => self.first_of(arg),
                        None => self.vector(arg),
                    })
                    .collect();
                self.b.push(Stmt::Check { ok, mask, site: *site, args });
            }
            Stmt::Alloc { buffer, extent, site } => self.alloc(*buffer, extent, *site),
            Stmt::Swap(a, b) => {
                let own = |buffer: &Buffer| self.buffers.get(buffer).copied().unwrap_or(*buffer);
                let swap = Stmt::Swap(own(a), own(b));
                self.b.push(swap);
            }
            Stmt::If { cond, then, otherwise } => self.choice(cond, then, otherwise),
            Stmt::For(l) => self.for_loop(l),
            Stmt::While { test, cond, body } => self.while_loop(test, cond, body),
            Stmt::Reduce(_) | Stmt::Scan(_) => base::bug!("a whole reduction in a vector loop"),
        }
    }
    fn first_of(&mut self, operand: &Operand) -> Operand {
        let vector = self.vector_value(operand);
        let dtype = self.b.kernel.values[vector].ty.dtype;
        let op = match self.mask {
            Some(mask) => Op::FirstActive(vector.into(), mask),
            None => Op::Extract(vector.into(), 0),
        };
        self.b.define(Ty::scalar(dtype), "first", op).into()
    }
    fn set(&mut self, register: Register, value: &Operand) {
        match self.registers.get(&register).copied() {
            Some(own) => {
                let value = self.vector(value);
                // Outside of diverged code no lane that counts is left out.
                let mask = if self.diverged && !fault!(RegisterUnmasked) { self.mask } else { None };
                self.b.push(Stmt::Set { register: own, value, mask });
            }
            None => match self.uniform(value) {
                Some(value) => self.b.set(register, value),
                None => base::bug!("a uniform register gets a varying value"),
            },
        }
    }
    fn store(&mut self, access: &Access, value: &Operand) {
        let (access, mask) = self.access_and_mask(access);
        let (access, value) = match (access.lanes.clone(), self.uniform(value)) {
            // All active lanes write one element; uniform code only runs where a lane is active.
            (Lanes::Scalar, Some(value)) => {
                self.b.push(Stmt::Store { access, value, mask: None });
                return;
            }
            (Lanes::Scalar, None) => {
                let offsets = self.splat(Scalar::i64(0).into());
                (Access { lanes: Lanes::Gather(offsets), ..access }, self.vector_value(value))
            }
            _ => (access, self.vector_value(value)),
        };
        self.b.push(Stmt::Store { access, value: value.into(), mask });
    }
    fn alloc(&mut self, buffer: Buffer, extent: &Affine, site: Option<Site>) {
        let own = self.buffers.get(&buffer).copied().unwrap_or(buffer);
        let extent = match self.uniform_poly(extent) {
            Some(extent) => extent,
            None => {
                let lane = self.lane_of_poly(extent);
                let extents = self.vector_of_lane(lane);
                self.largest(extents)
            }
        };
        self.b.push(Stmt::Alloc { buffer: own, extent: extent.scale(i64::from(self.width)), site });
    }
    fn vector_of_lane(&mut self, lane: Lane) -> Value {
        let temporary = self.b.kernel.fresh(Ty::scalar(DType::I64), "varying");
        self.values.insert(temporary, lane);
        self.vector_value(&temporary.into())
    }
    /// The largest of `i64` lanes that are active, at least 0.
    fn largest(&mut self, lanes: Value) -> Affine {
        let ty = self.ty(DType::I64);
        let lanes = match self.mask {
            None => lanes,
            Some(mask) => {
                let op = Op::Select(mask.into(), lanes.into(), Scalar::i64(0).into());
                self.b.define(ty, "active", op)
            }
        };
        let op = Op::FoldLanes(Fold::Op(BinOp::Max), lanes.into());
        Poly::var(self.b.define(Ty::scalar(DType::I64), "largest", op))
    }

    fn choice(&mut self, cond: &Operand, then: &Block, otherwise: &Block) {
        if let Some(cond) = self.uniform(cond) {
            let then = self.inner(then);
            let otherwise = self.inner(otherwise);
            self.b.push(Stmt::If { cond, then, otherwise });
            return;
        }
        let first = self.first_holds(cond);
        let cond = self.vector_value(cond);
        let yes = self.and(self.mask, cond);
        self.side(then, yes, first);
        if !otherwise.is_empty() {
            let ty = self.ty(DType::Bool);
            let not = self.b.define(ty, "not", Op::Unary(UnOp::Not, cond.into()));
            let outer = self.mask.filter(|_| !fault!(ElseForgetsMask));
            let no = self.and(outer, not);
            self.side(otherwise, no, None);
        }
    }
    /// Whether a condition holds for the first lane, if it holds for no lane where it does not hold for that.
    fn first_holds(&mut self, cond: &Operand) -> Option<Operand> {
        let Operand::Value(value) = cond else { return None };
        let bound = *self.below.get(value).filter(|_| !self.diverged)?;
        let (first, _) = self.linear(&self.poly_of(self.var)?)?;
        let first = self.b.index(&first, "first");
        Some(self.b.compare(CmpOp::Lt, first, bound, "any"))
    }
    /// A block under its mask; `any`: whether there is a lane, where that is known without the mask.
    fn side(&mut self, block: &Block, mask: Value, any: Option<Operand>) {
        let inner = self.masked(block, mask);
        if is_flat(block) {
            self.b.extend(inner);
        } else if !inner.is_empty() {
            let any = any.unwrap_or_else(|| {
                self.b.define(Ty::scalar(DType::Bool), "any", Op::Any(mask.into())).into()
            });
            self.b.push(Stmt::If { cond: any, then: inner, otherwise: Block::new() });
        }
    }

    fn for_loop(&mut self, l: &For) {
        let (lo, hi) = (self.uniform_poly(&l.lo), self.uniform_poly(&l.hi));
        if let (Some(lo), Some(hi)) = (lo, hi) {
            let name = self.b.kernel.values[l.var].name.clone();
            let var = self.b.kernel.fresh(Ty::scalar(DType::I64), name);
            self.values.insert(l.var, Lane::Uniform(var.into()));
            let body = self.inner(&l.body);
            let kind = if l.kind == LoopKind::Unrolled { l.kind } else { LoopKind::Serial };
            self.b.push(Stmt::For(Box::new(For { var, lo, hi, kind, body, span: l.span })));
            return;
        }
        // Every lane counts from 0; a lane is active while it has iterations left.
        let trips = self.lane_of_poly(&l.hi.sub(&l.lo));
        let trips = self.vector_of_lane(trips);
        let largest = self.largest(trips);
        let count = self.b.kernel.fresh(Ty::scalar(DType::I64), "count");
        self.b.open();
        let ty = self.ty(DType::Bool);
        let count_lanes = self.splat(count.into());
        let below = if fault!(LaneRunsOn) { CmpOp::Le } else { CmpOp::Lt };
        let left = self.b.define(ty, "left", Op::Compare(below, count_lanes.into(), trips.into()));
        let mask = self.and(self.mask, left);
        let lane = self.lane_of_poly(&l.lo.add(&Poly::var(count)));
        self.values.insert(l.var, lane);
        let inner = self.masked(&l.body, mask);
        self.b.extend(inner);
        let body = self.b.close();
        let (lo, kind) = (constant(0), LoopKind::Serial);
        self.b.push(Stmt::For(Box::new(For { var: count, lo, hi: largest, kind, body, span: l.span })));
    }

    fn while_loop(&mut self, test: &Block, cond: &Operand, body: &Block) {
        // Whether the condition varies shows only when the test is in lanes; a first try is thrown away.
        let values = self.values.clone();
        self.b.open();
        self.block(test);
        let uniform = self.uniform(cond);
        let scalar_test = self.b.close();
        if let Some(cond) = uniform {
            let body = self.inner(body);
            self.b.push(Stmt::While { test: scalar_test, cond, body });
            return;
        }
        self.values = values;
        let ty = self.ty(DType::Bool);
        let live = self.b.kernel.register(ty, "live");
        let start = self.mask.map_or(Operand::Const(Scalar::bool(true)), Operand::Value);
        self.b.push(Stmt::Set { register: live, value: start, mask: None });
        self.b.open();
        let mask = self.b.get(live);
        let outer = (self.mask, self.diverged);
        (self.mask, self.diverged) = (Some(mask), true);
        self.block(test);
        let holds = self.vector_value(cond);
        let still = if fault!(LaneRevived) { holds } else { self.and(Some(mask), holds) };
        self.b.set(live, still);
        let any = self.b.define(Ty::scalar(DType::Bool), "any", Op::Any(still.into()));
        let test = self.b.close();
        self.b.open();
        let mask = self.b.get(live);
        self.mask = Some(mask);
        self.block(body);
        let body = self.b.close();
        (self.mask, self.diverged) = outer;
        self.b.push(Stmt::While { test, cond: any.into(), body });
    }
}

/// Whether a block only computes, and little: no memory, no failure, nothing that must not run for no lane.
fn is_flat(block: &Block) -> bool {
    block.len() <= FLAT
        && block.iter().all(|stmt| match stmt {
            Stmt::Let { op: Op::Load(..) | Op::Call(..), .. } => false,
            Stmt::Let { op: Op::Binary(op, ..), .. } => !op.fallible(),
            Stmt::Let { .. } | Stmt::Set { .. } => true,
            _ => false,
        })
}
