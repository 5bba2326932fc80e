//! Takes out of loops whose iterations follow each other what does not depend on earlier ones.
//!
//! ```text
//! for %i in 0..%n serial { %b: i64 = … &x[%i] …; check %b …; %h: i64 = load &h[%b]; … store &h[%b] = … }
//!     =>
//! for %strip in 0..(%n + 255) // 256 serial {
//!   for %k in 0..%count independent { %b: i64 = …; check %b …; store &strip[%k] = %b }
//!   for %k in 0..%count serial { %b: i64 = load &strip[%k]; %h: i64 = load &h[%b]; … store &h[%b] = … }
//! }
//! ```
//!
//! So the first part runs in lanes. It runs before the schedule, which decides about it.
//! Declines: too little to compute; loops inside; loops within others, which may be short, or run in lanes themselves.

use std::collections::{BTreeMap, BTreeSet};

use base::{BinOp, DType, Pass, PassCx, Poly, Scalar, UnOp};

use crate::build::{Builder, constant, poly_of};
use crate::clone::Cloner;
use crate::ir::{
    Affine, Block, Buffer, For, Kernel, LoopKind, Op, Operand, Program, Register, Stmt, Storage, Value,
};
use crate::map::{self, Mapper};
use crate::visit;

/// The pass.
pub const SPLIT_LOOPS: Pass<Program> = Pass { name: "split-loops", run };

/// Iterations that are computed before they are needed.
const STRIP: u32 = 256;
/// Iterations of a loop that is too short.
const SHORT: i64 = 32;
/// Values that are kept for each of them.
const KEPT: usize = 4;
/// Work that pays, in simple operations.
const ENOUGH: usize = 6;

fn run(program: &mut Program, cx: &mut PassCx) {
    super::rebuild(program, |b, block| {
        for stmt in block {
            match &stmt {
                Stmt::For(l) if l.kind == LoopKind::Serial => match Split::of(&b.kernel, l) {
                    Some(split) if cx.spend() => {
                        split.emit(b, l);
                        let why = "what does not depend on earlier iterations is computed for many at a time";
                        cx.remark(l.span, why);
                    }
                    _ => b.push(stmt),
                },
                _ => b.push(stmt),
            }
        }
    });
}

/// How a body is cut.
struct Split {
    /// What does not depend on earlier iterations.
    early: Block,
    late: Block,
    /// Of `early`, what `late` does again: it is as cheap as reading a value that was kept.
    again: Block,
    /// What `late` reads of the rest of `early`.
    kept: Vec<Value>,
}

impl Split {
    fn of(kernel: &Kernel, l: &For) -> Option<Self> {
        let extent = l.hi.sub(&l.lo);
        let plain = |stmt: &Stmt| !matches!(stmt, Stmt::For(_) | Stmt::While { .. } | Stmt::Alloc { .. });
        let mut simple = extent.as_constant().is_none_or(|n| n > SHORT);
        visit::stmts(&l.body, &mut |stmt| {
            simple &= plain(stmt) && !matches!(stmt, Stmt::Reduce(_) | Stmt::Scan(_) | Stmt::Swap(..));
        });
        if !simple {
            return None;
        }
        let mut recurrent = Recurrent::of(kernel, &l.body);
        let (late, early): (Block, Block) = l.body.iter().cloned().partition(|stmt| recurrent.takes(stmt));
        if late.is_empty() || early.iter().map(weight).sum::<usize>() < ENOUGH {
            return None;
        }
        let mut needed = Uses::of(&late);
        let again: BTreeSet<Value> = early.iter().filter_map(|stmt| cheap(stmt, l.var)).collect();
        let again: Block = early
            .iter()
            .filter(|stmt| defined(stmt).is_some_and(|v| again.contains(&v) && needed.0.contains(&v)))
            .cloned()
            .collect();
        again.iter().filter_map(defined).for_each(|value| {
            needed.0.remove(&value);
        });
        let kept: Vec<Value> =
            early.iter().filter_map(defined).filter(|value| needed.0.contains(value)).collect();
        (kept.len() <= KEPT).then_some(Self { early, late, again, kept })
    }

    fn emit(&self, b: &mut Builder, l: &For) {
        let strip = i64::from(STRIP);
        let buffers: Vec<Buffer> = self
            .kept
            .iter()
            .map(|value| {
                let info = b.kernel.values[*value].clone();
                b.buffer(info.ty.dtype, Storage::Stack(STRIP), &info.name)
            })
            .collect();
        let strips = l.hi.sub(&l.lo).add(&constant(strip - 1)).floor_div(&constant(strip));
        let strips = b.settle(&strips, "strips");
        b.for_loop((constant(0), strips), LoopKind::Serial, ("strip", l.span), |b, number| {
            let first = l.lo.add(&Poly::var(number).scale(strip));
            let left = b.index(&l.hi.sub(&first), "left");
            let count = poly_of(b.binary(BinOp::Min, left, Scalar::i64(strip).into(), "count"));
            let range = (constant(0), count);
            b.for_loop(range.clone(), LoopKind::Independent, ("k", l.span), |b, k| {
                let cloner = copy(b, l, &first.add(&Poly::var(k)), &[], &[&self.early]);
                for (value, buffer) in self.kept.iter().zip(&buffers) {
                    b.store(*buffer, Poly::var(k), cloner.operand((*value).into()));
                }
            });
            b.for_loop(range, LoopKind::Serial, ("k", l.span), |b, k| {
                let load = |(value, buffer): (&Value, &Buffer)| {
                    let name = b.kernel.values[*value].name.clone();
                    (*value, b.load(*buffer, Poly::var(k), &name).into())
                };
                let known: Vec<(Value, Operand)> = self.kept.iter().zip(&buffers).map(load).collect();
                copy(b, l, &first.add(&Poly::var(k)), &known, &[&self.again, &self.late]);
            });
        });
    }
}

