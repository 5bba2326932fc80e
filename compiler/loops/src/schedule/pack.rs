//! Panels: what the lanes of a loop read again and again, side by side in memory of their own.
//!
//! ```text
//! for %j in 0..%n vector(32) { for %i … { sum over %k of a[%i, %k] * b[%j, %k] } }
//!     =>
//! for %j in 0..%n vector(32) {
//!   alloc panel, %k0; for %k in 0..%k0 { panel[%k] = b[%j, %k] }
//!   for %i … { sum over %k of a[%i, %k] * panel[%k] }
//! }
//! ```
//!
//! Memory that an iteration allocates has a place for every lane, so the lanes of one element of the panel are neighbours.
//! Taken for elements that are apart from lane to lane, which would be gathered each time, and for neighbours whose rows
//! are a run-time stride apart, which would be spread over as many pages and may share few sets of the cache; the latter
//! only where no loop further out reads the same again.

use std::collections::BTreeMap;

use base::{CmpOp, Poly, Scalar, Span, fault};

use crate::build::{Builder, constant, poly_of};
use crate::clone::Cloner;
use crate::ir::{Access, Affine, Block, Buffer, For, LoopKind, Op, Reduce, Stmt, Storage, Value};
use crate::visit;

/// Elements of a panel for each lane, at most; a longer one leaves the caches, and may be larger than all arguments.
const LONGEST: i64 = 1 << 14;

/// Iterations that read a panel, at least, where there is a choice.
const OFTEN: i64 = 4;

/// What is packed.
pub(super) struct Panel {
    /// Where to.
    buffer: Buffer,
    /// What is read.
    from: Access,
    /// The reduction's variables and extents.
    binders: Vec<(Value, Affine)>,
}

/// The loop over columns with its loads from panels, and the panels: of loads in its reduction that do not depend on
/// `row`. `around` are the variables of the loops around both.
pub(super) fn plan(b: &mut Builder, columns: &For, row: Value, around: &[Value]) -> (For, Vec<Panel>) {
    let mut packed = columns.clone();
    let mut panels = Vec::new();
    let written = written(&columns.body);
    let mut foreign = defined(&columns.body);
    foreign.push(row);
    let mut computed = BTreeMap::new();
    for stmt in &mut packed.body {
        if let Stmt::Let { value, op: Op::Index(poly) } = stmt {
            computed.insert(*value, outside(poly, &computed));
        }
        let Stmt::Reduce(reduce) = stmt else { continue };
        // The panels are made before the body computes its extents.
        let extents = reduce.binders.iter_mut().map(|(_, extent)| {
            *extent = outside(extent, &computed);
            &*extent
        });
        if extents.flat_map(Poly::vars).any(|value| foreign.contains(&value)) {
            continue;
        }
        let pays = |reduce: &Reduce, access: &Access| {
            !written.contains(&access.buffer) && is_apart(access, columns.var, reduce, Some(around))
        };
        redirect(b, reduce, &foreign, &pays, &mut panels);
    }
    (packed, panels)
}

/// A polynomial without the values that the body computes as polynomials.
fn outside(poly: &Affine, computed: &BTreeMap<Value, Affine>) -> Affine {
    poly.substitute(&mut |value| computed.get(value).cloned().unwrap_or_else(|| Poly::var(*value)))
}

/// Makes the loads of a reduction that `pays` says read panels, if they depend on its variables and on none of `foreign`.
fn redirect(
    b: &mut Builder,
    reduce: &mut Reduce,
    foreign: &[Value],
    pays: &dyn Fn(&Reduce, &Access) -> bool,
    panels: &mut Vec<Panel>,
) {
    let binders = reduce.binders.clone();
    for number in 0..reduce.body.len() {
        let Stmt::Let { op: Op::Load(access, None), .. } = &reduce.body[number] else { continue };
        let own = |value: &Value| binders.iter().any(|(var, _)| var == value);
        let vars = access.base.vars();
        let fixed = !vars.iter().any(|value| foreign.contains(value) && !own(value));
        if !fixed || !vars.iter().any(own) || !pays(reduce, access) {
            continue;
        }
        let from = access.clone();
        let dtype = b.kernel.buffers[from.buffer].dtype;
        let buffer = b.buffer(dtype, Storage::Arena, "panel");
        if let Stmt::Let { op, .. } = &mut reduce.body[number] {
            *op = Op::Load(Access::scalar(buffer, place(&binders)), None);
        }
        panels.push(Panel { buffer, from, binders: binders.clone() });
    }
}

