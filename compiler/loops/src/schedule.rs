//! Decides which loops run in lanes and on threads, which reductions run in lanes, which loops are unrolled.
//!
//! [`schedule`] decides and gives plain data that prints; [`Schedule::apply`] only carries it out. The rules:
//!
//! - The innermost independent loop runs in lanes; loops of constant, tiny extent are unrolled and do not count.
//! - Where the loads of a reduction inside it run along the reduction rather than along the loop, the reduction's
//!   leaves are the lanes and the loop stays scalar.
//! - A free-standing reduction runs in lanes, and its blocks on threads where no loop around it does.
//! - The outermost independent loop runs on threads, cut into parts of at least some tens of microseconds; where the
//!   work of an iteration follows from sizes, the cut is computed at run time.

mod apply;
mod cost;
mod decline;
mod pack;
mod remainder;
mod scan;
mod short;
mod tile;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base::{DType, IndexVec, Span};

use crate::build::constant_product;
use crate::ir::{
    Access, Affine, Block, For, FuncId, Function, Kernel, LoopKind, Op, Operand, Plan, Program, Reduce,
    Reducer, Register, Stmt, Storage, Value,
};
use crate::map::{self, Mapper};
use crate::visit;
use crate::{Level, Target};
pub use short::Short;

/// What remarks and the command line call this step.
pub const NAME: &str = "schedule";

/// Iterations of a loop that is unrolled rather than run in lanes.
const TINY: i64 = 8;
/// Leaves at the end of a chain that are computed in lanes.
const END: u32 = 4;
/// Statements that unrolling a loop may make.
const UNROLLED_STMTS: usize = 96;

/// What was decided for every kernel of a program.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schedule {
    /// One a kernel.
    pub kernels: Vec<KernelSchedule>,
}

/// What was decided for the loops of one kernel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KernelSchedule {
    /// By loop variable; loops that are not here stay as they are.
    pub loops: BTreeMap<Value, Choice>,
    /// By the first register of a reduction.
    pub reductions: BTreeMap<Register, Plan>,
    /// Lanes at a time, by the first register of a reduction that does not run in all of its lanes at once.
    pub strips: BTreeMap<Register, u32>,
    /// By the loop variable of a scan.
    pub scans: BTreeMap<Value, Plan>,
    /// Why, for readers.
    pub remarks: Vec<(Span, String)>,
}

/// What becomes of a loop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// How an iteration follows another.
    pub kind: LoopKind,
    /// Whether parts of the iterations run on threads, and how large they are.
    pub parts: Option<Part>,
    /// So many iterations run side by side inside the vector loop that is the body, which becomes the outer loop.
    pub rows: Option<u32>,
    /// Where the reductions in the body are so short that the loop had better run in lanes than they.
    pub short: Option<Short>,
}

/// Iterations that one thread takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// So many.
    Constant(i64),
    /// As many as make the second, a part's work; the first, an iteration's, is a polynomial in values before the loop.
    ByWork(Affine, i64),
}

/// Decides for a whole program.
#[must_use]
pub fn schedule(program: &Program, target: &Target) -> Schedule {
    let decide = |kernel| {
        let functions = &program.functions;
        let (out, scope, turning) = (KernelSchedule::default(), BTreeSet::new(), BTreeSet::new());
        let most = BTreeMap::new();
        let mut decider = Decider { functions, kernel, target, out, scope, turning, most };
        for param in &kernel.params {
            decider.scope.extend(param_values(param));
        }
        decider.block(&kernel.body, Place { parallel: false, lanes: false });
        decider.out
    };
    Schedule { kernels: program.kernels.iter().map(decide).collect() }
}

