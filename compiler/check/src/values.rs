//! What the check of an expression gives: a typed expression, or a number whose type is still open.

use std::sync::Arc;

use base::{BinOp, Code, DType, Diagnostic, Scalar, Span, UnOp};

use crate::body::FnCx;
use crate::lit::{self, Lit, Misfit};
use crate::typed::{Apply, Block, Expr, ExprKind, LocalId, LocalKind, Op, Operand, Size, Type};
use crate::types;

/// The result of checking an expression.
#[derive(Clone, Debug)]
pub(crate) enum Val {
    /// A mistake that has been told; whatever is made of it is silent.
    Error,
    /// A constant of open type.
    Lit(Lit, Span),
    /// One value made of constants of open type, typed as `i64` or `f64` for now; every constant in it can still take
    /// another type, see [`FnCx::retype`].
    Open(Expr),
    /// One value.
    Expr(Expr),
    /// No value, or several.
    Tuple(Vec<Item>, Span),
}

/// An item of a tuple.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) val: Val,
}

/// Longer expressions are not repeated in a message, in bytes.
const LONGEST_OFFER: usize = 80;

/// The element type of a [`Val`] as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Decided.
    Known(DType),
    /// An integer constant: any number type.
    OpenInt,
    /// A float constant: any float or complex type.
    OpenFloat,
    /// A complex constant: any complex type.
    OpenComplex,
}

impl Kind {
    /// The type where nothing asks for another.
    pub(crate) fn default_dtype(self) -> DType {
        match self {
            Kind::Known(dtype) => dtype,
            Kind::OpenInt => DType::I64,
            Kind::OpenFloat => DType::F64,
            Kind::OpenComplex => DType::C128,
        }
    }

    /// Whether a value of this kind may stand where `to` is needed.
    pub(crate) fn fits(self, to: DType) -> bool {
        match self {
            Kind::Known(dtype) => types::widens_to(dtype, to),
            Kind::OpenInt => to != DType::Bool,
            Kind::OpenFloat => types::has_parts(to),
            Kind::OpenComplex => to.is_complex(),
        }
    }

    /// What to call it in a message.
    pub(crate) fn text(self) -> String {
        match self {
            Kind::Known(dtype) => format!("`{dtype}`"),
            Kind::OpenInt => "an integer literal".into(),
            Kind::OpenFloat => "a float literal".into(),
            Kind::OpenComplex => "a complex literal".into(),
        }
    }

    /// The kind of a value of open type that stands as one of `dtype` for now.
    pub(crate) fn open(dtype: DType) -> Self {
        match dtype {
            _ if dtype.is_complex() => Kind::OpenComplex,
            _ if dtype.is_float() => Kind::OpenFloat,
            _ => Kind::OpenInt,
        }
    }
}

/// The kind that holds both; none where a conversion must be written.
pub(crate) fn join(a: Kind, b: Kind) -> Option<Kind> {
    match (a, b) {
        (Kind::Known(x), Kind::Known(y)) => types::widen(x, y).map(Kind::Known),
        // A real number beside an imaginary literal becomes complex, in its own precision.
        (Kind::Known(x), Kind::OpenComplex) | (Kind::OpenComplex, Kind::Known(x)) if !x.is_complex() => {
            x.complex().map(Kind::Known)
        }
        (Kind::Known(x), open) | (open, Kind::Known(x)) => open.fits(x).then_some(Kind::Known(x)),
        (Kind::OpenInt, Kind::OpenInt) => Some(Kind::OpenInt),
        (Kind::OpenComplex, _) | (_, Kind::OpenComplex) => Some(Kind::OpenComplex),
        _ => Some(Kind::OpenFloat),
    }
}

impl Val {
    /// Values in it, those of tuples in a tuple counted.
    pub(crate) fn n_parts(&self) -> usize {
        match self {
            Val::Tuple(items, _) => items.iter().map(|item| item.val.n_parts()).sum(),
            _ => 1,
        }
    }

    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            Val::Error => None,
            Val::Lit(_, span) | Val::Tuple(_, span) => Some(*span),
            Val::Open(expr) | Val::Expr(expr) => Some(expr.span),
        }
    }

    /// The kind of the one value; none for errors and tuples.
    pub(crate) fn kind(&self) -> Option<Kind> {
        match self {
            Val::Lit(lit, _) => Some(Kind::open(lit.default_dtype())),
            Val::Open(expr) => Some(Kind::open(expr.ty().dtype)),
            Val::Expr(expr) => Some(Kind::Known(expr.ty().dtype)),
            Val::Error | Val::Tuple(..) => None,
        }
    }

    /// The shape of the one value.
    pub(crate) fn shape(&self) -> &[Size] {
        match self {
            Val::Open(expr) | Val::Expr(expr) => &expr.ty().shape,
            _ => &[],
        }
    }
}

