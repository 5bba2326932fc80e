//! Arrays in memory: where an element stands, temporaries, copies.

use abi::Status;
use base::{BinOp, CmpOp, DType, Poly, Scalar, fault};

use super::Lowerer;
use crate::build::constant;
use crate::ir::{Affine, Buffer, LoopKind, Operand, Site, Stmt, Storage, Value};

/// Elements of temporaries of constant size that may live on the stack.
const STACK_ELEMENTS: u32 = 64;

/// An array in memory: element (i, j, …) at `offset + i * strides[0] + j * strides[1] + …`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct View {
    /// The memory.
    pub(crate) buffer: Buffer,
    /// Of the first element.
    pub(crate) offset: Affine,
    /// One an axis.
    pub(crate) strides: Vec<Affine>,
    /// One an axis.
    pub(crate) shape: Vec<Affine>,
    /// Whether it may be written when nobody reads it any more.
    pub(crate) owned: bool,
}

impl View {
    /// Where an element stands.
    pub(crate) fn at(&self, indices: &[Affine]) -> Affine {
        let terms = indices.iter().zip(&self.strides).map(|(index, stride)| index.mul(stride));
        terms.fold(self.offset.clone(), |sum, term| sum.add(&term))
    }
    /// The part with the first axes' indices given.
    pub(crate) fn part(&self, indices: &[Affine]) -> View {
        View {
            offset: self.at(indices),
            strides: self.strides[indices.len()..].to_vec(),
            shape: self.shape[indices.len()..].to_vec(),
            ..self.clone()
        }
    }
    /// So many indices of the first axis, from `first` on.
    fn rows(&self, first: &Affine, extent: &Affine) -> View {
        let mut rows = View { offset: self.at(std::slice::from_ref(first)), ..self.clone() };
        rows.shape[0] = extent.clone();
        rows
    }
}

/// Strides of an array without gaps.
pub(crate) fn row_major(shape: &[Affine]) -> Vec<Affine> {
    let mut strides = vec![constant(1); shape.len()];
    for axis in (1..shape.len()).rev() {
        let along = if fault!(StridesByOuter) { axis - 1 } else { axis };
        strides[axis - 1] = strides[axis].mul(&shape[along]);
    }
    strides
}

/// The strides of an argument or result that follow from its type: those of axes whose inner extents are all
/// constants, and whose product is an `i64`. The boundary packs what is laid out otherwise.
pub(crate) fn fixed_strides<V: Clone + Ord>(shape: &[Poly<V>]) -> Vec<Option<i64>> {
    let mut strides = vec![Some(1i64); shape.len()];
    for axis in (1..shape.len()).rev() {
        let inner = strides[axis].zip(shape[axis].as_constant());
        strides[axis - 1] = inner.and_then(|(stride, extent)| stride.checked_mul(extent));
    }
    strides
}

/// The number of elements of a temporary of this shape, if it lives on the stack.
pub(super) fn stack_elements(shape: &[Affine]) -> Option<u32> {
    let elements = crate::build::constant_product(shape)?;
    u32::try_from(elements).ok().filter(|n| (1..=STACK_ELEMENTS).contains(n))
}