fn param_values(param: &crate::ir::Param) -> Vec<Value> {
    use crate::ir::Param;
    match param {
        Param::Scalar(value) | Param::Frame(value) => vec![*value],
        Param::Array { extents, strides, .. } => extents.iter().chain(strides).copied().collect(),
        Param::ScalarPlace(_) | Param::FrameArray(_) => Vec::new(),
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kernel in &self.kernels {
            for (var, choice) in &kernel.loops {
                let parts = match &choice.parts {
                    None => String::new(),
                    Some(Part::Constant(n)) => format!(" in parts of {n}"),
                    Some(Part::ByWork(work, _)) => format!(" in parts by work {work}"),
                };
                let rows = choice.rows.map_or(String::new(), |rows| format!(", {rows} rows at a time"));
                let short = choice.short.as_ref().map_or(String::new(), |short| short.to_string());
                writeln!(f, "loop {var}: {}{parts}{rows}{short}", choice.kind)?;
            }
            for (register, plan) in &kernel.reductions {
                let strip = kernel.strips.get(register);
                let strip = strip.map_or(String::new(), |lanes| format!(" in strips of {lanes}"));
                writeln!(f, "reduction {register}:{plan}{strip}")?;
            }
            for (var, plan) in &kernel.scans {
                writeln!(f, "scan {var}:{plan}")?;
            }
        }
        Ok(())
    }
}

/// What runs around a statement.
#[derive(Clone, Copy)]
struct Place {
    /// Inside something that runs on threads.
    parallel: bool,
    /// Inside something that runs in lanes.
    lanes: bool,
}

struct Decider<'a> {
    functions: &'a IndexVec<FuncId, Function>,
    kernel: &'a Kernel,
    target: &'a Target,
    out: KernelSchedule,
    /// Values in scope.
    scope: BTreeSet<Value>,
    /// Variables of the loops around, and what is computed from them.
    turning: BTreeSet<Value>,
    /// What values are at most.
    most: BTreeMap<Value, i64>,
}

