//! Operators: on elements, lifted over arrays.

use base::{BinOp, CmpOp, Code, DType, Diagnostic, Scalar, Span, UnOp};
use syntax::ast::{self, BinaryOp, Name, UnaryOp};

use crate::body::FnCx;
use crate::expr::open_or_known;
use crate::header::comparison;
use crate::lit::Lit;
use crate::notyet;
use crate::typed::{Block, Expr, ExprKind, If, Op, Type};
use crate::types::{applies, family, has_parts};
use crate::values::{Kind, Val, join, map, negate};

/// Greater whole powers of complex numbers are computed as any other.
const MAX_WHOLE_POWER: u32 = 64;

impl FnCx<'_, '_> {
    pub(crate) fn unary(&mut self, op: UnaryOp, operand: &ast::Expr, span: Span, want: Option<DType>) -> Val {
        let val = match (&operand.kind, op) {
            // The sign belongs to the number where that is of a signed type: `-128i8`.
            (ast::ExprKind::Literal(literal @ ast::Literal::Int { suffix: Some(_), .. }), UnaryOp::Neg) => {
                return self.literal(literal, true, span);
            }
            _ => self.expr(operand, want),
        };
        match (op, val) {
            (_, Val::Error) => Val::Error,
            (UnaryOp::Neg, Val::Lit(lit, _)) => lit.neg().map_or(Val::Error, |lit| Val::Lit(lit, span)),
            (UnaryOp::BitNot, Val::Lit(lit, _)) if lit.as_int().is_some() => {
                let complement = Lit::binary(BinOp::Xor, lit, Lit::int(-1));
                complement.map_or(Val::Error, |lit| Val::Lit(lit, span))
            }
            (UnaryOp::Neg, Val::Open(expr)) => Val::Open(Expr { span, ..negate(expr) }),
            (op, val) => match self.decide(val) {
                Some(expr) => self.unary_on(op, expr, span),
                None => Val::Error,
            },
        }
    }

    fn unary_on(&mut self, op: UnaryOp, expr: Expr, span: Span) -> Val {
        let ty = expr.ty().clone();
        let fits = match op {
            UnaryOp::Neg => ty.dtype != DType::Bool,
            UnaryOp::BitNot => ty.dtype.is_int(),
            UnaryOp::Not => ty.dtype == DType::Bool,
        };
        if !fits {
            let mut error =
                Diagnostic::error(Code::E0122, format!("`{op}` does not apply to `{}`", ty.dtype))
                    .primary(expr.span, format!("this is {}", family(ty.dtype)));
            error = match (op, ty.dtype) {
                (UnaryOp::Not, dtype) if dtype.is_int() => {
                    error.note("the bitwise complement is `~x`; `x == 0` asks")
                }
                (UnaryOp::BitNot | UnaryOp::Neg, DType::Bool) => error.note("write `not x`"),
                _ => error,
            };
            self.error(error);
            return Val::Error;
        }
        match op {
            UnaryOp::Neg => Val::Expr(Expr { span, ..negate(expr) }),
            _ => Val::Expr(Expr { span, ..map(Op::Unary(UnOp::Not), vec![expr], ty) }),
        }
    }

    pub(crate) fn binary(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        lhs: &ast::Expr,
        rhs: &ast::Expr,
        want: Option<DType>,
    ) -> Val {
        let span = lhs.span.to(rhs.span);
        match op {
            BinaryOp::And | BinaryOp::Or => return self.logical(op, lhs, rhs, span),
            BinaryOp::Coalesce => {
                self.error(notyet::not_yet(Code::E0904, op_span, "missing values"));
                return Val::Error;
            }
            BinaryOp::MatMul => return self.matmul(lhs, rhs, span),
            _ => {}
        }
        let want = if comparison(op).is_some() { None } else { want };
        let a = self.expr(lhs, want);
        let b = self.expr(rhs, want);
        self.binary_vals(op, op_span, a, b, span)
    }

