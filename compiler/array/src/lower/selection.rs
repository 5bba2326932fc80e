//! Indices, slices and gathers: which elements of an array are meant, and the checks that they are there.
//!
//! A slice is checked once, where it is made: `0 <= lo`, `lo <= hi`, `hi <= extent`. A single index beside a slice is
//! checked there too, since the slice may be empty; the others are checked where the element is taken.

use abi::Status;
use base::{Span, fault};
use check::typed::{self, IndexItem, Selection};

use super::context::Lower;
use super::delayed::{Arg, Delayed, covers};
use crate::ir::{EdgeMode, Operand, Size};

/// Selected elements of an array.
pub(super) struct View<'a> {
    /// What is looked into: stored, a view, an axis permutation of one, or a scalar that gets axes (`x[new]`).
    pub(super) base: Delayed<'a>,
    /// Its shape.
    pub(super) base_shape: Vec<Size>,
    /// One an axis of the base.
    pub(super) axes: Vec<Axis<'a>>,
    /// The shape of the selection.
    pub(super) shape: Vec<Size>,
    /// The base's name.
    pub(super) name: String,
    /// The source.
    pub(super) span: Span,
}

/// The index of one axis of the base at a point of the selection.
pub(super) enum Axis<'a> {
    /// The same everywhere.
    Fixed { index: Size, edge: Edge },
    /// `lo + step * at[dim]`.
    Slice { lo: Size, step: i64, dim: usize },
    /// An element of an index array.
    Gather { index: Arg<'a>, edge: GatherEdge },
}

/// What is left to do about an index that may be outside.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    /// It is inside.
    Inside,
    /// Outside is an error.
    Check,
    /// The element is `fill` unless `inside`.
    Fill { inside: Operand, fill: Operand },
}

/// What an element of an index array means when it is outside.
#[derive(Clone, Copy)]
pub(super) enum GatherEdge {
    /// It is never outside.
    Inside,
    /// An error.
    Check,
    /// Another index.
    Mode(EdgeMode),
    /// This value.
    Fill(Operand),
}