impl Decider<'_> {
    fn block(&mut self, block: &Block, place: Place) {
        for stmt in block {
            match stmt {
                Stmt::Let { value, op } => {
                    self.scope.insert(*value);
                    if let Op::Binary(base::BinOp::Min, _, Operand::Const(most)) = op {
                        self.most.insert(*value, most.as_i64());
                    }
                    if varies(op, &self.turning) {
                        self.turning.insert(*value);
                    }
                }
                Stmt::For(l) => self.for_loop(l, place),
                Stmt::While { test, body, .. } => {
                    self.block(test, place);
                    self.block(body, place);
                }
                Stmt::If { then, otherwise, .. } => {
                    self.block(then, place);
                    self.block(otherwise, place);
                }
                Stmt::Reduce(reduce) => self.reduce(reduce, place),
                Stmt::Scan(scan) => self.scan(scan, place),
                _ => {}
            }
        }
        for stmt in block {
            if let Stmt::Let { value, .. } = stmt {
                self.scope.remove(value);
            }
        }
    }

    fn for_loop(&mut self, l: &For, place: Place) {
        self.turning.insert(l.var);
        if is_tiny(l) && (place.lanes || l.kind == LoopKind::Serial || !place.parallel) {
            self.choose(l, LoopKind::Unrolled, None);
            self.block(&l.body, place);
            return;
        }
        if let (LoopKind::Parallel { .. }, false) = (l.kind, place.parallel) {
            self.block(&l.body, Place { parallel: true, ..place });
            return;
        }
        if l.kind != LoopKind::Independent || place.lanes {
            self.choose(l, LoopKind::Serial, None);
            self.block(&l.body, place);
            return;
        }
        if let Some(tile) = self.tile(l) {
            let parts = if place.parallel { None } else { self.tile_parts(l, &tile) };
            let text = format!("computed in tiles of {} rows by {} lanes", tile.rows, tile.width);
            self.remark(l.span, text);
            let choice = Choice { kind: LoopKind::Serial, parts, rows: Some(tile.rows), short: None };
            self.out.loops.insert(l.var, choice);
            let shares = self.shares_body(&tile.columns.body, tile.columns.var);
            let kind = if shares { LoopKind::Masked(tile.width) } else { LoopKind::Vector(tile.width) };
            let inner = Choice { kind, parts: None, rows: None, short: None };
            self.out.loops.insert(tile.columns.var, inner);
            self.block(&tile.columns.body, Place { parallel: true, lanes: true });
            return;
        }
        let kind = self.lanes_of_loop(l);
        let lanes = kind.lanes().is_some();
        let parts = if place.parallel { None } else { self.parts(l, kind) };
        let inner = Place { parallel: place.parallel || parts.is_some(), lanes };
        let short = if lanes { None } else { self.short(l) };
        self.out.loops.insert(l.var, Choice { kind, parts, rows: None, short });
        self.block(&l.body, inner);
    }
    fn choose(&mut self, l: &For, kind: LoopKind, parts: Option<Part>) {
        self.out.loops.insert(l.var, Choice { kind, parts, rows: None, short: None });
    }
    fn remark(&mut self, span: Span, text: impl Into<String>) {
        self.out.remarks.push((span, text.into()));
    }

    /// Whether the loop runs in lanes, and in how many.
    fn lanes_of_loop(&mut self, l: &For) -> LoopKind {
        if has_loop(&l.body) {
            return LoopKind::Serial;
        }
        if let Some(reduce) = self.reduction_along(&l.body, Some(l.var)) {
            self.remark(
                reduce,
                "the reduction runs in lanes, not the loop around it: its elements are neighbours",
            );
            return LoopKind::Serial;
        }
        if let Some(scan) = self.scan_along(&l.body, &l.var) {
            self.remark(scan, "the scan runs in lanes, not the loop around it: its elements are neighbours");
            return LoopKind::Serial;
        }
        if let Some(reason) = self.obstacle(&l.body) {
            self.remark(l.span, format!("not in lanes: {reason}"));
            return LoopKind::Serial;
        }
        if self.is_ragged(l) {
            self.remark(l.span, "not in lanes: rows of different lengths, which would all be gathered");
            return LoopKind::Serial;
        }
        if self.mostly_gathers_narrow(&l.body, l.var) {
            self.remark(
                l.span,
                "not in lanes: little but narrow elements from anywhere, which no instruction gathers",
            );
            return LoopKind::Serial;
        }
        let width = self.width(&l.body, l.var);
        if let (Some(lo), Some(hi)) = (l.lo.as_constant(), l.hi.as_constant())
            && hi.saturating_sub(lo) <= 2
        {
            return LoopKind::Serial;
        }
        self.remark(l.span, format!("runs in {width} lanes"));
        self.with_remainder(&l.body, l.var, width)
    }

    /// A reduction in the block whose loads run along it and not along `var`: where it is.
    fn reduction_along(&self, block: &Block, var: Option<Value>) -> Option<Span> {
        let mut found = None;
        visit::stmts(block, &mut |stmt| {
            let Stmt::Reduce(reduce) = stmt else { return };
            let Some((binder, extent)) = reduce.binders.last() else { return };
            let short = extent.as_constant().is_some_and(|n| n <= 32);
            if short || !self.takes_lanes(reduce) {
                return;
            }
            let along = |value: &Value| count_contiguous(&reduce.body, value);
            if along(binder) > var.map_or(0, |var| along(&var)) {
                found = Some(reduce.span);
            }
        });
        found
    }
    /// Whether the order of a reduction lets neighbouring leaves be lanes.
    fn takes_lanes(&self, reduce: &Reduce) -> bool {
        let dtype = self.kernel.operand_ty(reduce.leaves[0]).dtype;
        match &reduce.reducer {
            Reducer::Op(base::BinOp::Min | base::BinOp::Max) | Reducer::ArgMin | Reducer::ArgMax => true,
            Reducer::Op(_) => reduce.array_form || !dtype.is_float(),
            Reducer::SumOfProducts => reduce.array_form,
            Reducer::User { .. } => false,
        }
    }

    /// Lanes by the element types that the body computes with: as many as a register has of the narrowest, but no more
    /// than two registers of the widest; twice as many where little is computed.
    fn width(&self, body: &Block, var: Value) -> u32 {
        let (mut floats, mut others, mut count) = (BTreeSet::new(), BTreeSet::new(), 0);
        let mut tall = false;
        let mut varying = BTreeSet::from([var]);
        let repeated = set_in_whiles(body);
        let mut see = |dtype: DType| {
            if dtype.is_float() {
                floats.insert(dtype.size());
            } else if dtype != DType::Bool {
                others.insert(dtype.size());
            }
        };
        visit::stmts(body, &mut |stmt| match stmt {
            Stmt::Let { value, op } => {
                count += 1;
                let dtype = self.kernel.values[*value].ty.dtype;
                let set = |register: &Register| dtype != DType::I64 || repeated.contains(register);
                let held = matches!(op, Op::Get(register) if set(register));
                // What is the same in every lane stays scalar, and indices are steps of one.
                if held || varies(op, &varying) {
                    varying.insert(*value);
                    if !matches!(op, Op::Index(_)) {
                        see(dtype);
                    }
                    if let Op::Call(function, _) = op {
                        count += self.see_function(*function, &mut see);
                    }
                }
            }
            Stmt::Store { access, .. } => see(self.kernel.buffers[access.buffer].dtype),
            Stmt::Reduce(reduce) => {
                tall |= reduce.array_form && !is_short(reduce) && reduce.body.len() <= 2;
                count += 8;
            }
            Stmt::For(_) | Stmt::While { .. } | Stmt::Scan(_) => count += 8,
            _ => {}
        });
        let sizes = if floats.is_empty() { others } else { floats };
        let (smallest, largest) = (sizes.first().copied().unwrap_or(1), sizes.last().copied().unwrap_or(1));
        let lanes = |size: usize| self.target.vector_bits / u32::try_from(size * 8).unwrap_or(64);
        let width = lanes(smallest).min(2 * lanes(largest)).clamp(2, 64);
        let light = count <= 24 && smallest == largest;
        // Rows that lanes read along are far apart: the fewer, the more of them stay in the cache.
        if !light || body.iter().any(|stmt| matches!(stmt, Stmt::Reduce(reduce) if reads_along(reduce, &var)))
        {
            return width;
        }
        // Chains across rows of memory: more neighbours of each row at a time, where there are registers for them.
        let registers = match self.target.level {
            // Little code: such machines are rare.
            Level::V2 => 1,
            Level::V4 if tall => 4,
            _ => 2,
        };
        (registers * width).min(64)
    }

    /// Shows the element types of a function and of those that it calls; gives the number of operations.
    fn see_function(&self, function: FuncId, see: &mut impl FnMut(DType)) -> usize {
        let code = &self.functions[function].code;
        code.values.iter().for_each(|info| see(info.ty.dtype));
        let mut count = 0;
        visit::stmts(&code.body, &mut |stmt| {
            count += match stmt {
                Stmt::Let { op: Op::Call(function, _), .. } => self.see_function(*function, see),
                _ => 1,
            };
        });
        count
    }

    fn reduce(&mut self, reduce: &Reduce, place: Place) {
        let mut inner = place;
        let plan = if place.lanes
            || has_loop(&reduce.body)
            || self.reduction_along(&reduce.body, reduce.binders.last().map(|(var, _)| *var)).is_some()
            || self.obstacle(&reduce.body).is_some()
            || place.parallel
                && reduce
                    .binders
                    .last()
                    .is_some_and(|(var, _)| self.mostly_gathers_narrow(&reduce.body, *var))
        {
            Plan::Serial
        } else {
            let leaves = leaves_of(reduce);
            let plan = self.plan(reduce, place, leaves);
            inner.lanes = plan != Plan::Serial && self.takes_lanes(reduce);
            inner.parallel |= matches!(plan, Plan::Parallel(_));
            plan
        };
        let strip = match plan {
            Plan::Serial => self.end_of_chain(reduce, place),
            _ => self.strip(reduce),
        };
        if let Some(strip) = strip {
            self.out.strips.insert(reduce.results[0], strip);
        }
        self.out.reductions.insert(reduce.results[0], plan);
        self.block(&reduce.body, inner);
    }
    /// Lanes that run at a time, where the accumulators of all of them would take more registers than there are.
    fn strip(&self, reduce: &Reduce) -> Option<u32> {
        let size = self.kernel.operand_ty(reduce.leaves[0]).dtype.size();
        let bytes = match (self.target.level, &reduce.reducer) {
            (Level::V2, _) => 32,
            // A maximum takes long: chains of their own hide that.
            (Level::V3, Reducer::Op(base::BinOp::Min | base::BinOp::Max)) => 256,
            (Level::V3, _) => 128,
            (Level::V4, _) => return None,
        };
        Some(bytes / u32::try_from(size).unwrap_or(8))
    }
    /// Lanes for the last leaves of a chain whose length is another one in each turn of a loop around it: which of them
    /// there are is then known to no branch predictor.
    fn end_of_chain(&self, reduce: &Reduce, place: Place) -> Option<u32> {
        let sum = matches!(reduce.reducer, Reducer::Op(base::BinOp::Add) | Reducer::SumOfProducts);
        let float = self.kernel.operand_ty(reduce.leaves[0]).dtype.is_float();
        let [(_, extent)] = reduce.binders.as_slice() else { return None };
        let takes = sum && float && !reduce.array_form && !place.lanes && self.turns(extent);
        (takes && self.target.level > Level::V2).then_some(END)
    }
    /// Whether an extent is of another value in each turn of a loop around it.
    fn turns(&self, extent: &Affine) -> bool {
        extent.vars().iter().any(|value| self.turning.contains(value))
    }
    fn plan(&mut self, reduce: &Reduce, place: Place, leaves: Option<i64>) -> Plan {
        if leaves.is_some_and(|n| n <= 32) || !self.takes_lanes(reduce) {
            return Plan::Serial;
        }
        let leaf = self.work(&reduce.body, 8).as_constant().unwrap_or(64).max(1);
        let enough = leaves.is_none_or(|n| n.saturating_mul(leaf) > 2 * self.target.part);
        // A search ends where it finds something: threads would look behind that.
        let searches = reduce.reducer == Reducer::ArgMax
            && self.kernel.operand_ty(reduce.leaves[0]).dtype == DType::Bool;
        // Of another length in each turn of a loop around it: as a rule often, and often short.
        let often = reduce.binders.iter().any(|(_, extent)| self.turns(extent));
        if place.parallel || !enough || often || searches {
            self.remark(reduce.span, "the reduction runs in lanes");
            return Plan::Lanes;
        }
        self.remark(reduce.span, "the reduction runs in lanes, its blocks on threads");
        let blocks = (self.target.part / leaf.saturating_mul(512)).clamp(1, 1 << 20);
        Plan::Parallel(u32::try_from(blocks).unwrap_or(1))
    }
}