/// Packs what the lanes of a vector loop would gather in each iteration of a loop or reduction inside it: that is then
/// there twice, for panels that are too long.
pub(super) fn within(b: &mut Builder, l: &mut For) {
    let (written, varying) = (written(&l.body), defined(&l.body));
    let known = |poly: &Affine| !poly.vars().iter().any(|value| *value == l.var || varying.contains(value));
    let pays = |reduce: &Reduce, access: &Access| {
        !written.contains(&access.buffer)
            && is_apart(access, l.var, reduce, None)
            && reduce.binders.iter().all(|(_, extent)| known(extent))
    };
    let body = std::mem::take(&mut l.body);
    b.open();
    for stmt in body {
        let (inner, trips) = match &stmt {
            Stmt::For(inner) => (&inner.body, vec![inner.hi.sub(&inner.lo)]),
            Stmt::Reduce(reduce) => (&reduce.body, reduce.binders.iter().map(|(_, n)| n.clone()).collect()),
            _ => (&Block::new(), Vec::new()),
        };
        let few = |n: &Affine| n.as_constant().is_some_and(|n| n < OFTEN);
        if trips.is_empty() || trips.iter().any(few) || !trips.iter().all(known) || !has_reduction(inner) {
            b.push(stmt);
            continue;
        }
        let all_unrolled = matches!(&stmt, Stmt::For(inner) if super::is_tiny(inner));
        let foreign: Vec<Value> = defined(std::slice::from_ref(&stmt));
        let copy = Cloner::default().block(&mut b.kernel, std::slice::from_ref(&stmt));
        let (mut packed, mut panels) = (stmt, Vec::new());
        for inner in visit::blocks_mut(&mut packed) {
            for stmt in inner {
                if let Stmt::Reduce(reduce) = stmt {
                    let pays = |reduce: &Reduce, access: &Access| {
                        let registers = all_unrolled && is_interleaved(access, l.var, reduce);
                        !registers && pays(reduce, access)
                    };
                    redirect(b, reduce, &foreign, &pays, &mut panels);
                }
            }
        }
        if panels.is_empty() {
            b.push(packed);
            continue;
        }
        let often = trips.iter().fold(constant(1), |product, n| product.mul(n));
        let often = only_if_short(b, &panels, often);
        let often = b.index(&often, "often");
        let often = b.compare(CmpOp::Ge, often, Scalar::i64(OFTEN).into(), "often");
        b.open();
        panels.iter().for_each(|panel| emit(b, panel, (l.var, l.var), l.span));
        b.push(packed);
        let then = b.close();
        b.push(Stmt::If { cond: often, then, otherwise: copy });
    }
    l.body = b.close();
}

fn has_reduction(block: &Block) -> bool {
    block.iter().any(|stmt| matches!(stmt, Stmt::Reduce(_)))
}

/// Whether the elements that an access reads for the lanes of `lane` had better be packed.
fn is_apart(access: &Access, lane: Value, reduce: &Reduce, around: Option<&[Value]>) -> bool {
    let Some((_, step)) = access.base.linear_in(&lane) else { return false };
    match step.as_constant() {
        Some(0) => false,
        Some(1) => {
            let strided = |(var, _): &(Value, Affine)| {
                access.base.linear_in(var).is_some_and(|(_, step)| step.as_constant().is_none())
            };
            let here = |around: &[Value]| around.iter().all(|var| access.base.mentions(var));
            reduce.binders.iter().any(strided) && around.is_some_and(here)
        }
        _ => true,
    }
}

