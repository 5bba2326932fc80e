//! Assignments to elements, slices and scattered elements of a `var`.

use base::{BinOp, fault};
use check::typed::{self, LocalId, Selection};

use super::context::{Lower, Value};
use super::delayed::{Arg, covers, has_index_array};
use super::selection::{Axis, Edge, GatherEdge};
use crate::ir::{Block, Op, Operand, Size};

impl<'a> Lower<'a> {
    /// `local[selection] = value`, or `op=`. The right side is evaluated wholly on the old array.
    pub(super) fn update(
        &mut self,
        local: LocalId,
        selection: &'a Selection,
        op: Option<BinOp>,
        value: &'a typed::Operand,
    ) {
        let name = self.local_name(local);
        let base_shape = self.ty(&self.source.locals[local].ty).shape;
        let rank = selection.shape().len();
        let whole = covers(&value.frame, rank);
        let (axes, shape) = self.axes(&base_shape, name, selection);
        let value = Arg { value: self.delay(&value.value, whole), frame: value.frame.clone() };
        let distinct = !has_index_array(selection) || fault!(ScatterDistinct);
        self.unless_left(|cx| {
            let Operand::Var(array) = cx.local(local) else { base::bug!("{name} is no array") };
            let (binders, at) = cx.binders(&shape);
            let (body, checked) = cx.written(&axes, &value, &at);
            let update = Op::Update { array, binders, body, op, checked, distinct, apart: false };
            let updated = cx.b.emit_one(update, name);
            cx.set(local, Value::Operand(updated.into()));
        });
    }

    /// The body of an update: the indices and the value at `at`; and which indices may be outside.
    fn written(&mut self, axes: &[Axis<'a>], value: &Arg<'a>, at: &[Size]) -> (Block, Vec<bool>) {
        self.begin();
        let (mut results, mut checked) = (Vec::new(), Vec::new());
        for axis in axes {
            let (index, check) = self.target(axis, at);
            results.push(self.size_operand(&index));
            checked.push(check);
        }
        results.push(self.arg_element(value, at));
        (self.end(results), checked)
    }

    /// The index that is written on one axis, and whether it may be outside.
    fn target(&mut self, axis: &Axis<'a>, at: &[Size]) -> (Size, bool) {
        match axis {
            Axis::Fixed { index, edge } => (index.clone(), matches!(edge, Edge::Check)),
            Axis::Slice { lo, step, dim } => {
                (lo.add(&at[*dim].scale(if fault!(UpdateStepLost) { 1 } else { *step })), false)
            }
            Axis::Gather { index, edge: edge @ (GatherEdge::Check | GatherEdge::Inside) } => {
                let index = self.arg_element(index, at);
                (self.operand_poly(&index), matches!(edge, GatherEdge::Check))
            }
            Axis::Gather { .. } => base::bug!("an edge mode in an assignment"),
        }
    }
}