/// Whether the loop has a constant extent so small, and a body so short, that it is unrolled.
fn is_tiny(l: &For) -> bool {
    tiny_size(l).is_some()
}

/// The statements in the body of a tiny loop. Each loop inside is looked at once, however deep the nest.
fn tiny_size(l: &For) -> Option<usize> {
    let (lo, hi) = (l.lo.as_constant()?, l.hi.as_constant()?);
    let count = unrolled_size(&l.body);
    let trips = hi.saturating_sub(lo);
    let all = count.saturating_mul(usize::try_from(trips).unwrap_or(0));
    (trips <= TINY && all <= UNROLLED_STMTS).then_some(count)
}

fn unrolled_size(block: &Block) -> usize {
    let of_stmt = |stmt: &Stmt| match stmt {
        // Whole loops are not worth having several times.
        Stmt::For(inner) => tiny_size(inner).map_or(UNROLLED_STMTS, |count| 1 + count),
        Stmt::Reduce(reduce) if !is_short(reduce) => UNROLLED_STMTS,
        Stmt::Scan(_) | Stmt::While { .. } => UNROLLED_STMTS,
        stmt => visit::blocks(stmt)
            .into_iter()
            .fold(1usize, |sum, inner| sum.saturating_add(unrolled_size(inner))),
    };
    block.iter().fold(0usize, |sum, stmt| sum.saturating_add(of_stmt(stmt)))
}

