//! Builds that read windows of rows of other builds, strip by strip: what stands in between stays in the cache.
//!
//! ```text
//! rows = build [i < h, j < w] { … }; out = build [i < h - 2, j < w] { …rows[i, j]…rows[i + 2, j]… }
//!     =>
//! for strip in 0..count parallel {
//!   alloc rows; for i in first..last + 2 { for j … store rows }; for i in first..last { for j … store out }
//! }
//! ```
//! A few rows are computed twice, once for each strip that reads them. Taken where nothing else reads the rows, where the
//! first index is the reader's own by a constant distance, also clamped or mirrored at the axis' ends, and where the rows
//! cannot fail.

use std::collections::BTreeMap;

use array::analysis::{Sizes, for_each_own_use, for_each_use, is_scalar_op, own_fallible};
use array::ir::{Binder, Block, EdgeMode, Op, Operand, Size, Stmt, Var};
use array::typing::Vars;
use base::{BinOp, Poly, Scalar};

use super::access::{View, row_major};
use super::block::Scope;
use super::{Binding, Lowerer, usage};
use crate::build::{constant, poly_of};
use crate::ir::{Affine, Buffer, LoopKind, Stmt as LoopStmt, Storage};

/// Bytes of a strip of all that is computed in between: well inside the second-level cache.
const BYTES: i64 = 256 << 10;
/// Strips that there are at least, for the threads, if they are not too small for that.
const STRIPS: i64 = 8;
/// Elements of a strip, at least.
const ELEMENTS: i64 = 1 << 15;
/// Rows of a strip for each that is computed twice, at least.
const SHARE: i64 = 8;
/// Rows that a strip may need on each side.
const MOST: i64 = 16;

/// Rows before and behind its own that something reads.
type Window = (i64, i64);

/// A build with those that compute what it reads.
pub(super) struct Group {
    /// The statement's number.
    pub(super) reader: usize,
    /// The numbers of the others in order, and which rows the reader needs of each.
    pub(super) producers: Vec<(usize, Window)>,
}

/// The groups of a block, by the number of their first statement.
pub(super) fn find(block: &Block, sizes: &Sizes, function: &array::ir::Function) -> BTreeMap<usize, Group> {
    let mut groups = BTreeMap::new();
    let mut end = block.stmts.len();
    while end > 0 {
        end -= 1;
        if let Some(group) = group_of(block, end, sizes, function)
            && let Some((first, _)) = group.producers.first()
        {
            end = *first;
            groups.insert(end, group);
        }
    }
    groups
}

/// The binders and body of a build of scalars over several axes.
fn rows_of(stmt: &Stmt) -> Option<(&[Binder], &Block)> {
    let Op::Build { binders, body } = &stmt.op else { return None };
    (binders.len() >= 2 && !stmt.outs.is_empty()).then_some((binders, body))
}

/// Whether a body can fail where an axis over which it runs is `filled`, so has elements.
fn can_fail(body: &Block, vars: &Vars, filled: &impl Fn(&Size) -> bool) -> bool {
    body.stmts.iter().any(|stmt| match &stmt.op {
        Op::Edge { extent, .. } if filled(extent) => false,
        op => own_fallible(op, vars) || op.blocks().into_iter().any(|block| can_fail(block, vars, filled)),
    })
}

fn group_of(block: &Block, reader: usize, sizes: &Sizes, function: &array::ir::Function) -> Option<Group> {
    let extent = |stmt: &Stmt| Some(sizes.expand(&rows_of(stmt)?.0[0].extent));
    let height = extent(&block.stmts[reader])?;
    let mut windows: BTreeMap<usize, Window> = BTreeMap::from([(reader, (0, 0))]);
    for at in (0..reader).rev() {
        let stmt = &block.stmts[at];
        if is_scalar_op(&stmt.op) || matches!(stmt.op, Op::Size(_)) {
            continue;
        }
        let Some((binders, body)) = rows_of(stmt) else { break };
        let extents: Vec<Size> = binders.iter().map(|binder| sizes.expand(&binder.extent)).collect();
        let filled = |size: &Size| extents.contains(&sizes.expand(size));
        let plain = |out: &Var| function.vars[*out].ty.shape.len() == binders.len();
        let escapes =
            block.results.iter().any(|result| result.var().is_some_and(|var| stmt.outs.contains(&var)));
        if escapes || !stmt.outs.iter().all(plain) || can_fail(body, &function.vars, &filled) {
            break;
        }
        let mut search = Search { sizes, outs: &stmt.outs, height: extent(stmt)?, found: None, edges: false };
        let mut reads = |(number, other): (usize, &Stmt)| {
            let mut mentions = false;
            for_each_use(&other.op, &mut |var| mentions |= stmt.outs.contains(&var));
            !mentions || windows.get(&number).is_some_and(|window| search.reader(other, *window))
        };
        if !block.stmts.iter().enumerate().skip(at + 1).all(&mut reads) {
            break;
        }
        let Some((low, high)) = search.found else { break };
        let far = low.abs().max(high.abs());
        if far > MOST || search.edges && search.height != height {
            break;
        }
        windows.insert(at, if search.edges { (-far, far) } else { (low, high) });
    }
    windows.remove(&reader);
    (!windows.is_empty()).then(|| Group { reader, producers: windows.into_iter().collect() })
}