/// Adds copies of blocks of the loop's body for an index.
fn copy(b: &mut Builder, l: &For, at: &Affine, known: &[(Value, Operand)], blocks: &[&Block]) -> Cloner {
    let mut cloner = Cloner::default();
    let name = b.kernel.values[l.var].name.clone();
    let index = b.index(at, &name);
    cloner.replace(l.var, index, at.clone());
    known.iter().for_each(|(value, operand)| cloner.replace_scalar(*value, *operand));
    for block in blocks {
        let block = cloner.block(&mut b.kernel, block);
        b.extend(block);
    }
    cloner
}

/// What depends on earlier iterations.
struct Recurrent {
    values: BTreeSet<Value>,
    registers: BTreeSet<Register>,
    /// Classes of the buffers that the body writes.
    classes: BTreeSet<u32>,
    class_of: BTreeMap<Buffer, u32>,
    /// Whether a check waits: what follows may be inside only because of it.
    guarded: bool,
}

impl Recurrent {
    fn of(kernel: &Kernel, body: &Block) -> Self {
        let (mut registers, mut classes, mut class_of) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        visit::registers(body, &mut |register, set| {
            if set {
                registers.insert(register);
            }
        });
        visit::buffers(body, &mut |buffer| {
            class_of.insert(buffer, kernel.buffers[buffer].class);
        });
        visit::stmts(body, &mut |stmt| {
            if let Stmt::Store { access, .. } = stmt {
                classes.insert(kernel.buffers[access.buffer].class);
            }
        });
        Self { values: BTreeSet::new(), registers, classes, class_of, guarded: false }
    }
    /// Whether the statement has to wait for earlier iterations.
    fn takes(&mut self, stmt: &Stmt) -> bool {
        let waits = self.guarded
            || match stmt {
                Stmt::Let { op: Op::Get(register), .. } => self.registers.contains(register),
                Stmt::Let { op: Op::Load(from, _), .. }
                    if self.classes.contains(&self.class_of[&from.buffer]) =>
                {
                    true
                }
                Stmt::Let { .. } | Stmt::Check { .. } => {
                    let uses = Uses::of(std::slice::from_ref(stmt));
                    uses.0.iter().any(|value| self.values.contains(value))
                }
                _ => true,
            };
        if waits {
            self.guarded |= has_check(stmt);
            self.values.extend(defined(stmt));
        }
        waits
    }
}

fn has_check(stmt: &Stmt) -> bool {
    let mut found = false;
    visit::stmts(std::slice::from_ref(stmt), &mut |stmt| found |= matches!(stmt, Stmt::Check { .. }));
    found
}

fn defined(stmt: &Stmt) -> Option<Value> {
    match stmt {
        Stmt::Let { value, .. } => Some(*value),
        _ => None,
    }
}

/// The value, if it is an index or a neighbour of those in other iterations.
fn cheap(stmt: &Stmt, var: Value) -> Option<Value> {
    let Stmt::Let { value, op } = stmt else { return None };
    let own = |poly: &Affine| poly.vars().iter().all(|value| *value == var);
    let cheap = match op {
        Op::Index(poly) => own(poly),
        Op::Load(access, None) => own(&access.base),
        _ => false,
    };
    cheap.then_some(*value)
}

/// The work of a statement; checks, and what they compare, do not count.
fn weight(stmt: &Stmt) -> usize {
    let Stmt::Let { op, .. } = stmt else { return 0 };
    match op {
        Op::Index(_) | Op::Load(..) | Op::Get(_) | Op::Compare(..) | Op::Convert(DType::U64, _) => 0,
        Op::Unary(UnOp::Sqrt, _) | Op::Binary(BinOp::Div | BinOp::FloorDiv | BinOp::Mod, ..) => 6,
        // Outside of the type's range it gives the nearest end.
        Op::Convert(dtype, _) if dtype.is_int() => 3,
        Op::Call(..) => ENOUGH,
        _ => 1,
    }
}

/// The values that statements mention.
struct Uses(BTreeSet<Value>);

impl Uses {
    fn of(stmts: &[Stmt]) -> Self {
        let mut uses = Self(BTreeSet::new());
        map::block(&mut uses, stmts);
        uses
    }
}

impl Mapper for Uses {
    fn define(&mut self, value: Value) -> Value {
        value
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        if let Operand::Value(value) = operand {
            self.0.insert(value);
        }
        operand
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        self.0.extend(poly.vars());
        poly.clone()
    }
}