    /// A binary operator other than `and`, `or` and `??` on checked operands.
    pub(crate) fn binary_vals(&mut self, op: BinaryOp, op_span: Span, a: Val, b: Val, span: Span) -> Val {
        if matches!(a, Val::Error) || matches!(b, Val::Error) {
            return Val::Error;
        }
        match op {
            BinaryOp::Pow => return self.power(a, b, span),
            BinaryOp::MatMul => return self.matmul_vals(a, b, span),
            _ => {}
        }
        if let (Val::Lit(x, _), Val::Lit(y, _), Some(op)) = (&a, &b, arithmetic(op))
            && let Some(lit) = Lit::binary(op, *x, *y)
        {
            return Val::Lit(lit, span);
        }
        let (Some(x), Some(y)) = (a.kind(), b.kind()) else {
            let _ = (self.decide(a), self.decide(b));
            return Val::Error;
        };
        let Some(kind) = join(x, y) else {
            self.operands_differ(op, op_span, (&a, x), (&b, y));
            return Val::Error;
        };
        if let Some(cmp) = comparison(op) {
            return self.compare(cmp, a, b, kind, span);
        }
        let Some(bin) = arithmetic(op) else { base::bug!("`{op}` is no operator on elements") };
        // `/` makes floats of integer literals.
        let kind = if bin == BinOp::Div && kind == Kind::OpenInt { Kind::OpenFloat } else { kind };
        let dtype = kind.default_dtype();
        if !applies(bin, dtype) {
            self.not_applicable(op, op_span, dtype);
            return Val::Error;
        }
        // What only integers have decides an open operand; only `+ - *` and `/` stay open.
        let open = matches!(bin, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div);
        let kind = if open { kind } else { Kind::Known(dtype) };
        let (Some(a), Some(b)) = (self.bring(a, kind, ""), self.bring(b, kind, "")) else {
            return Val::Error;
        };
        let fast = match bin {
            BinOp::Div if matches!(kind, Kind::Known(_)) => self.divided_fast(&a, &b, span),
            _ => None,
        };
        let Some(expr) = fast.or_else(|| self.arithmetic(bin, a, b, span)) else { return Val::Error };
        let val = open_or_known(kind, expr);
        self.ranked(val)
    }

    /// `a op b` of one type, lifted and contracted.
    pub(crate) fn arithmetic(&mut self, op: BinOp, a: Expr, b: Expr, span: Span) -> Option<Expr> {
        let dtype = a.ty().dtype;
        if matches!(op, BinOp::Add | BinOp::Sub) && has_parts(dtype) {
            let mut lifted = self.lift(vec![(a, 0), (b, 0)])?;
            let (b, a) = (lifted.operands.pop()?, lifted.operands.pop()?);
            return Some(self.add_or_sub(op, lifted.frame, a, b, span));
        }
        self.apply(Op::Binary(op), vec![a, b], dtype, span)
    }

    fn compare(&mut self, op: CmpOp, a: Val, b: Val, kind: Kind, span: Span) -> Val {
        let dtype = kind.default_dtype();
        if dtype.is_complex() && !matches!(op, CmpOp::Eq | CmpOp::Ne) {
            self.unordered(span, dtype);
            return Val::Error;
        }
        let (Some(a), Some(b)) = (self.coerce(a, dtype, ""), self.coerce(b, dtype, "")) else {
            return Val::Error;
        };
        self.apply(Op::Compare(op), vec![a, b], DType::Bool, span).map_or(Val::Error, Val::Expr)
    }

    /// Complex numbers where an order is needed.
    pub(crate) fn unordered(&mut self, span: Span, dtype: DType) {
        let error = Diagnostic::error(Code::E0122, "complex numbers have no order")
            .primary(span, format!("these are `{dtype}`"))
            .note("compare `abs(z)`, its square `abs2(z)`, or the parts `real(z)` and `imag(z)`");
        self.error(error);
    }