/// Looks for the rows of a producer that its readers read.
struct Search<'a> {
    sizes: &'a Sizes,
    outs: &'a [Var],
    /// Rows that there are.
    height: Size,
    found: Option<Window>,
    edges: bool,
}

impl Search<'_> {
    /// Adds what a build reads, of which rows in a window are needed; whether that is known.
    fn reader(&mut self, stmt: &Stmt, (low, high): Window) -> bool {
        let Some((binders, body)) = rows_of(stmt) else { return false };
        let mut reads = Vec::new();
        let mut own = BTreeMap::new();
        let known = self.block(body, binders[0].var, &mut own, &mut reads);
        for (a, b) in reads {
            let (a, b) = (a + low, b + high);
            let (x, y) = self.found.unwrap_or((a, b));
            self.found = Some((x.min(a), y.max(b)));
        }
        let height = self.sizes.expand(&binders[0].extent);
        known && (!self.edges || height == self.height)
    }

    /// `ranges`: binders of reductions of constant extent; edges by the variable that they define.
    fn block(
        &mut self,
        block: &Block,
        row: Var,
        ranges: &mut BTreeMap<Var, Known>,
        reads: &mut Vec<Window>,
    ) -> bool {
        block.stmts.iter().all(|stmt| {
            if let (Op::Edge { mode, index, extent }, [out]) = (&stmt.op, &stmt.outs[..]) {
                ranges.insert(*out, Known::Edge(*mode, *index, self.sizes.expand(extent)));
            }
            for binder in stmt.op.binders() {
                if let (Op::Reduce { .. }, Some(n)) = (&stmt.op, binder.extent.as_constant()) {
                    ranges.insert(binder.var, Known::Below(n));
                }
            }
            if let Op::Index { array, indices, .. } = &stmt.op
                && self.outs.contains(array)
            {
                return self.window(&indices[0], row, ranges).is_some_and(|window| {
                    reads.push(window);
                    true
                });
            }
            let mut mentions = false;
            for_each_own_use(&stmt.op, &mut |var| mentions |= self.outs.contains(&var));
            !mentions && stmt.op.blocks().into_iter().all(|block| self.block(block, row, ranges, reads))
        }) && !block.results.iter().any(|result| result.var().is_some_and(|var| self.outs.contains(&var)))
    }

    /// How far from `row` an index may be.
    fn window(&mut self, index: &Operand, row: Var, ranges: &BTreeMap<Var, Known>) -> Option<Window> {
        let mut index = *index;
        if let Some(Known::Edge(mode, inner, extent)) = index.var().and_then(|var| ranges.get(&var)) {
            if *mode == EdgeMode::Wrap || *extent != self.height {
                return None;
            }
            self.edges = true;
            index = *inner;
        }
        let distance = self.sizes.affine_of(&index).sub(&Poly::var(row));
        let (mut low, mut high) = (0i64, 0i64);
        for (atoms, factor) in distance.terms() {
            let end = match atoms {
                [] => (factor, factor),
                [base::Atom::Var(var)] => match ranges.get(var)? {
                    Known::Below(n) => (0, factor.checked_mul(n - 1)?),
                    Known::Edge(..) => return None,
                },
                _ => return None,
            };
            (low, high) = (low.checked_add(end.0.min(end.1))?, high.checked_add(end.0.max(end.1))?);
        }
        Some((low, high))
    }
}

/// What is known of a variable inside a reader.
enum Known {
    Below(i64),
    Edge(EdgeMode, Operand, Size),
}