/// The last expression of blocks and `for`s, which decides their type.
fn deciding(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::For(built) => deciding(&built.body),
        ExprKind::Block(block) => block.value.as_ref().map_or(expr, deciding),
        _ => expr,
    }
}

impl FnCx<'_, '_> {
    /// An expression for a constant of open type; it remembers the constant, so that [`Self::retype`] can change it.
    pub(crate) fn open_const(&mut self, lit: Lit, span: Span) -> Option<Expr> {
        let dtype = lit.default_dtype();
        let scalar = match lit.scalar(dtype) {
            Ok(scalar) => scalar,
            Err(_) => {
                // Only an integer can be too large for its default type; the largest may be meant for `u64`.
                Scalar::int(DType::I64, i64::MAX)
            }
        };
        self.lits.insert((span, scalar), lit);
        Some(Expr::new(ExprKind::Const(scalar), Type::scalar(dtype), span))
    }

    /// The value with its type decided: one value, or none after a message.
    pub(crate) fn decide(&mut self, val: Val) -> Option<Expr> {
        match val {
            Val::Error => None,
            Val::Lit(lit, span) => self.lit_as(lit, lit.default_dtype(), span),
            Val::Open(expr) => {
                let dtype = expr.ty().dtype;
                self.retype(expr, dtype)
            }
            Val::Expr(expr) => Some(expr),
            Val::Tuple(items, span) => {
                self.one_value_needed(items.len(), span);
                None
            }
        }
    }

    /// The value with its type decided: as the context wants it, if it is open and may be that.
    pub(crate) fn decide_as(&mut self, val: Val, want: Option<DType>) -> Option<Expr> {
        match (val.kind(), want) {
            (Some(kind), Some(want)) if !matches!(kind, Kind::Known(_)) && kind.fits(want) => {
                self.coerce(val, want, "")
            }
            _ => self.decide(val),
        }
    }

    fn one_value_needed(&mut self, n_values: usize, span: Span) {
        let error = match n_values {
            0 => Diagnostic::error(Code::E0132, "a value is needed here")
                .primary(span, "this has none")
                .note("the value of a block is its last expression, without `;` behind it"),
            n => Diagnostic::error(Code::E0126, "one value is needed here")
                .primary(span, format!("this is a tuple of {n} values"))
                .note("take it apart with `let (a, b) = …;`"),
        };
        self.error(error);
    }

    /// The value as `dtype` if it may stand where that is needed without a conversion; `why` says what needs it.
    pub(crate) fn coerce(&mut self, val: Val, dtype: DType, why: &str) -> Option<Expr> {
        match val {
            Val::Lit(lit, span) => self.lit_as(lit, dtype, span),
            Val::Open(expr) => {
                let open = Kind::open(expr.ty().dtype);
                if !open.fits(dtype) {
                    self.mismatch(expr.span, None, open, dtype, why);
                    return None;
                }
                self.retype(expr, dtype)
            }
            val => {
                let expr = self.decide(val)?;
                let from = expr.ty().dtype;
                if types::widens_to(from, dtype) {
                    return Some(convert(expr, dtype));
                }
                let last = deciding(&expr);
                let begun = match last.kind {
                    ExprKind::Local(local) if self.locals[local].kind == LocalKind::Var => Some(local),
                    _ => None,
                };
                self.mismatch(last.span, begun, Kind::Known(from), dtype, why);
                None
            }
        }
    }

    /// Another type than is needed; `begun` is the `var` whose value it is.
    fn mismatch(&mut self, span: Span, begun: Option<LocalId>, found: Kind, dtype: DType, why: &str) {
        let message = format!("expected `{dtype}`, found {}", found.text());
        let mut error =
            Diagnostic::error(Code::E0127, message).primary(span, format!("this is {}", found.text()));
        if let Some(local) = begun.map(|local| &self.locals[local]) {
            let text = format!("`{}` is {} because it begins as one here", local.name, found.text());
            error = error.secondary(local.span, text);
        }
        if !why.is_empty() {
            error = error.note(format!("`{dtype}` is needed: {why}"));
        }
        let error = match found.default_dtype().is_complex() && !dtype.is_complex() {
            true => self.offer_real_part(error, span),
            false => self.offer_conversion(error, span, dtype),
        };
        self.error(error);
    }