    fn not_applicable(&mut self, op: BinaryOp, op_span: Span, dtype: DType) {
        let error = match (op, dtype) {
            (BinaryOp::Div, dtype) if dtype.is_int() => {
                Diagnostic::error(Code::E0123, "`/` divides floats, these are integers")
                    .primary(op_span, format!("both sides are `{dtype}`"))
                    .note(
                        "`//` divides integers, rounding down; for a float convert first: `f64(a) / f64(b)`",
                    )
                    .offer(op_span, "//", "divide integers, rounding down")
            }
            _ => {
                let error = Diagnostic::error(Code::E0122, format!("`{op}` does not apply to `{dtype}`"))
                    .primary(op_span, format!("both sides are {}", plural(dtype)));
                match (op, dtype) {
                    (BinaryOp::BitAnd, DType::F32 | DType::F64) => error.note("`and` joins conditions"),
                    (BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, DType::Bool) => {
                        error.note("convert first, as in `i64(x)`, or use `and`, `or`, `^`; `count(x)` counts what is true")
                    }
                    (BinaryOp::BitXor, dtype) if dtype.is_float() => error.note("a power is written `x ** y`"),
                    (BinaryOp::FloorDiv, dtype) if dtype.is_float() => error.note("write `floor(a / b)`"),
                    (BinaryOp::Rem, dtype) if dtype.is_float() => error.note("write `a - b * floor(a / b)`"),
                    _ => error,
                }
            }
        };
        self.error(error);
    }

    fn operands_differ(&mut self, op: BinaryOp, op_span: Span, a: (&Val, Kind), b: (&Val, Kind)) {
        let side = |val: &Val| val.span().unwrap_or(op_span);
        let message = format!("`{op}` needs one type, has {} and {}", a.1.text(), b.1.text());
        let mut error = Diagnostic::error(Code::E0120, message)
            .primary(op_span, "the two sides do not mix")
            .secondary(side(a.0), format!("this is {}", a.1.text()))
            .secondary(side(b.0), format!("this is {}", b.1.text()));
        error = match (a.1, b.1) {
            (Kind::Known(DType::Bool), other) | (other, Kind::Known(DType::Bool)) if is_integer(other) => {
                let ty = other.default_dtype();
                error.note(format!(
                    "truth values are no numbers: choose with `where(c, a, b)`, or convert: `{ty}(c)`"
                ))
            }
            (Kind::Known(DType::Bool), _) | (_, Kind::Known(DType::Bool)) => {
                error.note("truth values are no numbers: choose with `where(c, a, b)`, or convert: `f64(c)`")
            }
            (Kind::Known(x), Kind::Known(y)) if x.is_int() && y.is_int() => {
                error.note("no integer type holds all values of both: convert one side")
            }
            _ => error.note("integers and floats mix only through a conversion"),
        };
        // The float's type is the one that loses least, if the operation has a meaning for floats.
        error = match (a.1, b.1) {
            (Kind::Known(x), Kind::Known(y)) if of_integers(op) && x.is_int() && has_parts(y) => {
                self.offer_conversion(error, side(b.0), x)
            }
            (Kind::Known(x), Kind::Known(y)) if of_integers(op) && y.is_int() && has_parts(x) => {
                self.offer_conversion(error, side(a.0), y)
            }
            _ if of_integers(op) && !(is_integer(a.1) && is_integer(b.1)) => {
                error.note(format!("`{op}` is for integers"))
            }
            (Kind::Known(x), Kind::Known(y)) if has_parts(x) => {
                self.offer_conversion(error, side(b.0), if y == DType::Bool { y } else { x })
            }
            (Kind::Known(x), Kind::Known(y)) => {
                self.offer_conversion(error, side(a.0), if x == DType::Bool { x } else { y })
            }
            (Kind::Known(x), Kind::OpenFloat | Kind::OpenComplex) if x.is_int() => {
                self.offer_conversion(error, side(a.0), DType::F64)
            }
            (Kind::OpenFloat | Kind::OpenComplex, Kind::Known(y)) if y.is_int() => {
                self.offer_conversion(error, side(b.0), DType::F64)
            }
            _ => error,
        };
        self.error(error);
    }

