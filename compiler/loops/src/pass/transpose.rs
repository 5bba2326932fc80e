//! Rows that the lanes read along are loaded a few elements at a time and transposed, instead of gathered one by one.
//!
//! ```text
//! for %k in lo..hi serial { %e: f32x16 = load &x[b + %k; step %s]; … }
//!     =>
//! for %g in 0..(hi - lo) // 4 serial {
//!   for every lane l: f32x4 = load &x[b + l * %s + lo + 4 * %g; lanes]   shuffles   the body for each of four %k
//! }
//! for %k in lo + 4 * …..hi serial { as before }
//! ```
//!
//! The elements are those that the iterations load, so nothing is touched that was not. Where the loads are under a mask
//! of the first lanes, this is done if all lanes are active, and the old loop does the rest.
//!
//! Declines: bodies that are long or have checks or blocks in them, since then an iteration need not come to its loads;
//! loads from memory that the body writes; other masks; elements of fewer than four bytes; no vector of lanes.

use std::collections::{BTreeMap, BTreeSet};

use base::{BinOp, CmpOp, DType, Pass, PassCx, Poly, Scalar, fault};

use super::deinterleave::Network;
use crate::build::{Builder, constant, poly_of};
use crate::clone::Cloner;
use crate::ir::{Access, Affine, Block, For, Kernel, Lanes, LoopKind, Op, Operand, Program, Stmt, Ty, Value};
use crate::visit;

/// The pass.
pub const TRANSPOSE: Pass<Program> = Pass { name: "transpose", run };

/// Iterations at a time.
const STEPS: i64 = 4;
/// Bytes of a row that are loaded at once: what shuffles cheaply.
const CHUNK: usize = 16;
/// Rows whose addresses one instruction finds from that of the first of them.
const NEAR: u32 = 4;
/// Statements of a body that may stand so many times.
const LIGHT: usize = 24;

fn run(program: &mut Program, _: &mut PassCx) {
    super::rebuild(program, |b, block| {
        let mut first = BTreeMap::new();
        visit::stmts(&block, &mut |stmt| {
            if let Stmt::Let { value, op: Op::FirstLanes(n, _) } = stmt {
                first.insert(*value, *n);
            }
        });
        rewrite(b, block, &first);
    });
}

/// `first`: how many lanes a mask has, where it is of the first so many.
fn rewrite(b: &mut Builder, block: Block, first: &BTreeMap<Value, Operand>) {
    for mut stmt in block {
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            rewrite(b, taken, first);
            *inner = b.close();
        }
        if let Stmt::For(l) = &mut stmt
            && l.kind == LoopKind::Serial
        {
            let rows = rows(&b.kernel, l, first);
            if !rows.is_empty() {
                emit(b, l, &rows, first);
            }
        }
        b.push(stmt);
    }
}

/// A load of which each lane reads along a row.
struct Row {
    value: Value,
    access: Access,
    /// From a lane's row to the next.
    step: Affine,
    ty: Ty,
    mask: Option<Value>,
}

impl Row {
    /// Elements of a row that are loaded at once.
    fn chunk(&self) -> u32 {
        let steps = CHUNK / self.ty.dtype.size();
        u32::try_from(steps).unwrap_or(2).min(4)
    }
    /// The vectors of the iterations from `start` on, where `group` is the loop around.
    fn emit(&self, b: &mut Builder, var: Value, start: &Affine, group: Value) -> Vec<Value> {
        let step = b.index(&self.step, "step");
        let step = poly_of(b.define(Ty::scalar(DType::I64), "step", Op::Anew(step, group.into())).into());
        let first = self.access.base.substitute(&mut |value| {
            if *value == var { start.clone() } else { Poly::var(*value) }
        });
        // Few addresses, each from the one before.
        let mut bases = vec![b.settle(&first, "row")];
        for lane in 1..self.ty.lanes {
            let next = bases[lane as usize - 1].add(&step);
            bases.push(if lane % NEAR == 0 { b.settle(&next, "row") } else { next });
        }
        let chunk = i64::from(self.chunk());
        (0..STEPS / chunk).flat_map(|part| self.columns(b, &bases, part * chunk)).collect()
    }
    /// The elements `on` places further and those behind them, a chunk of each row, as one vector for each place.
    fn columns(&self, b: &mut Builder, bases: &[Affine], on: i64) -> Vec<Value> {
        let chunk = self.chunk();
        let network = Network::square(self.ty.dtype, self.ty.lanes, chunk);
        let mut load = |base: &Affine| {
            let access = Access { base: base.add(&constant(on)), lanes: Lanes::Contiguous, ..self.access };
            b.define(self.ty.with_lanes(chunk), "along", Op::Load(access, None))
        };
        let chunks: Vec<Value> = bases.iter().map(&mut load).collect();
        // Chunks of neighbouring rows stand at one place of different vectors, so that they change places within it.
        let every = |first: usize| chunks.iter().skip(first).step_by(chunk as usize).copied().collect();
        let rows: Vec<Value> = (0..chunk as usize).map(|first| network.join(b, every(first))).collect();
        let mut columns = network.merge(b, &rows);
        if fault!(TransposedBackwards) {
            columns.reverse();
        }
        columns
    }
}