/// Whether a reduction of few leaves reads all of the elements that lie between those of neighbouring lanes: loads of
/// neighbours and shuffles then give them all at once.
fn is_interleaved(access: &Access, lane: Value, reduce: &Reduce) -> bool {
    let step = access.base.linear_in(&lane).and_then(|(_, step)| step.as_constant());
    super::is_short(reduce)
        && reduce.binders.iter().any(|(var, extent)| {
            let along = access.base.linear_in(var).and_then(|(_, step)| step.as_constant());
            along == Some(1) && extent.as_constant() == step
        })
}

/// Buffers that a block writes.
fn written(block: &Block) -> Vec<Buffer> {
    let mut found = Vec::new();
    visit::stmts(block, &mut |stmt| match stmt {
        Stmt::Store { access, .. } => found.push(access.buffer),
        Stmt::Swap(a, b) => found.extend([*a, *b]),
        Stmt::Scan(scan) => found.extend(scan.outputs.iter().map(|access| access.buffer)),
        _ => {}
    });
    found
}

/// Values that a block defines.
fn defined(block: &[Stmt]) -> Vec<Value> {
    let mut found = Vec::new();
    visit::stmts(block, &mut |stmt| match stmt {
        Stmt::Let { value, .. } => found.push(*value),
        Stmt::For(l) => found.push(l.var),
        Stmt::Reduce(reduce) => found.extend(reduce.binders.iter().map(|(var, _)| *var)),
        Stmt::Scan(scan) => found.push(scan.binder.0),
        _ => {}
    });
    found
}

/// Where an element stands in a panel: row-major.
fn place(binders: &[(Value, Affine)]) -> Affine {
    binders.iter().fold(constant(0), |place, (var, extent)| place.mul(extent).add(&Poly::var(*var)))
}

/// The number of iterations that read panels: none where those would be too long.
pub(super) fn only_if_short(b: &mut Builder, panels: &[Panel], count: Affine) -> Affine {
    let Some(panel) = panels.first() else { return b.settle(&count, "blocks") };
    let mut lengths: Vec<Affine> = panel.binders.iter().map(|(_, extent)| extent.clone()).collect();
    if lengths.len() > 1 {
        lengths.push(lengths.iter().fold(constant(1), |product, extent| product.mul(extent)));
    }
    let mut count = b.index(&count, "blocks");
    for length in lengths {
        let length = b.index(&length, "length");
        let short = b.compare(CmpOp::Le, length, Scalar::i64(LONGEST).into(), "short");
        count = b.select(short, count, Scalar::i64(0).into(), "blocks");
    }
    poly_of(count)
}

/// Allocates a panel and fills it; `lane` becomes `column`.
pub(super) fn emit(b: &mut Builder, panel: &Panel, (lane, column): (Value, Value), span: Span) {
    let extents: Vec<Affine> = panel.binders.iter().map(|(_, extent)| b.not_negative(extent)).collect();
    let length = extents.iter().fold(constant(1), |product, extent| product.mul(extent));
    b.push(Stmt::Alloc { buffer: panel.buffer, extent: length, site: None });
    let mut cloner = Cloner::default();
    cloner.replace(lane, column.into(), Poly::var(column));
    fill(b, panel, &extents, cloner, span);
}

fn fill(b: &mut Builder, panel: &Panel, extents: &[Affine], mut cloner: Cloner, span: Span) {
    let depth = panel.binders.len() - extents.len();
    let Some((first, rest)) = extents.split_first() else {
        let dtype = b.kernel.buffers[panel.buffer].dtype;
        let from = Access { base: cloner.poly(&panel.from.base), ..panel.from.clone() };
        let value = b.define(crate::ir::Ty::scalar(dtype), "packed", Op::Load(from, None));
        b.store(panel.buffer, cloner.poly(&place(&panel.binders)), value);
        return;
    };
    let var = panel.binders[depth].0;
    let name = b.kernel.values[var].name.clone();
    let count = if fault!(PanelOneShort) { first.sub(&constant(1)) } else { first.clone() };
    b.for_loop((constant(0), count), LoopKind::Serial, (&name, span), |b, own| {
        cloner.replace(var, own.into(), Poly::var(own));
        fill(b, panel, rest, cloner, span);
    });
}
