//! What an iteration stores and the next ones read stays in registers.
//!
//! ```text
//! for %i in 1..n serial { %a = load &x[%i - 1]; … store &x[%i] = %s }
//!     =>
//! if 1 < n { set $carried = load &x[0] }
//! for %i in 1..n serial { %a = get $carried; … store &x[%i] = %s; set $carried = %s }
//! ```
//!
//! A loop that reads back what it has just stored waits for memory in every iteration. Up to [`MOST`] iterations back,
//! each with a load of its own, for scalars and for whole vectors.
//!
//! Declines: the loop may change the array in another way, or exchanges or allocates it; a load behind the store, under
//! a condition or behind a check, which may keep the first iteration from loading at all; masks; more than one iteration
//! back where two iterations may store to one place.

use std::collections::{BTreeMap, BTreeSet};

use base::{CmpOp, Pass, PassCx, Poly, fault};

use crate::build::{Builder, constant};
use crate::ir::{Access, For, Kernel, Lanes, LoopKind, Op, Operand, Program, Register, Stmt, Value};
use crate::visit;

/// The pass.
pub const CARRY_STORES: Pass<Program> = Pass { name: "carry-stores", run };

/// Iterations that a value may wait.
const MOST: i64 = 4;

fn run(program: &mut Program, cx: &mut PassCx) {
    super::rebuild(program, |b, block| carry(b, block, cx));
}

fn carry(b: &mut Builder, block: Vec<Stmt>, cx: &mut PassCx) {
    for mut stmt in block {
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            carry(b, taken, cx);
            *inner = b.close();
        }
        if let Stmt::For(l) = &mut stmt
            && l.kind == LoopKind::Serial
        {
            let plan = find_carried(&b.kernel, l);
            if !plan.is_empty() && cx.spend() {
                cx.remark(l.span, "what one iteration stores and the next reads stays in registers");
                rewrite(b, l, &plan);
            }
        }
        b.push(stmt);
    }
}

/// A store whose value later iterations load.
struct Carried {
    /// Its place in the body.
    store: usize,
    /// Places of the loads of one iteration later, of two and so on; none is empty.
    loads: Vec<Vec<usize>>,
}

fn find_carried(kernel: &Kernel, l: &For) -> Vec<Carried> {
    let class = |access: &Access| kernel.buffers[access.buffer].class;
    let (mut stores, mut inside) = (BTreeMap::new(), BTreeSet::from([l.var]));
    visit::stmts(&l.body, &mut |stmt| match stmt {
        Stmt::Store { access, .. } => *stores.entry(class(access)).or_insert(0) += 1,
        // More than one store.
        Stmt::Swap(buffer, _) | Stmt::Alloc { buffer, .. } => {
            *stores.entry(kernel.buffers[*buffer].class).or_insert(0) += 2;
        }
        Stmt::Let { value, .. } => _ = inside.insert(*value),
        Stmt::For(inner) => _ = inside.insert(inner.var),
        _ => {}
    });
    let fails = |stmt: &Stmt| {
        let mut found = false;
        visit::stmts(std::slice::from_ref(stmt), &mut |stmt| found |= matches!(stmt, Stmt::Check { .. }));
        found
    };
    let checked = l.body.iter().position(fails).unwrap_or(l.body.len());
    let outside = |access: &Access| {
        let varies = |value: &Value| *value != l.var && inside.contains(value);
        let lanes = match &access.lanes {
            Lanes::Scalar | Lanes::Contiguous => true,
            Lanes::Strided(step) => !matches!(step, Operand::Value(step) if inside.contains(step)),
            Lanes::Gather(_) => false,
        };
        lanes && !access.base.vars().iter().any(varies)
    };
    let carried = |(at, stmt): (usize, &Stmt)| {
        let Stmt::Store { access, value: Operand::Value(value), mask: None } = stmt else { return None };
        let single = stores.get(&class(access)) == Some(&1) || fault!(OtherStoreForgotten);
        if !single || !outside(access) || !access.base.mentions(&l.var) {
            return None;
        }
        let loads_of = |back: i64| -> Vec<usize> {
            let wanted = shifted(access, &l.var, &Poly::var(l.var).sub(&constant(back)));
            let ty = kernel.values[*value].ty;
            let reads = |stmt: &Stmt| match stmt {
                Stmt::Let { value, op: Op::Load(access, None) } => {
                    *access == wanted && kernel.values[*value].ty == ty
                }
                _ => false,
            };
            (0..at.min(checked)).filter(|at| reads(&l.body[*at])).collect()
        };
        let most = if is_apart(access, &l.var, kernel.values[*value].ty.lanes) { MOST } else { 1 };
        let loads: Vec<Vec<usize>> = (1..=most).map(loads_of).take_while(|loads| !loads.is_empty()).collect();
        (!loads.is_empty()).then_some(Carried { store: at, loads })
    };
    l.body.iter().enumerate().filter_map(carried).collect()
}

/// Whether no two iterations reach the same elements, so that what one of them has stored is still there iterations later.
fn is_apart(access: &Access, var: &Value, lanes: u32) -> bool {
    let step = access.base.linear_in(var).and_then(|(_, step)| step.as_constant()).unwrap_or(0);
    match access.lanes {
        Lanes::Scalar | Lanes::Contiguous => step.unsigned_abs() >= u64::from(lanes),
        Lanes::Strided(_) | Lanes::Gather(_) => false,
    }
}

/// An access with another value for the loop's variable.
fn shifted(access: &Access, var: &Value, by: &Poly<Value>) -> Access {
    let base = access.base.substitute(&mut |value| if value == var { by.clone() } else { Poly::var(*value) });
    Access { base, ..access.clone() }
}

fn rewrite(b: &mut Builder, l: &mut For, plan: &[Carried]) {
    let (mut gets, mut sets) = (BTreeMap::new(), BTreeMap::new());
    for carried in plan {
        let Stmt::Store { access, value: Operand::Value(value), .. } = &l.body[carried.store] else {
            continue;
        };
        let ty = b.kernel.values[*value].ty;
        let registers: Vec<Register> =
            carried.loads.iter().map(|_| b.kernel.register(ty, "carried")).collect();
        let [lo, hi] = [&l.lo, &l.hi].map(|n| b.index(n, "bound"));
        let some = b.compare(CmpOp::Lt, lo, hi, "some");
        b.if_then(some, |b| {
            for (register, back) in registers.iter().zip(1..) {
                let first = shifted(access, &l.var, &l.lo.sub(&constant(back)));
                let first = b.define(ty, "carried", Op::Load(first, None));
                b.set(*register, first);
            }
        });
        for (register, loads) in registers.iter().zip(&carried.loads) {
            gets.extend(loads.iter().map(|at| (*at, *register)));
        }
        sets.insert(carried.store, (registers, *value));
    }
    let body = std::mem::take(&mut l.body);
    b.open();
    for (at, mut stmt) in body.into_iter().enumerate() {
        if let (Some(register), Stmt::Let { op, .. }) = (gets.get(&at), &mut stmt) {
            *op = Op::Get(*register);
        }
        b.push(stmt);
        let Some((registers, value)) = sets.get(&at) else { continue };
        // The oldest first.
        for pair in registers.windows(2).rev() {
            let newer = b.get(pair[0]);
            b.set(pair[1], newer);
        }
        b.set(registers[0], *value);
    }
    l.body = b.close();
}