/// The rows that the lanes of a loop read along; none where it is to stay.
fn rows(kernel: &Kernel, l: &For, first: &BTreeMap<Value, Operand>) -> Vec<Row> {
    let (mut found, mut own, mut written) = (Vec::new(), BTreeSet::from([l.var]), BTreeSet::new());
    if l.body.len() > LIGHT {
        return Vec::new();
    }
    for stmt in &l.body {
        match stmt {
            Stmt::Let { value, op } => {
                own.insert(*value);
                if let Op::Load(access, mask) = op {
                    found.extend(row(kernel, l.var, *value, (access, *mask), first));
                }
            }
            Stmt::Set { .. } => {}
            Stmt::Store { access, .. } => {
                written.insert(kernel.buffers[access.buffer].class);
            }
            _ => return Vec::new(),
        }
    }
    let outside = |poly: &Affine| !poly.vars().iter().any(|value| *value != l.var && own.contains(value));
    found.retain(|row: &Row| {
        let kept = !written.contains(&kernel.buffers[row.access.buffer].class);
        kept && outside(&row.access.base) && outside(&row.step)
    });
    // One mask is asked about once, before the loop.
    let mask = found.first().and_then(|row| row.mask);
    let known = mask.is_none_or(|mask| !own.contains(&mask));
    if !known || found.iter().any(|row| row.mask != mask) { Vec::new() } else { found }
}

fn row(
    kernel: &Kernel,
    var: Value,
    value: Value,
    (access, mask): (&Access, Option<Value>),
    first: &BTreeMap<Value, Operand>,
) -> Option<Row> {
    let Lanes::Strided(step) = access.lanes else { return None };
    let ty = kernel.values[value].ty;
    let (size, lanes) = (ty.dtype.size(), ty.lanes as usize);
    let (_, along) = access.base.linear_in(&var)?;
    let row = Row { value, access: access.clone(), step: poly_of(step), ty, mask };
    let is_vector = size >= 4 && size * lanes >= CHUNK && lanes >= row.chunk() as usize;
    let known = mask.is_none_or(|mask| first.contains_key(&mask));
    (along.as_constant() == Some(1) && is_vector && known).then_some(row)
}

/// The iterations in groups; what is left stays with the loop.
fn emit(b: &mut Builder, l: &mut For, rows: &[Row], first: &BTreeMap<Value, Operand>) {
    let groups = l.hi.sub(&l.lo).floor_div(&constant(STEPS));
    let mut groups = b.index(&groups, "groups");
    if let Some(left) = rows[0].mask.and_then(|mask| first.get(&mask)) {
        let lanes = Scalar::i64(i64::from(rows[0].ty.lanes));
        let all = b.compare(CmpOp::Ge, *left, lanes.into(), "all");
        groups = b.select(all, groups, Scalar::i64(0).into(), "groups");
    }
    let none = Scalar::i64(0).into();
    let groups = poly_of(b.binary(BinOp::Max, groups, none, "groups"));
    b.for_loop((constant(0), groups.clone()), LoopKind::Serial, ("group", l.span), |b, group| {
        let start = l.lo.add(&Poly::var(group).scale(STEPS));
        let at = |k: i64| start.add(&constant(k));
        let columns: Vec<Vec<Value>> = rows.iter().map(|row| row.emit(b, l.var, &start, group)).collect();
        for k in 0..STEPS {
            let mut cloner = Cloner::default();
            let operand = b.index(&at(k), "k");
            cloner.replace(l.var, operand, at(k));
            for stmt in &l.body {
                let number = rows.iter().position(|row| defines(stmt, row.value));
                if let Some(number) = number {
                    let column = usize::try_from(k).unwrap_or(0);
                    cloner.replace_scalar(rows[number].value, columns[number][column].into());
                    continue;
                }
                let copy = cloner.block(&mut b.kernel, std::slice::from_ref(stmt));
                b.extend(copy);
            }
        }
    });
    let done = if fault!(GroupTakenAgain) { constant(0) } else { groups.scale(STEPS) };
    l.lo = l.lo.add(&done);
}

fn defines(stmt: &Stmt, wanted: Value) -> bool {
    matches!(stmt, Stmt::Let { value, .. } if *value == wanted)
}