    /// Adds the fix `real(…)`.
    fn offer_real_part(&self, error: Diagnostic, span: Span) -> Diagnostic {
        let source = self.program.source_text(span);
        error.note("a complex number becomes no other: take `real(z)`, `imag(z)` or `abs(z)`").fix(
            span,
            format!("real({source})"),
            "take the real part",
        )
    }

    /// Adds the fix `dtype(…)`.
    pub(crate) fn offer_conversion(&self, error: Diagnostic, span: Span, dtype: DType) -> Diagnostic {
        let source = self.program.source_text(span);
        if source.is_empty() || dtype == DType::Bool {
            return error;
        }
        if source.contains('{') || source.len() > LONGEST_OFFER {
            let one = if dtype.is_float() { format!("0.0{dtype}") } else { format!("0{dtype}") };
            return error.note(format!(
                "its last expression decides its type: convert there, or begin with literals of that type, as `{one}`"
            ));
        }
        error.offer(span, format!("{dtype}({source})"), format!("convert to `{dtype}`"))
    }

    /// A constant of type `dtype`.
    pub(crate) fn lit_as(&mut self, lit: Lit, dtype: DType, span: Span) -> Option<Expr> {
        if dtype.is_complex() {
            return self.lit_as(lit, dtype.part(), span).map(|part| convert(part, dtype));
        }
        match lit.scalar(dtype) {
            Ok(scalar) => Some(Expr::new(ExprKind::Const(scalar), Type::scalar(dtype), span)),
            Err(Misfit::Range) => {
                let value = lit.as_int().map_or_else(|| "this number".into(), |value| value.to_string());
                let holds = if dtype.is_int() {
                    let (lo, hi) = lit::int_range(dtype);
                    format!("`{dtype}` holds {lo} to {hi}")
                } else {
                    let greatest = match dtype {
                        DType::F16 => 65504.0,
                        DType::BF16 => f32::from_bits(0x7f7f_0000),
                        _ => f32::MAX,
                    };
                    format!("the largest `{dtype}` is {greatest:e}")
                };
                let error = Diagnostic::error(Code::E0121, format!("{value} is out of range for `{dtype}`"));
                let mut error = error.primary(span, holds);
                let source = self.program.source_text(span);
                if source.contains("**") {
                    error =
                        error.note("a power of integer literals is computed exactly, before it takes a type");
                }
                if lit.as_int().is_some_and(|value| value > i128::from(u64::MAX)) {
                    error = error.note("no integer type holds it; a float does: `1e30`, `2.0 ** 100.0`");
                }
                self.error(error);
                None
            }
            Err(Misfit::Kind) => {
                let found = if lit.as_int().is_some() { Kind::OpenInt } else { Kind::OpenFloat };
                let mut error =
                    Diagnostic::error(Code::E0127, format!("expected `{dtype}`, found {}", found.text()))
                        .primary(span, format!("this is {}", found.text()));
                if dtype.is_int() {
                    error = error.note("integer literals may become floats, not the reverse");
                }
                self.error(error);
                None
            }
        }
    }

    /// Gives every open constant in `expr` the type `dtype`.
    pub(crate) fn retype(&mut self, expr: Expr, dtype: DType) -> Option<Expr> {
        if dtype.is_complex() && !expr.ty().dtype.is_complex() {
            return self.retype(expr, dtype.part()).map(|part| convert(part, dtype));
        }
        let Expr { kind, mut types, span } = expr;
        let was = types.first().map_or(dtype, |ty| ty.dtype);
        types.iter_mut().for_each(|ty| ty.dtype = dtype);
        let kind = match kind {
            ExprKind::Const(scalar) => {
                let Some(lit) = self.lits.get(&(span, scalar)).copied() else {
                    return Some(Expr { kind: ExprKind::Const(scalar), types, span });
                };
                let constant = self.lit_as(lit, dtype, span)?;
                // It may still be open: an integer among floats.
                if let ExprKind::Const(scalar) = constant.kind {
                    self.lits.insert((span, scalar), lit);
                }
                return Some(constant);
            }
            ExprKind::Apply(apply) => return self.retype_apply(*apply, types, span, was),
            ExprKind::Array(items) => ExprKind::Array(self.retype_all(items, dtype)?),
            ExprKind::For(mut f) => {
                f.body = self.retype(f.body, dtype)?;
                ExprKind::For(f)
            }
            ExprKind::If(mut i) => {
                i.then = self.retype_block(i.then, dtype)?;
                i.otherwise = self.retype_block(i.otherwise, dtype)?;
                ExprKind::If(i)
            }
            ExprKind::Block(block) => ExprKind::Block(Box::new(self.retype_block(*block, dtype)?)),
            other => other,
        };
        Some(Expr { kind, types, span })
    }

