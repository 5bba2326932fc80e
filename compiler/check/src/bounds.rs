//! The ranges of binders and loops: their bounds, their steps, how many values they have.

use abi::Status;
use base::{BinOp, CmpOp, Code, DType, Diagnostic, Span};
use syntax::ast;

use crate::body::FnCx;
use crate::lift::apply_over;
use crate::typed::{Binder, Expr, ExprKind, FARTHEST, LocalId, Op, Operand, Size, StmtKind, Type};

/// What a range runs over.
pub(crate) struct Bounds {
    lo: Size,
    /// Behind the last value.
    hi: Size,
    step: Size,
    /// How many values there are.
    extent: Size,
}

impl Bounds {
    /// `0..extent`.
    pub(crate) fn counting(extent: Size) -> Self {
        Self { lo: Size::constant(0), hi: extent.clone(), step: Size::constant(1), extent }
    }

    /// The binder of a `for` or `loop` over the range.
    pub(crate) fn binder(self, local: LocalId, span: Span) -> Binder {
        let Bounds { lo, hi, step, extent } = self;
        Binder { local, lo, hi, step, extent, span }
    }
}

impl FnCx<'_, '_> {
    /// The bounds of a range.
    pub(crate) fn range(&mut self, range: &ast::Range) -> Option<Bounds> {
        let lo = self.size_expr(&range.lo, "lo", "the bounds of a range are integers");
        let hi = self.size_expr(&range.hi, "hi", "the bounds of a range are integers");
        let step = match &range.step {
            Some(step) => self.any_step(step),
            None => Some(Size::constant(1)),
        };
        let (lo, mut hi, step) = (lo?, hi?, step?);
        let constant = step.as_constant();
        if range.inclusive {
            let sign = match constant {
                Some(step) => Size::constant(step.signum()),
                None => self.sign_of(&step, range.span),
            };
            hi = hi.add(&sign);
        }
        for (bound, written) in [(&lo, &range.lo), (&hi, &range.hi)] {
            self.near_bound(bound, written.span)?;
        }
        let extent = match constant {
            Some(step) => extent_of(&lo, &hi, step),
            None => self.counted(&lo, &hi, &step, range.span),
        };
        Some(Bounds { lo, hi, step, extent })
    }

    /// Refuses a constant bound so far away that the length of the range might not fit an `i64`.
    fn near_bound(&mut self, bound: &Size, span: Span) -> Option<()> {
        if bound.as_constant().is_none_or(|bound| bound.unsigned_abs() <= FARTHEST.unsigned_abs()) {
            return Some(());
        }
        let error = Diagnostic::error(Code::E0121, "this bound of a range is too far away")
            .primary(span, format!("bounds lie between -{FARTHEST} and {FARTHEST}"))
            .note("so that the number of values in the range is an `i64`; for a loop without an end write `while true { … }`");
        self.error(error);
        None
    }

    /// The step of a slice: a constant other than zero.
    pub(crate) fn step(&mut self, step: &ast::Expr) -> Option<i64> {
        let size = self.size_expr(step, "step", "a step is an integer")?;
        if size.as_constant().is_none() {
            let error = Diagnostic::error(Code::E0211, "the step of a slice is a constant")
                .primary(step.span, "found at run time only")
                .note("for a step `k` write the array by its indices: `for i in 0..m: x[i * k]`");
            self.error(error);
            return None;
        }
        self.constant_step(&size, step.span)?.as_constant()
    }

    /// The step of a range: a constant other than zero, or one that the program finds; that must not be zero either.
    fn any_step(&mut self, step: &ast::Expr) -> Option<Size> {
        let size = self.size_expr(step, "step", "a step is an integer")?;
        if size.as_constant().is_some() {
            return self.constant_step(&size, step.span);
        }
        // The least integer has no magnitude.
        let magnitude = self.magnitude(&size, step.span);
        let cond =
            scalar(Op::Compare(CmpOp::Gt), [magnitude, value(&Size::constant(0), step.span)], step.span);
        let cond = Expr { types: vec![Type::scalar(DType::Bool)], ..cond };
        let message =
            format!("the step `{}` of a range is 0, or too large", self.program.source_text(step.span));
        self.push_stmt(StmtKind::Assert { cond, message, status: Status::Assert }, step.span);
        Some(size)
    }

    fn constant_step(&mut self, size: &Size, span: Span) -> Option<Size> {
        let error = match size.as_constant() {
            Some(0) => {
                Diagnostic::error(Code::E0211, "a step is not zero").primary(span, "this would never arrive")
            }
            Some(step) if step.unsigned_abs() >= 1 << 31 => {
                Diagnostic::error(Code::E0211, "this step is too large")
                    .primary(span, "a step is less than 2147483648 in magnitude")
            }
            _ => return Some(size.clone()),
        };
        self.error(error);
        None
    }

    /// `|step|`.
    fn magnitude(&mut self, step: &Size, span: Span) -> Expr {
        scalar(Op::Binary(BinOp::Max), [value(step, span), value(&step.scale(-1), span)], span)
    }

    /// 1 for a step that counts up, -1 for one that counts down.
    fn sign_of(&mut self, step: &Size, span: Span) -> Size {
        let signs = [1, -1].map(|sign| value(&Size::constant(sign), span));
        let sign = by_direction(step, signs, span);
        self.bind_size(sign, "sign")
    }

    /// How many values `lo, lo + step, …` stand before `hi`, with a step that is not constant.
    fn counted(&mut self, lo: &Size, hi: &Size, step: &Size, span: Span) -> Size {
        // One less, so that the sum with a large step does not overflow.
        let one = Size::constant(1);
        let distances = [hi.sub(lo).sub(&one), lo.sub(hi).sub(&one)].map(|size| value(&size, span));
        let distance = by_direction(step, distances, span);
        let magnitude = self.magnitude(step, span);
        let steps = scalar(Op::Binary(BinOp::FloorDiv), [distance, magnitude], span);
        let count = scalar(Op::Binary(BinOp::Add), [steps, value(&one, span)], span);
        self.bind_size(count, "steps")
    }
}

/// The first of two values for a step that counts up, the second for one that counts down.
fn by_direction(step: &Size, [up, down]: [Expr; 2], span: Span) -> Expr {
    let zero = value(&Size::constant(0), span);
    let is_up = scalar(Op::Compare(CmpOp::Gt), [value(step, span), zero], span);
    let is_up = Expr { types: vec![Type::scalar(DType::Bool)], ..is_up };
    scalar(Op::Select, [is_up, up, down], span)
}

/// The `i64` that a size is.
fn value(size: &Size, span: Span) -> Expr {
    Expr::new(ExprKind::Size(size.clone()), Type::scalar(DType::I64), span)
}

/// An operation on scalars that gives an `i64`.
fn scalar<const N: usize>(op: Op, args: [Expr; N], span: Span) -> Expr {
    let args = args.map(|value| Operand { value, frame: Vec::new() }).to_vec();
    apply_over(op, Vec::new(), args, DType::I64, span)
}

/// How many values `lo, lo + step, …` stand before `hi`.
pub(crate) fn extent_of(lo: &Size, hi: &Size, step: i64) -> Size {
    let distance = if step > 0 { hi.sub(lo) } else { lo.sub(hi) };
    let magnitude = step.abs();
    distance.add(&Size::constant(magnitude - 1)).floor_div(&Size::constant(magnitude))
}