/// Whether a reduction has so few leaves that they are unrolled.
fn is_short(reduce: &Reduce) -> bool {
    leaves_of(reduce).is_some_and(|n| n <= 16)
}

/// How many leaves a reduction has, where that is a constant.
fn leaves_of(reduce: &Reduce) -> Option<i64> {
    constant_product(reduce.binders.iter().map(|(_, extent)| extent))
}

/// Whether the block has an independent loop that is not unrolled.
fn has_loop(block: &Block) -> bool {
    let mut found = false;
    visit::stmts(block, &mut |stmt| {
        if let Stmt::For(l) = stmt {
            found |= l.kind == LoopKind::Independent && !is_tiny(l);
        }
    });
    found
}

/// Loads whose elements are neighbours along `var`.
fn count_contiguous(block: &Block, var: &Value) -> usize {
    let mut count = 0;
    visit::stmts(block, &mut |stmt| {
        if let Stmt::Let { op: Op::Load(access, _), .. } = stmt
            && is_along(access, var)
        {
            count += 1;
        }
    });
    count
}

/// Whether the elements of an access are neighbours along `var`.
fn is_along(access: &Access, var: &Value) -> bool {
    access.base.linear_in(var).is_some_and(|(_, step)| step.as_constant() == Some(1))
}

/// Whether a reduction without others in it reads along its leaves, rather than along `var`.
fn reads_along(reduce: &Reduce, var: &Value) -> bool {
    let simple = reduce.body.iter().all(|stmt| matches!(stmt, Stmt::Let { .. }));
    let along = |value: &Value| count_contiguous(&reduce.body, value);
    simple && reduce.binders.last().is_some_and(|(binder, _)| along(binder) > along(var))
}

