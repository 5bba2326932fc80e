//! Lifting: which loop dimensions a set of operands has together.
//!
//! The leading dimensions of each operand, those beyond the core of its parameter, align from the right. Equal sizes
//! match; a dimension of extent 1 stretches.

use base::{Code, Diagnostic, Span};

use crate::body::FnCx;
use crate::typed::{Apply, Expr, ExprKind, Op, Operand, Size, Type};

/// What the operands of one operation are lifted over.
pub(crate) struct Lifted {
    /// Loop dimensions, outermost first.
    pub(crate) frame: Vec<Size>,
    /// The operands with their places in it.
    pub(crate) operands: Vec<Operand>,
}

impl FnCx<'_, '_> {
    /// The frame of `args`, each with its number of core dimensions. Reports operands that do not match.
    pub(crate) fn lift(&mut self, args: Vec<(Expr, usize)>, span: Span) -> Option<Lifted> {
        let frame_rank = args.iter().map(|(arg, core)| arg.ty().rank() - core).max().unwrap_or(0);
        // For each dimension its size and the operand that it is from.
        let mut frame: Vec<Option<(Size, usize)>> = vec![None; frame_rank];
        for (i, (arg, core)) in args.iter().enumerate() {
            let own = arg.ty().rank() - core;
            for (axis, size) in arg.ty().shape[..own].iter().enumerate() {
                let slot = &mut frame[frame_rank - own + axis];
                let is_one = |size: &Size| self.norm(size).as_constant() == Some(1);
                match slot {
                    Some((known, _)) if self.same(known, size) || is_one(size) => {}
                    Some((known, _)) if !is_one(known) => {
                        let (known, other) =
                            (known.clone(), args[slot.as_ref().map_or(0, |s| s.1)].0.clone());
                        let arg = arg.clone();
                        self.shapes_differ(&other, &known, &arg, &size.clone(), span);
                        return None;
                    }
                    _ => *slot = Some((size.clone(), i)),
                }
            }
        }
        let frame: Vec<Size> = frame.into_iter().flatten().map(|(size, _)| size).collect();
        let operands = args.into_iter().map(|(value, core)| self.place(value, core, &frame)).collect();
        Some(Lifted { frame, operands })
    }

    /// Where the leading axes of `value` stand in `frame`.
    pub(crate) fn place(&self, value: Expr, core: usize, frame: &[Size]) -> Operand {
        let own = value.ty().rank() - core;
        let first = frame.len() - own;
        let axes = value.ty().shape[..own].iter().enumerate();
        let places = axes.map(|(axis, size)| {
            let stretched =
                self.norm(size).as_constant() == Some(1) && !self.same(size, &frame[first + axis]);
            (!stretched).then_some(first + axis)
        });
        let frame = places.collect();
        Operand { value, frame }
    }

    fn shapes_differ(&mut self, a: &Expr, a_size: &Size, b: &Expr, b_size: &Size, span: Span) {
        let (left, right) = (self.shape_text(&a.ty().shape), self.shape_text(&b.ty().shape));
        let message = format!("shapes {left} and {right} do not match");
        let sizes = format!("`{}` and `{}`", self.size_text(a_size), self.size_text(b_size));
        let mut error = Diagnostic::error(Code::E0200, message)
            .primary(span, format!("needs equal sizes, has {sizes}"))
            .secondary(a.span, format!("this is `{}`", self.type_text(a.ty())))
            .secondary(b.span, format!("this is `{}`", self.type_text(b.ty())))
            .note("dimensions align from the right; equal sizes match, and an extent that is written as 1 stretches");
        error = self.explain_sizes(error, &[std::slice::from_ref(a_size), std::slice::from_ref(b_size)]);
        if a.ty().rank() == b.ty().rank() {
            error = self.offer_shape(error, b, &a.ty().shape.clone());
        }
        self.error(error);
    }

    /// `op` on scalar cells of `args`, giving `dtype`.
    pub(crate) fn apply(&mut self, op: Op, args: Vec<Expr>, dtype: base::DType, span: Span) -> Option<Expr> {
        let lifted = self.lift(args.into_iter().map(|arg| (arg, 0)).collect(), span)?;
        Some(apply_over(op, lifted.frame, lifted.operands, dtype, span))
    }
}

/// `op` on scalar cells over `frame`.
pub(crate) fn apply_over(
    op: Op,
    frame: Vec<Size>,
    args: Vec<Operand>,
    dtype: base::DType,
    span: Span,
) -> Expr {
    let ty = Type { dtype, shape: frame.clone() };
    Expr::new(ExprKind::Apply(Box::new(Apply { op, frame, args })), ty, span)
}