impl Lowerer<'_> {
    /// The group's loops, if the reader's results do not take the place of what the others read; whether they were made.
    pub(super) fn strips(&mut self, scope: &Scope<'_>, group: &Group) -> bool {
        let stmts = &scope.block.stmts;
        let reader = &stmts[group.reader];
        let large = |(at, _): &(usize, Window)| {
            let shape = self.shape(&self.function.vars[stmts[*at].outs[0]].ty);
            shape.iter().any(|extent| extent.as_constant().is_none())
        };
        if !group.producers.iter().all(large) || !self.are_apart(scope, group) {
            return false;
        }
        let Some((binders, body)) = rows_of(reader) else { return false };
        let views: Vec<View> = reader.outs.iter().map(|out| self.destination(scope, *out)).collect();
        let height = self.size(&binders[0].extent);
        let height = self.builder.settle(&height, "extent");
        let rows = self.rows_of_strip(scope, group, &height);
        let count = height.add(&rows).sub(&constant(1)).floor_div(&rows);
        let count = self.builder.settle(&count, "strips");
        let strip = self.loop_var("strip", count.clone());
        self.builder.open();
        let first = self.builder.settle(&Poly::var(strip).mul(&rows), "first");
        let end = self.lesser(&first.add(&rows), &height);
        for (at, window) in &group.producers {
            let Some((binders, body)) = rows_of(&stmts[*at]) else { continue };
            let height = self.size(&binders[0].extent);
            let low = self.builder.index(&first.add(&constant(window.0)), "low");
            let low = poly_of(self.builder.binary(BinOp::Max, low, Scalar::i64(0).into(), "low"));
            let high = self.lesser(&end.add(&constant(window.1)), &height);
            let all = rows.add(&constant(window.1 - window.0));
            self.span = stmts[*at].span;
            let views = stmts[*at].outs.iter().map(|out| self.strip_of(*out, &all, &low)).collect();
            self.build_rows(&stmts[*at], binders, body, views, Some((low, high)));
        }
        self.span = reader.span;
        self.build_rows(reader, binders, body, views, Some((first, end)));
        self.close_loop(strip, (constant(0), count), LoopKind::Parallel { grain: 1 });
        true
    }

    fn lesser(&mut self, a: &Affine, b: &Affine) -> Affine {
        let (a, b) = (self.builder.index(a, "end"), self.builder.index(b, "end"));
        poly_of(self.builder.binary(BinOp::Min, a, b, "end"))
    }

    /// Whether nothing that the producers read is in the memory that the reader's results are wanted in.
    fn are_apart(&self, scope: &Scope<'_>, group: &Group) -> bool {
        let outs = &scope.block.stmts[group.reader].outs;
        let wanted: Vec<Buffer> =
            outs.iter().filter_map(|out| Some(self.wanted(scope, *out)?.buffer)).collect();
        let mut apart = true;
        for (at, _) in &group.producers {
            usage::mentions(&scope.block.stmts[*at].op, &mut |var| {
                if let Some(Binding::Array(view)) = self.bindings.get(&var) {
                    apart &= !wanted.contains(&view.buffer);
                }
            });
        }
        apart
    }

    /// How many rows a strip has: as many as stay in the cache, but not too few for what is computed twice.
    fn rows_of_strip(&mut self, scope: &Scope<'_>, group: &Group, height: &Affine) -> Affine {
        let (mut bytes, mut share) = (constant(0), 1);
        let mut elements = constant(1);
        for (at, window) in &group.producers {
            for out in &scope.block.stmts[*at].outs {
                let ty = &self.function.vars[*out].ty;
                let row = self.shape(ty)[1..].iter().fold(constant(1), |product, n| product.mul(n));
                bytes = bytes.add(&row.scale(i64::try_from(ty.dtype.size()).unwrap_or(8)));
                elements = row;
            }
            share = share.max(window.1 - window.0);
        }
        let mut over = |number: i64, size: &Affine| {
            let size = self.builder.index(size, "size");
            let size = self.builder.binary(BinOp::Max, size, Scalar::i64(1).into(), "size");
            self.builder.binary(BinOp::FloorDiv, Scalar::i64(number).into(), size, "rows")
        };
        let (fit, least) = (over(BYTES, &bytes), over(ELEMENTS, &elements));
        let part = self.builder.index(&height.floor_div(&constant(STRIPS)), "part");
        let rows = self.builder.binary(BinOp::Min, fit, part, "rows");
        let rows = self.builder.binary(BinOp::Max, rows, least, "rows");
        let rows = self.builder.binary(BinOp::Max, rows, Scalar::i64(SHARE * share).into(), "rows");
        let height = self.builder.index(height, "height");
        let rows = self.builder.binary(BinOp::Min, rows, height, "rows");
        poly_of(self.builder.binary(BinOp::Max, rows, Scalar::i64(1).into(), "rows"))
    }

    /// Memory for so many rows of an array, the first of them row number `low`.
    fn strip_of(&mut self, out: Var, rows: &Affine, low: &Affine) -> View {
        let info = &self.function.vars[out];
        let shape = self.shape(&info.ty);
        let strides = row_major(&shape);
        let buffer = self.builder.buffer(info.ty.dtype, Storage::Arena, &info.name);
        let row = self.elements(&shape[1..]);
        let extent = row.mul(rows);
        let (dtype, name) = (info.ty.dtype, info.name.clone());
        let site = Some(self.no_memory(dtype, &shape, &name));
        self.builder.push(LoopStmt::Alloc { buffer, extent, site });
        View { buffer, offset: constant(0).sub(&low.mul(&strides[0])), strides, shape, owned: true }
    }
}