    /// `and`, `or`: on scalars the right side is evaluated only where it decides.
    fn logical(&mut self, op: BinaryOp, lhs: &ast::Expr, rhs: &ast::Expr, span: Span) -> Val {
        let a = self.truth(lhs, op.symbol());
        let (stmts, b) = self.in_block(None, |cx| cx.truth(rhs, op.symbol()));
        let (Some(a), Some(b)) = (a, b) else { return Val::Error };
        let is_and = op == BinaryOp::And;
        let lazy = a.ty().rank() == 0 && b.ty().rank() == 0 && (!stmts.is_empty() || !is_plain(&b));
        if !lazy {
            stmts.into_iter().for_each(|stmt| self.push_stmt(stmt.kind, stmt.span));
            let bin = if is_and { BinOp::And } else { BinOp::Or };
            return self.apply(Op::Binary(bin), vec![a, b], DType::Bool, span).map_or(Val::Error, Val::Expr);
        }
        let decided = Expr::new(ExprKind::Const(Scalar::bool(!is_and)), Type::scalar(DType::Bool), span);
        let other = Block { stmts: Vec::new(), value: Some(decided) };
        let asked = Block { stmts, value: Some(b) };
        let (then, otherwise) = if is_and { (asked, other) } else { (other, asked) };
        let kind = ExprKind::If(Box::new(If { cond: a, then, otherwise }));
        Val::Expr(Expr::new(kind, Type::scalar(DType::Bool), span))
    }

    fn truth(&mut self, expr: &ast::Expr, op: &str) -> Option<Expr> {
        let value = self.value(expr, None)?;
        if value.ty().dtype == DType::Bool {
            return Some(value);
        }
        let error = Diagnostic::error(Code::E0124, format!("`{op}` joins truth values"))
            .primary(value.span, format!("this is `{}`", value.ty().dtype))
            .note("a number is no truth value: write `x != 0`; bits are joined by `&` and `|`");
        self.error(error);
        None
    }

    /// `x ** y`: `x * x` for 2, otherwise the function `pow`.
    fn power(&mut self, base: Val, exponent: Val, span: Span) -> Val {
        if let Val::Lit(lit, _) = &exponent
            && lit.as_int() == Some(2)
        {
            if let Val::Lit(x, _) = &base
                && let Some(lit) = Lit::binary(BinOp::Mul, *x, *x)
            {
                return Val::Lit(lit, span);
            }
            let Some(x) = self.decide(base) else { return Val::Error };
            return self.square(x, span).map_or(Val::Error, Val::Expr);
        }
        if let (Val::Lit(x, _), Val::Lit(y, _)) = (&base, &exponent)
            && let (Some(x), Some(y)) = (x.as_int(), y.as_int().and_then(|y| u32::try_from(y).ok()))
        {
            if let Some(power) = x.checked_pow(y) {
                return Val::Lit(Lit::int(power), span);
            }
            let error = Diagnostic::error(Code::E0121, "this number is out of range for every type")
                .primary(span, "powers of integers are exact")
                .note(format!("a float is written with a point: `{x}.0 ** {y}.0`"));
            self.error(error);
            return Val::Error;
        }
        if let Some(power) = self.power_fast(&base, &exponent, span) {
            return Val::Expr(power);
        }
        if base.kind().is_some_and(|kind| kind.default_dtype().is_complex())
            && let Val::Lit(lit, _) = &exponent
            && let Some(n) = lit.as_int().and_then(|n| i32::try_from(n).ok())
            && n != 0
            && n.unsigned_abs() <= MAX_WHOLE_POWER
        {
            let Some(z) = self.decide(base) else { return Val::Error };
            return self.whole_power(z, n, span).map_or(Val::Error, Val::Expr);
        }
        if self.refuse_power(&base, &exponent, span) {
            return Val::Error;
        }
        let defs = self.program.lookup_prelude("pow").to_vec();
        self.call_checked(&defs, &Name::new("pow", span), vec![base, exponent], span)
    }