    fn retype_all(&mut self, items: Vec<Expr>, dtype: DType) -> Option<Vec<Expr>> {
        items.into_iter().map(|item| self.retype(item, dtype)).collect()
    }

    fn retype_block(&mut self, mut block: Block, dtype: DType) -> Option<Block> {
        if let Some(value) = block.value.take() {
            block.value = Some(self.retype(value, dtype)?);
        }
        Some(block)
    }

    fn retype_apply(&mut self, apply: Apply, types: Vec<Type>, span: Span, was: DType) -> Option<Expr> {
        let Apply { op, frame, args } = apply;
        let dtype = types.first().map_or(was, |ty| ty.dtype);
        let keeps_first = op == Op::Select;
        // What makes complex numbers of open constants makes them of parts.
        let of_args = if matches!(op, Op::Complex | Op::Convert) { dtype.part() } else { dtype };
        let mut retyped = Vec::new();
        for (i, arg) in args.into_iter().enumerate() {
            let value = if i == 0 && keeps_first { arg.value } else { self.retype(arg.value, of_args)? };
            retyped.push(Operand { value, frame: arg.frame });
        }
        // Integers that become floats may now hold a product that fuses with its sum.
        if let Op::Binary(op @ (BinOp::Add | BinOp::Sub)) = op
            && was.is_int()
            && dtype.is_float()
            && let [a, b] = retyped.as_slice()
        {
            return Some(self.add_or_sub(op, frame, a.clone(), b.clone(), span));
        }
        let kind = ExprKind::Apply(Box::new(Apply { op, frame, args: retyped }));
        Some(Expr { kind, types, span })
    }
}

/// The value converted to `dtype`; itself if it has that type.
pub(crate) fn convert(expr: Expr, dtype: DType) -> Expr {
    if expr.ty().dtype == dtype {
        return expr;
    }
    if let ExprKind::Const(scalar) = expr.kind
        && !dtype.is_complex()
    {
        let scalar = base::scalar::convert(scalar, dtype);
        return Expr::new(ExprKind::Const(scalar), Type::scalar(dtype), expr.span);
    }
    let ty = Type { dtype, shape: expr.ty().shape.clone() };
    map(Op::Convert, vec![expr], ty)
}

/// `op` on operands that all have the result's shape.
pub(crate) fn map(op: Op, args: Vec<Expr>, ty: Type) -> Expr {
    let span = args.iter().map(|arg| arg.span).reduce(Span::to).unwrap_or(Span::none());
    let args =
        args.into_iter().map(|value| Operand { frame: (0..value.ty().rank()).map(Some).collect(), value });
    let apply = Apply { op, frame: ty.shape.clone(), args: args.collect() };
    Expr::new(ExprKind::Apply(Box::new(apply)), ty, span)
}

/// `-x`; of a product of floats or complex numbers, the product with one factor negated, which is the same number.
pub(crate) fn negate(expr: Expr) -> Expr {
    let ty = expr.ty().clone();
    let span = expr.span;
    match expr.kind {
        ExprKind::Apply(mut apply) if types::has_parts(ty.dtype) && apply.op == Op::Binary(BinOp::Mul) => {
            let first = apply.args.remove(0);
            apply.args.insert(0, Operand { value: negate(first.value), frame: first.frame });
            Expr { kind: ExprKind::Apply(apply), types: vec![ty], span }
        }
        kind => {
            Expr { span, ..map(Op::Unary(UnOp::Neg), vec![Expr { kind, types: vec![ty.clone()], span }], ty) }
        }
    }
}
