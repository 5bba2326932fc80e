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
    pub(crate) fn lift(&mut self, args: Vec<(Expr, usize)>) -> Option<Lifted> {
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
                        self.shapes_differ((&other, &known), (&arg, &size.clone()));
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

    /// Two operands, each with the extent that does not match the other's.
    fn shapes_differ(&mut self, (a, a_size): (&Expr, &Size), (b, b_size): (&Expr, &Size)) {
        let (left, right) = (self.shape_text(&a.ty().shape), self.shape_text(&b.ty().shape));
        let message = format!("shapes {left} and {right} do not match");
        let sizes = format!("`{}` meets `{}`", self.size_text(a_size), self.size_text(b_size));
        let mut error = Diagnostic::error(Code::E0200, message)
            .primary(b.span, format!("this is `{}`: {sizes}", self.type_text(b.ty())))
            .secondary(a.span, format!("this is `{}`", self.type_text(a.ty())));
        error = self.explain_sizes(error, &[std::slice::from_ref(a_size), std::slice::from_ref(b_size)]);
        let (long, short) = if a.ty().rank() < b.ty().rank() { (b, a) } else { (a, b) };
        let n_short = short.ty().rank();
        error = if long.ty().rank() == n_short {
            self.offer_shape(error, b, &a.ty().shape.clone())
        } else {
            error.note("dimensions align from the right")
        };
        if n_short == 1 && long.ty().rank() == 2 && self.same(&short.ty().shape[0], &long.ty().shape[0]) {
            let source = self.program.source_text(short.span);
            let text = if source.len() > 12 { "y".to_string() } else { source };
            error = error.note(format!(
                "as a column it matches the rows: `{text}[:, new]`; a reduction keeps its axis with `keep = true`"
            ));
        }
        self.error(error);
    }

    /// `op` on scalar cells of `args`, giving `dtype`.
    pub(crate) fn apply(&mut self, op: Op, args: Vec<Expr>, dtype: base::DType, span: Span) -> Option<Expr> {
        let lifted = self.lift(args.into_iter().map(|arg| (arg, 0)).collect())?;
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
