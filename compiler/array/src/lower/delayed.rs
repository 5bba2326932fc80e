//! Arrays as functions of their index: what a consumer computes element by element instead of storing it.
//!
//! Making a [`Delayed`] evaluates everything in it that is not elementwise (in the source's order, in the current
//! block); [`Lower::element`] then gives one element anywhere inside. A delayed array may hold operations that fail
//! (a call, a division, an index of a gather), so it is made only for consumers that compute every element once.

use base::{BinOp, CmpOp, DType, Scalar, Span, fault};
use check::typed::{self, Expr, ExprKind};

use super::context::Lower;
use super::selection::{Axis, Edge, View};
use crate::ir::{Op, Operand, Size, Type, Var};

/// An array that has not been stored.
pub(super) enum Delayed<'a> {
    /// A scalar: the same everywhere.
    Scalar(Operand),
    /// A stored array.
    Stored(Var),
    /// A scalar operation on the elements of others.
    Apply(Box<Elementwise<'a>>),
    /// Elements of an array, selected by slices and indices.
    View(Box<View<'a>>),
    /// Axis `k` is axis `axes[k]` of the inner array.
    Permute(Box<Delayed<'a>>, &'a [usize]),
}

/// A scalar operation over a frame.
pub(super) struct Elementwise<'a> {
    pub(super) op: &'a typed::Op,
    pub(super) args: Vec<Arg<'a>>,
    pub(super) dtype: DType,
    pub(super) span: Span,
}

/// An operand of an elementwise operation: for each of its axes the dimension of the frame that indexes it.
pub(super) struct Arg<'a> {
    pub(super) value: Delayed<'a>,
    pub(super) frame: Vec<Option<usize>>,
}