impl Lowerer<'_> {
    /// Memory for an array of this block.
    pub(super) fn temporary(&mut self, dtype: DType, shape: Vec<Affine>, name: &str) -> View {
        let strides = row_major(&shape);
        let mut view = View { buffer: Buffer(0), offset: constant(0), strides, shape, owned: true };
        match stack_elements(&view.shape) {
            Some(elements) => {
                view.buffer = self.builder.buffer(dtype, Storage::Stack(elements), name);
            }
            None => {
                view.buffer = self.builder.buffer(dtype, Storage::Arena, name);
                let extent = self.elements(&view.shape);
                let site = Some(self.no_memory(dtype, &view.shape, name));
                self.builder.push(Stmt::Alloc { buffer: view.buffer, extent, site });
            }
        }
        view
    }

    /// The number of elements, for an allocation: of extents that are not negative one by one, so that a product beyond
    /// an `i64` is seen, which is no memory, and not taken for a negative number.
    pub(super) fn elements(&mut self, shape: &[Affine]) -> Affine {
        let extents = shape.iter().map(|extent| self.builder.not_negative(extent));
        extents.fold(constant(1), |product, extent| product.mul(&extent))
    }

    /// The failure of an array for which there is no memory.
    pub(super) fn no_memory(&mut self, dtype: DType, shape: &[Affine], name: &str) -> Site {
        let extent = |extent: &Affine| match (extent.as_constant(), extent.as_var()) {
            (Some(n), _) => n.to_string(),
            (_, Some(value)) => self.builder.kernel.values[*value].name.clone(),
            _ => "…".to_owned(),
        };
        let shape = shape.iter().map(extent).collect::<Vec<_>>().join(", ");
        let name = if name.is_empty() { String::new() } else { format!(" `{name}`:") };
        let message = format!("no memory for{name} {}[{shape}], {{0}} elements", dtype.name());
        self.builder.site(Status::Memory, message, self.span)
    }

    /// Copies all elements.
    pub(super) fn copy(&mut self, from: &View, to: &View) {
        let same = from.offset == to.offset || fault!(PartNotCopied);
        if (from.buffer, &from.strides) == (to.buffer, &to.strides) && same {
            return;
        }
        let mut indices = Vec::new();
        let shape = to.shape.clone();
        self.nest(&shape, &mut indices, &mut |lowerer, indices| {
            let element = lowerer.builder.load(from.buffer, from.at(indices), "copied");
            lowerer.builder.store(to.buffer, to.at(indices), element);
        });
    }

    /// Copies all elements but those of a region that is about to be written: first index and extent on each axis; it is
    /// inside unless it is empty.
    pub(super) fn copy_around(&mut self, from: &View, to: &View, region: &[(Affine, Affine)]) {
        let extents = region
            .iter()
            .map(|(_, extent)| extent)
            .filter(|extent| extent.as_constant().is_none_or(|n| n < 1));
        let extents: Vec<Operand> = extents.map(|extent| self.builder.index(extent, "extent")).collect();
        let some = extents
            .into_iter()
            .map(|extent| self.builder.compare(CmpOp::Lt, Scalar::i64(0).into(), extent, "some"));
        let some: Vec<Operand> = some.collect();
        let some = some.into_iter().reduce(|a, b| self.builder.binary(BinOp::And, a, b, "some"));
        self.builder.open();
        self.frame(from, to, region);
        let frame = self.builder.close();
        let Some(cond) = some else { return self.builder.extend(frame) };
        self.builder.open();
        self.copy(from, to);
        let otherwise = self.builder.close();
        self.builder.push(Stmt::If { cond, then: frame, otherwise });
    }
    fn frame(&mut self, from: &View, to: &View, region: &[(Affine, Affine)]) {
        let Some(((first, extent), inner)) = region.split_first() else { return };
        // As values: their polynomials may have wrapped, and cannot be divided term by term.
        let extent = self.builder.settle(extent, "extent");
        let first = self.builder.settle(first, "first");
        let end = self.builder.settle(&first.add(&extent), "end");
        let behind = self.builder.settle(&to.shape[0].sub(&end), "behind");
        for (first, extent) in [(constant(0), first.clone()), (end, behind)] {
            if extent != constant(0) {
                self.copy(&from.rows(&first, &extent), &to.rows(&first, &extent));
            }
        }
        if inner.is_empty() {
            return;
        }
        let var = self.loop_var("i", extent.clone());
        self.builder.open();
        let row = [first.add(&Poly::var(var))];
        self.frame(&from.part(&row), &to.part(&row), inner);
        self.close_loop(var, (constant(0), extent), LoopKind::Independent);
    }

    /// Independent loops over a shape.
    pub(super) fn nest(
        &mut self,
        shape: &[Affine],
        indices: &mut Vec<Affine>,
        body: &mut impl FnMut(&mut Self, &[Affine]),
    ) {
        let Some((extent, inner)) = shape.split_first() else {
            body(self, indices);
            return;
        };
        let var = self.loop_var("i", extent.clone());
        self.builder.open();
        indices.push(Poly::var(var));
        self.nest(inner, indices, body);
        indices.pop();
        self.close_loop(var, (constant(0), extent.clone()), LoopKind::Independent);
    }

    /// Writes one element.
    pub(super) fn write(&mut self, view: &View, indices: &[Affine], value: impl Into<Operand>) {
        self.builder.store(view.buffer, view.at(indices), value);
    }

    /// A value for a loop from 0 to `extent`, with its range known.
    pub(super) fn loop_var(&mut self, name: &str, extent: Affine) -> Value {
        let var = self.builder.kernel.fresh(crate::ir::Ty::scalar(DType::I64), name);
        self.ranges.insert(var, super::Range::of(extent));
        var
    }
    /// Ends the innermost block as the body of a loop.
    pub(super) fn close_loop(&mut self, var: Value, (lo, hi): (Affine, Affine), kind: LoopKind) {
        let body = self.builder.close();
        let span = self.span;
        self.builder.push(Stmt::For(Box::new(crate::ir::For { var, lo, hi, kind, body, span })));
    }

    /// An array of constants in constant memory.
    pub(super) fn constant_array(&mut self, elements: Vec<Scalar>, dtype: DType, shape: Vec<Affine>) -> View {
        let buffer = self.builder.buffer(dtype, Storage::Constant(elements), "constant");
        let strides = row_major(&shape);
        View { buffer, offset: constant(0), strides, shape, owned: false }
    }
}