    /// Whether integers stand where a power has none; says so.
    fn refuse_power(&mut self, base: &Val, exponent: &Val, span: Span) -> bool {
        if let (Some(Kind::Known(dtype)), Some(place)) = (base.kind(), base.span())
            && dtype.is_int()
        {
            let error = Diagnostic::error(Code::E0122, "integers have no power but `x ** 2`")
                .primary(place, format!("this is `{dtype}`"))
                .note("write the product, `x * x * x`, or raise a float");
            let error = self.offer_conversion(error, place, DType::F64);
            self.error(error);
            return true;
        }
        if let (Val::Lit(lit, place), Some(Kind::Known(dtype))) = (base, exponent.kind())
            && lit.as_int().is_some()
            && dtype.is_int()
        {
            let error = Diagnostic::error(Code::E0122, "integers have no power but `x ** 2`")
                .primary(*place, format!("raised to an exponent of type `{dtype}`"))
                .note("a power of two is `1 << k`; other powers are those of floats: `10.0 ** f64(k)`");
            self.error(error);
            return true;
        }
        if let (Some(a), Some(b)) = (base.kind(), exponent.kind())
            && let (Kind::Known(of), Kind::Known(to)) = (a, b)
            && of.is_float()
            && to.is_int()
        {
            self.operands_differ(BinaryOp::Pow, span, (base, a), (exponent, b));
            return true;
        }
        false
    }

    pub(crate) fn square(&mut self, x: Expr, span: Span) -> Option<Expr> {
        if !applies(BinOp::Mul, x.ty().dtype) {
            self.not_applicable(BinaryOp::Pow, span, x.ty().dtype);
            return None;
        }
        let x = self.hide("base", x);
        self.arithmetic(BinOp::Mul, x.clone(), x, span)
    }
}

/// The operation on two elements that an operator is, if it is one.
pub(crate) fn arithmetic(op: BinaryOp) -> Option<BinOp> {
    Some(match op {
        BinaryOp::Add => BinOp::Add,
        BinaryOp::Sub => BinOp::Sub,
        BinaryOp::Mul => BinOp::Mul,
        BinaryOp::Div => BinOp::Div,
        BinaryOp::FloorDiv => BinOp::FloorDiv,
        BinaryOp::Rem => BinOp::Mod,
        BinaryOp::BitAnd => BinOp::And,
        BinaryOp::BitOr => BinOp::Or,
        BinaryOp::BitXor => BinOp::Xor,
        BinaryOp::Shl => BinOp::Shl,
        BinaryOp::Shr => BinOp::Shr,
        _ => return None,
    })
}

/// Whether the operator has no meaning for floats.
fn of_integers(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::Shl | BinaryOp::Shr | BinaryOp::Rem
    )
}

/// Whether it is an integer, of a known type or not.
fn is_integer(kind: Kind) -> bool {
    matches!(kind, Kind::OpenInt) || matches!(kind, Kind::Known(dtype) if dtype.is_int())
}

fn plural(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "truth values",
        _ if dtype.is_int() => "integers",
        _ if dtype.is_complex() => "complex numbers",
        _ => "floats",
    }
}

/// Whether evaluating it cannot fail and costs next to nothing: then both sides of `and` may be evaluated.
fn is_plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Const(_) | ExprKind::Local(_) | ExprKind::Size(_) => true,
        ExprKind::Apply(apply) => {
            let cheap = match &apply.op {
                Op::Binary(op) => !op.fallible() || expr.ty().dtype.is_float(),
                Op::Call { .. } => false,
                _ => true,
            };
            cheap && apply.args.iter().all(|arg| is_plain(&arg.value))
        }
        _ => false,
    }
}