impl<'a> Lower<'a> {
    /// Delays an expression with one value. `whole`: the consumer computes every element exactly once; otherwise only
    /// what is cheap and cannot fail is delayed.
    pub(super) fn delay(&mut self, expr: &'a Expr, whole: bool) -> Delayed<'a> {
        let outer = std::mem::replace(&mut self.b.span, expr.span);
        let delayed = self.delay_kind(expr, whole);
        self.b.span = outer;
        delayed
    }

    fn delay_kind(&mut self, expr: &'a Expr, whole: bool) -> Delayed<'a> {
        if expr.ty().rank() == 0 {
            return Delayed::Scalar(self.value(expr));
        }
        match &expr.kind {
            ExprKind::Apply(apply) if whole && is_elementwise(apply, expr) => self.delay_apply(apply, expr),
            ExprKind::Index(index) if whole || !has_index_array(&index.selection) => {
                let base = self.delay(&index.base, false);
                Delayed::View(Box::new(self.view(base, &index.selection)))
            }
            ExprKind::Permute { value, axes } => Delayed::Permute(Box::new(self.delay(value, whole)), axes),
            ExprKind::Block(block) if block.stmts.is_empty() => match &block.value {
                Some(value) => self.delay(value, whole),
                None => base::bug!("a block without a value where one is needed"),
            },
            _ => match self.value(expr) {
                Operand::Var(var) => Delayed::Stored(var),
                Operand::Const(_) => base::bug!("an array is no constant"),
            },
        }
    }

    fn delay_apply(&mut self, apply: &'a typed::Apply, expr: &'a Expr) -> Delayed<'a> {
        if apply.op == typed::Op::Convert {
            // The extents may come from values, as in `f64[n](0)`.
            for extent in &apply.frame {
                let extent = self.checked_size(extent);
                self.check_extent(&extent, "an array");
            }
        }
        let mut args = Vec::new();
        for arg in &apply.args {
            let whole = covers(&arg.frame, apply.frame.len());
            args.push(Arg { value: self.delay(&arg.value, whole), frame: arg.frame.clone() });
        }
        Delayed::Apply(Box::new(Elementwise { op: &apply.op, args, dtype: expr.ty().dtype, span: expr.span }))
    }

    /// The element at `at`, which is inside.
    pub(super) fn element(&mut self, delayed: &Delayed<'a>, at: &[Size]) -> Operand {
        match delayed {
            Delayed::Scalar(operand) => *operand,
            Delayed::Stored(_) | Delayed::View(_) => {
                self.element_checked(delayed, at, &vec![false; at.len()])
            }
            Delayed::Apply(apply) => {
                let args = apply.args.iter().map(|arg| self.arg_element(arg, at)).collect();
                let outer = std::mem::replace(&mut self.b.span, apply.span);
                let element = self.scalar_op(apply.op, args, &[Type::scalar(apply.dtype)])[0];
                self.b.span = outer;
                element
            }
            Delayed::Permute(inner, axes) => {
                let at = unpermute(axes, at);
                self.element(inner, &at)
            }
        }
    }

    /// The element of an operand at a point of the frame.
    pub(super) fn arg_element(&mut self, arg: &Arg<'a>, at: &[Size]) -> Operand {
        let at = pick(&arg.frame, at);
        self.element(&arg.value, &at)
    }

    /// The element at `at`, where an axis that is `checked` may be left, which fails.
    pub(super) fn element_checked(
        &mut self,
        delayed: &Delayed<'a>,
        at: &[Size],
        checked: &[bool],
    ) -> Operand {
        match delayed {
            Delayed::Stored(array) => {
                let indices = at.iter().map(|index| self.size_operand(index)).collect();
                self.b.index_with(*array, indices, checked.to_vec())
            }
            Delayed::View(view) => {
                self.check_inside(&view.shape, &view.name, at, checked);
                self.view_element(view, at)
            }
            Delayed::Permute(inner, axes) => {
                let at = unpermute(axes, at);
                let mut inner_checked = checked.to_vec();
                axes.iter().zip(checked).for_each(|(&axis, &c)| inner_checked[axis] = c);
                self.element_checked(inner, &at, &inner_checked)
            }
            Delayed::Scalar(operand) => *operand,
            Delayed::Apply(_) => base::bug!("an index into an array that is not stored"),
        }
    }

    /// One element of a view.
    fn view_element(&mut self, view: &View<'a>, at: &[Size]) -> Operand {
        let outer = std::mem::replace(&mut self.b.span, view.span);
        let (mut indices, mut checked, mut fills) = (Vec::new(), Vec::new(), Vec::new());
        for (number, axis) in view.axes.iter().enumerate() {
            let (index, edge) = match axis {
                Axis::Fixed { index, edge } => (index.clone(), *edge),
                Axis::Slice { lo, step, dim } => (lo.add(&at[*dim].scale(*step)), Edge::Inside),
                Axis::Gather { index, edge } => {
                    let index = self.arg_element(index, at);
                    self.apply_edge(self.operand_poly(&index), edge, &view.base_shape[number])
                }
            };
            indices.push(index);
            checked.push(matches!(edge, Edge::Check));
            if let Edge::Fill { inside, fill } = edge {
                fills.push((inside, fill));
            }
        }
        let element = self.filled_element(view, &indices, &checked, &fills);
        self.b.span = outer;
        element
    }

    /// The element at `indices`, or the first of `fills` whose axis is left.
    fn filled_element(
        &mut self,
        view: &View<'a>,
        indices: &[Size],
        checked: &[bool],
        fills: &[(Operand, Operand)],
    ) -> Operand {
        let Some((&(inside, fill), rest)) = fills.split_first() else {
            return self.element_checked(&view.base, indices, checked);
        };
        let same = rest.iter().take_while(|(_, other)| *other == fill).count();
        let mut cond = inside;
        for (inside, _) in &rest[..same] {
            cond = self.b.binary(BinOp::And, cond, *inside);
        }
        self.begin();
        let element = self.filled_element(view, indices, checked, &rest[same..]);
        let then = self.end(vec![element]);
        self.begin();
        let otherwise = self.end(vec![fill]);
        self.b.emit_one(Op::If { cond, then, otherwise }, "element").into()
    }

    /// Whether `0 <= index < extent`.
    pub(super) fn inside(&mut self, index: &Size, extent: &Size) -> Operand {
        let (index, extent) = (self.size_operand(index), self.size_operand(extent));
        let low = self.b.compare(CmpOp::Ge, index, Scalar::i64(0));
        let high = self.b.compare(CmpOp::Lt, index, extent);
        self.b.binary(BinOp::And, low, high)
    }

    /// Stores a delayed array of this shape.
    pub(super) fn store(&mut self, delayed: &Delayed<'a>, shape: &[Size]) -> Operand {
        if let Delayed::Stored(var) = delayed {
            return (*var).into();
        }
        let (binders, at) = self.binders(shape);
        self.begin();
        let element = self.element(delayed, &at);
        let body = self.end(vec![element]);
        let name = self.stored_name(delayed);
        self.b.emit_one(Op::Build { binders, body }, &name).into()
    }

    /// The name of what is stored, for messages: `x[…]` of a part of `x`.
    fn stored_name(&self, delayed: &Delayed<'a>) -> String {
        match delayed {
            Delayed::View(view) => format!("{}[…]", view.name),
            Delayed::Permute(inner, _) => self.delayed_name(inner),
            _ => "map".to_owned(),
        }
    }

    /// A name for messages.
    pub(super) fn delayed_name(&self, delayed: &Delayed<'a>) -> String {
        match delayed {
            Delayed::Stored(var) => self.b.vars[*var].name.clone(),
            Delayed::View(view) => view.name.clone(),
            Delayed::Permute(inner, _) => self.delayed_name(inner),
            Delayed::Scalar(_) | Delayed::Apply(_) => "array".into(),
        }
    }

    /// New binders over a shape, with their variables as indices.
    pub(super) fn binders(&mut self, shape: &[Size]) -> (Vec<crate::ir::Binder>, Vec<Size>) {
        let names = ["i", "j", "k", "l"];
        let mut binders = Vec::new();
        for (axis, extent) in shape.iter().enumerate() {
            binders.push(self.b.binder(names[axis.min(names.len() - 1)], extent.clone()));
        }
        let at = binders.iter().map(|binder| Size::var(binder.var)).collect();
        (binders, at)
    }
}

/// Whether every point of a frame of rank `rank` uses another element of the operand.
pub(super) fn covers(frame: &[Option<usize>], rank: usize) -> bool {
    (0..rank).all(|k| frame.contains(&Some(k))) && !frame.contains(&None)
}

/// An operation on scalars with one result.
pub(super) fn is_elementwise(apply: &typed::Apply, expr: &Expr) -> bool {
    let core = |arg: &typed::Operand| arg.value.ty().rank() - arg.frame.len();
    expr.types.len() == 1
        && expr.ty().rank() == apply.frame.len()
        && apply.args.iter().all(|arg| core(arg) == 0)
}

/// Whether an index is an array.
pub(super) fn has_index_array(selection: &typed::Selection) -> bool {
    !selection.frame.is_empty()
}

/// The indices of an operand at the point `at` of its frame; a stretched axis has one element.
pub(super) fn pick(frame: &[Option<usize>], at: &[Size]) -> Vec<Size> {
    frame
        .iter()
        .map(|dim| {
            dim.map_or_else(
                || at.last().filter(|_| fault!(StretchedRead)).cloned().unwrap_or_else(|| Size::constant(0)),
                |k| at[k].clone(),
            )
        })
        .collect()
}

fn unpermute(axes: &[usize], at: &[Size]) -> Vec<Size> {
    let mut inner = at.to_vec();
    if fault!(AxesPermutedBack) {
        return axes.iter().map(|&axis| at[axis].clone()).collect();
    }
    axes.iter().zip(at).for_each(|(&axis, index)| inner[axis] = index.clone());
    inner
}