impl<'a> Lower<'a> {
    /// The part of `base` that `selection` means.
    pub(super) fn view(&mut self, base: Delayed<'a>, selection: &'a Selection) -> View<'a> {
        let base_shape = self.shape_of(&base);
        let name = self.delayed_name(&base);
        let (axes, shape) = self.axes(&base_shape, &name, selection);
        View { base, base_shape, axes, shape, name, span: self.b.span }
    }

    /// The shape of an array that may be looked into.
    fn shape_of(&self, delayed: &Delayed<'a>) -> Vec<Size> {
        match delayed {
            Delayed::Stored(var) => self.b.vars[*var].ty.shape.clone(),
            Delayed::View(view) => view.shape.clone(),
            Delayed::Permute(inner, axes) => {
                let shape = self.shape_of(inner);
                axes.iter().map(|&axis| shape[axis].clone()).collect()
            }
            Delayed::Scalar(_) => Vec::new(),
            Delayed::Apply(_) => base::bug!("an index into an array that is not stored"),
        }
    }

    /// The axes of a selection and its shape; checks what can be checked before any element is taken.
    pub(super) fn axes(
        &mut self,
        base_shape: &[Size],
        name: &str,
        selection: &'a Selection,
    ) -> (Vec<Axis<'a>>, Vec<Size>) {
        let is_array =
            |item: &IndexItem| matches!(item, IndexItem::At { index, .. } if !index.frame.is_empty());
        let has_slices = selection.items.iter().any(|item| matches!(item, IndexItem::Slice { .. }));
        let rank = selection.shape().len();
        let (mut axes, mut shape) = (Vec::new(), Vec::new());
        let mut frame_is_in = selection.frame.is_empty();
        for item in &selection.items {
            let axis = axes.len();
            if !frame_is_in && shape.len() == selection.frame_at {
                frame_is_in = true;
                shape.extend(selection.frame.iter().map(|extent| self.size(extent)));
            }
            match item {
                IndexItem::New => shape.push(Size::constant(1)),
                IndexItem::Slice { lo, hi, step, extent } => {
                    let [lo, hi, extent] = [lo, hi, extent].map(|size| self.checked_size(size));
                    self.check_slice((&lo, &hi, *step), axis, name, &base_shape[axis]);
                    axes.push(Axis::Slice { lo, step: *step, dim: shape.len() });
                    shape.push(extent);
                }
                IndexItem::At { index, edge } if is_array(item) => {
                    let whole = covers(&index.frame, selection.frame.len()) && !has_slices;
                    let value = self.delay(&index.value, whole);
                    let frame = index.frame.iter().map(|dim| dim.map(|k| selection.frame_at + k)).collect();
                    let edge = self.gather_edge(edge);
                    axes.push(Axis::Gather { index: Arg { value, frame }, edge });
                }
                IndexItem::At { index, edge } => {
                    let index = self.value(&index.value);
                    let index = self.operand_poly(&index);
                    let edge = self.gather_edge(edge);
                    let (index, mut edge) = self.apply_edge(index, &edge, &base_shape[axis]);
                    if rank > 0 && matches!(edge, Edge::Check) {
                        self.check_index(&index, axis, name, &base_shape[axis]);
                        edge = Edge::Inside;
                    }
                    axes.push(Axis::Fixed { index, edge });
                }
            }
        }
        (axes, shape)
    }

    /// What an index outside means, its fill evaluated.
    fn gather_edge(&mut self, edge: &'a typed::Edge) -> GatherEdge {
        match edge {
            typed::Edge::Inside => GatherEdge::Inside,
            typed::Edge::Check => GatherEdge::Check,
            typed::Edge::Wrap => GatherEdge::Mode(EdgeMode::Wrap),
            typed::Edge::Clamp => GatherEdge::Mode(EdgeMode::Clamp),
            typed::Edge::Mirror => GatherEdge::Mode(EdgeMode::Mirror),
            typed::Edge::Fill(value) => GatherEdge::Fill(self.value(value)),
        }
    }

    /// The index after its edge mode, and what is left to do.
    pub(super) fn apply_edge(&mut self, index: Size, edge: &GatherEdge, extent: &Size) -> (Size, Edge) {
        match edge {
            GatherEdge::Inside => (index, Edge::Inside),
            GatherEdge::Check => (index, Edge::Check),
            GatherEdge::Mode(mode) => {
                let operand = self.size_operand(&index);
                let mapped = self.b.edge(*mode, operand, extent.clone());
                (self.operand_poly(&mapped), Edge::Inside)
            }
            GatherEdge::Fill(fill) => {
                let inside = self.inside(&index, extent);
                (index, Edge::Fill { inside, fill: *fill })
            }
        }
    }

    /// Fails unless the bounds of a slice are on the axis and in order. They are compared as they stand, not as
    /// differences, which may overflow.
    fn check_slice(&mut self, (lo, hi, step): (&Size, &Size, i64), axis: usize, name: &str, on: &Size) {
        let status = Status::Bounds;
        let outside = |what: &str| {
            let what = what.to_string();
            move || {
                format!(
                    "{what} {{0}} of a slice is outside axis {axis} of `{name}`, which has {{1}} elements"
                )
            }
        };
        let reversed =
            || format!("the slice {{0}}:{{1}} along axis {axis} of `{name}` has a negative extent");
        if step > 0 {
            self.assert_ordered((&Size::constant(0), lo), status, outside("start"), &[lo, on]);
            if !self.is_near(lo) {
                // Then the end is a number that is known too.
                self.assert_ordered((lo, on), status, outside("start"), &[lo, on]);
            }
            self.assert_ordered((lo, hi), status, reversed, &[lo, hi]);
            if !fault!(SliceEndUnchecked) {
                self.assert_ordered((hi, on), status, outside("end"), &[hi, on]);
            }
        } else {
            let last = on.sub(&Size::constant(1));
            self.assert_ordered((lo, &last), status, outside("start"), &[lo, on]);
            self.assert_ordered((hi, lo), status, reversed, &[lo, hi]);
            self.assert_ordered((&Size::constant(-1), hi), status, outside("end"), &[hi, on]);
        }
    }

    /// Fails unless `0 <= index < extent`.
    fn check_index(&mut self, index: &Size, axis: usize, name: &str, extent: &Size) {
        let message = || format!("index {{0}} is outside axis {axis} of `{name}`, which has {{1}} elements");
        let last = extent.sub(&Size::constant(1));
        self.assert_ordered((&Size::constant(0), index), Status::Bounds, message, &[index, extent]);
        self.assert_ordered((index, &last), Status::Bounds, message, &[index, extent]);
    }

    /// Fails unless the indices of the axes that are `checked` are inside.
    pub(super) fn check_inside(&mut self, shape: &[Size], name: &str, at: &[Size], checked: &[bool]) {
        for (axis, index) in at.iter().enumerate() {
            if checked[axis] {
                self.check_index(index, axis, name, &shape[axis]);
            }
        }
    }

    /// Fails where the bounds of a range are so far apart that its length might not fit an `i64`.
    pub(super) fn check_bounds(&mut self, binder: &typed::Binder) {
        let [lo, hi] = [&binder.lo, &binder.hi].map(|bound| self.size(bound));
        // The length of a range with another step is found by way of a sum with the step.
        let plain = binder.step.as_constant() == Some(1);
        if plain && lo.as_constant() == Some(0) && hi.as_var().is_some() {
            return;
        }
        let name = self.local_name(binder.local);
        let what = format!("a bound of the range of `{name}` is {{0}}, beyond 2^61");
        let far = Size::constant(typed::FARTHEST);
        for (bound, other) in [(&hi, &lo), (&lo, &hi)] {
            if self.is_near(bound) {
                continue;
            }
            self.assert_ordered((&far.scale(-1), bound), Status::Shape, || what.clone(), &[bound]);
            if !plain || !self.is_nonnegative(other) {
                self.assert_ordered((bound, &far), Status::Shape, || what.clone(), &[bound]);
            }
        }
    }

    /// Fails unless the range of a binder whose array is stored has an extent of at least 0.
    pub(super) fn check_range(&mut self, extent: &Size, binder: &typed::Binder) {
        let what = format!("the range of `{}`", self.local_name(binder.local));
        self.check_extent(extent, &what);
    }

    /// Fails unless an extent of something stored is at least 0 and what its polynomial says.
    pub(super) fn check_extent(&mut self, extent: &Size, what: &str) {
        self.check_fits(extent);
        let message = || format!("{what} has the negative extent {{0}}");
        self.assert_ordered((&Size::constant(0), extent), Status::Shape, message, &[extent]);
    }
}