/// Registers that loops without a count set; how often they do differs from lane to lane.
fn set_in_whiles(block: &Block) -> BTreeSet<Register> {
    let mut found = BTreeSet::new();
    visit::stmts(block, &mut |stmt| {
        if let Stmt::While { body, .. } = stmt {
            visit::registers(body, &mut |register, set| {
                if set {
                    found.insert(register);
                }
            });
        }
    });
    found
}

/// Whether an operation mentions a value of the set.
fn varies(op: &Op, varying: &BTreeSet<Value>) -> bool {
    let mut mentions = Mentions { varying, found: false };
    map::op(&mut mentions, op);
    mentions.found
}

struct Mentions<'a> {
    varying: &'a BTreeSet<Value>,
    found: bool,
}

impl Mapper for Mentions<'_> {
    fn define(&mut self, value: Value) -> Value {
        value
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        self.found |= matches!(operand, Operand::Value(value) if self.varying.contains(&value));
        operand
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        self.found |= poly.vars().iter().any(|value| self.varying.contains(value));
        poly.clone()
    }
}

/// Whether all values of a polynomial are in the set.
fn known(scope: &BTreeSet<Value>, poly: &Affine) -> bool {
    poly.vars().iter().all(|value| scope.contains(value))
}

/// Whether stores to this buffer are cheap.
fn is_stack(kernel: &Kernel, operand: &Access) -> bool {
    matches!(kernel.buffers[operand.buffer].storage, Storage::Stack(_))
}

/// Whether an operand is a constant.
fn is_constant(operand: &Operand) -> bool {
    matches!(operand, Operand::Const(_))
}
