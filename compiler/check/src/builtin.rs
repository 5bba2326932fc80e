//! Functions that the compiler itself has; everything else is written in `arr`, in the standard library.

use base::{BinOp, CmpOp, Code, DType, Diagnostic, Span, UnOp};
use syntax::ast::Name;

use crate::body::FnCx;
use crate::call::Arg;
use crate::expr::open_or_known;
use crate::notyet;
use crate::overload::arguments;
use crate::reduce::Reduction;
use crate::typed::{Expr, Op, Type};
use crate::types::has_parts;
use crate::values::{Kind, Val, map};

/// A function that the compiler has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Builtin {
    Unary(UnOp),
    /// Of two elements, or of all of an array.
    MinMax(BinOp, Reduction),
    CopySign,
    IsNan,
    Fma,
    Where,
    Reduction(Reduction),
    Cumulative(BinOp),
    Reduce,
    Scan,
    Fold,
    Transpose,
    /// The different elements of a row, in order.
    Unique,
    /// The complex number of two floats.
    Complex,
    Real,
    Imag,
    Conj,
    /// The square of the absolute value.
    Abs2,
    /// In the language, not yet here.
    NotYet,
}

const TABLE: &[(&str, Builtin)] = &[
    ("sqrt", Builtin::Unary(UnOp::Sqrt)),
    ("abs", Builtin::Unary(UnOp::Abs)),
    ("floor", Builtin::Unary(UnOp::Floor)),
    ("ceil", Builtin::Unary(UnOp::Ceil)),
    ("trunc", Builtin::Unary(UnOp::Trunc)),
    ("round", Builtin::Unary(UnOp::Round)),
    ("bits", Builtin::Unary(UnOp::Bits)),
    ("from_bits", Builtin::Unary(UnOp::FromBits)),
    ("min", Builtin::MinMax(BinOp::Min, Reduction::Min)),
    ("max", Builtin::MinMax(BinOp::Max, Reduction::Max)),
    ("copysign", Builtin::CopySign),
    ("isnan", Builtin::IsNan),
    ("fma", Builtin::Fma),
    ("where", Builtin::Where),
    ("sum", Builtin::Reduction(Reduction::Sum)),
    ("prod", Builtin::Reduction(Reduction::Prod)),
    ("any", Builtin::Reduction(Reduction::Any)),
    ("all", Builtin::Reduction(Reduction::All)),
    ("count", Builtin::Reduction(Reduction::Count)),
    ("mean", Builtin::Reduction(Reduction::Mean)),
    ("var", Builtin::Reduction(Reduction::Var)),
    ("std", Builtin::Reduction(Reduction::Std)),
    ("argmin", Builtin::Reduction(Reduction::ArgMin)),
    ("argmax", Builtin::Reduction(Reduction::ArgMax)),
    ("cumsum", Builtin::Cumulative(BinOp::Add)),
    ("cumprod", Builtin::Cumulative(BinOp::Mul)),
    ("cummin", Builtin::Cumulative(BinOp::Min)),
    ("cummax", Builtin::Cumulative(BinOp::Max)),
    ("reduce", Builtin::Reduce),
    ("scan", Builtin::Scan),
    ("fold", Builtin::Fold),
    ("transpose", Builtin::Transpose),
    ("unique", Builtin::Unique),
    ("is_missing", Builtin::NotYet),
    ("abs2", Builtin::Abs2),
    ("complex", Builtin::Complex),
    ("real", Builtin::Real),
    ("imag", Builtin::Imag),
    ("conj", Builtin::Conj),
];

impl Builtin {
    pub(crate) fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|(known, _)| *known == name).map(|(_, builtin)| *builtin)
    }

    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|(name, _)| *name)
    }
}

impl FnCx<'_, '_> {
    pub(crate) fn call_builtin(
        &mut self,
        builtin: Builtin,
        name: &Name,
        args: &[Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        if let Some(arg) = args.iter().find(|arg| arg.inout) {
            let message = format!("`{}` updates nothing", name.text);
            let error = Diagnostic::error(Code::E0307, message);
            self.error(error.primary(arg.span, "leave `inout` out and use the result"));
            return Val::Error;
        }
        let n_plain = args.iter().filter(|arg| arg.name.is_none()).count();
        match builtin {
            Builtin::Reduction(reduction) => self.reduction(reduction, &name.text, args, span, want),
            Builtin::MinMax(_, reduction) if n_plain < 2 => {
                self.reduction(reduction, &name.text, args, span, want)
            }
            Builtin::Cumulative(op) => self.cumulative(op, &name.text, args, span, want),
            Builtin::Reduce | Builtin::Scan | Builtin::Fold => {
                self.with_operator(builtin, name, args, span, want)
            }
            _ => {
                if let Some(key) = args.iter().find_map(|arg| arg.name) {
                    let error =
                        Diagnostic::error(Code::E0111, format!("`{}` has no named arguments", name.text));
                    self.error(error.primary(key.span, "not known"));
                    return Val::Error;
                }
                let inner = if matches!(builtin, Builtin::IsNan) { None } else { want };
                let vals = args.iter().map(|arg| self.expr(arg.value, inner)).collect();
                self.builtin_values(builtin, name, vals, span)
            }
        }
    }

    /// A builtin that takes values only.
    pub(crate) fn builtin_values(
        &mut self,
        builtin: Builtin,
        name: &Name,
        args: Vec<Val>,
        span: Span,
    ) -> Val {
        if args.iter().any(|arg| matches!(arg, Val::Error)) {
            return Val::Error;
        }
        let n_needed = match builtin {
            Builtin::Unary(_) | Builtin::IsNan | Builtin::Transpose | Builtin::Unique => 1,
            Builtin::Real | Builtin::Imag | Builtin::Conj | Builtin::Abs2 => 1,
            Builtin::CopySign | Builtin::Complex => 2,
            Builtin::Fma | Builtin::Where => 3,
            _ => args.len(),
        };
        if args.len() != n_needed {
            let needed = arguments(&n_needed.to_string());
            let message = format!("`{}` takes {needed}, not {}", name.text, args.len());
            let error = Diagnostic::error(Code::E0110, message);
            let error = error.primary(span, arguments(&args.len().to_string()));
            self.error(match builtin {
                Builtin::Transpose => {
                    error.note("it reverses the axes; another order is written `for j, k, i: x[i, j, k]`")
                }
                _ => error,
            });
            return Val::Error;
        }
        let result = match builtin {
            Builtin::Unary(op) => return self.unary_builtin(op, name, args, span),
            Builtin::MinMax(op, _) => return self.minimum(op, name, args, span),
            Builtin::Where => return self.select(args, span),
            Builtin::CopySign => self.elementwise(Op::Binary(BinOp::CopySign), name, args, span),
            Builtin::Fma => self.elementwise(Op::Fma, name, args, span),
            Builtin::IsNan => self.is_nan(args, span),
            Builtin::Complex => self.complex(name, args, span),
            Builtin::Real => self.real(args, span),
            Builtin::Imag => self.imag(args, span),
            Builtin::Conj => self.conjugate(args, span),
            Builtin::Abs2 => return self.abs_squared(args, span),
            Builtin::Unique => return self.unique(args, span),
            Builtin::Transpose => {
                args.into_iter().next().and_then(|arg| self.decide(arg)).map(crate::fields::transpose)
            }
            _ => {
                let what = format!("the function `{}`", name.text);
                self.error(notyet::not_yet(Code::E0917, name.span, &what));
                None
            }
        };
        result.map_or(Val::Error, Val::Expr)
    }

    fn unary_builtin(&mut self, op: UnOp, name: &Name, mut args: Vec<Val>, span: Span) -> Val {
        let Some(arg) = args.pop() else { return Val::Error };
        let needs_float =
            matches!(op, UnOp::Sqrt | UnOp::Floor | UnOp::Ceil | UnOp::Trunc | UnOp::Round | UnOp::Bits);
        let kind = match arg.kind() {
            Some(Kind::OpenInt) if needs_float => Kind::OpenFloat,
            Some(kind) => kind,
            None => {
                self.decide(arg);
                return Val::Error;
            }
        };
        // The bits of a number depend on its type.
        let kind = match op {
            UnOp::Bits | UnOp::FromBits => Kind::Known(kind.default_dtype()),
            _ => kind,
        };
        if kind.default_dtype().is_complex() {
            return self.complex_function(name, vec![arg], span);
        }
        let Some(value) = self.bring(arg, kind, "") else { return Val::Error };
        let ty = value.ty().clone();
        let Some(dtype) = op.result(ty.dtype) else {
            self.wrong_element(name, &value);
            return Val::Error;
        };
        let ty = Type { dtype, shape: ty.shape };
        open_or_known(kind, Expr { span, ..map(Op::Unary(op), vec![value], ty) })
    }

    pub(crate) fn wrong_element(&mut self, name: &Name, value: &Expr) {
        let dtype = value.ty().dtype;
        let mut error =
            Diagnostic::error(Code::E0122, format!("`{}` does not apply to `{dtype}`", name.text))
                .primary(value.span, format!("this is `{}`", self.type_text(value.ty())));
        if dtype.is_int() && &*name.text != "from_bits" {
            error = self.offer_conversion(error, value.span, DType::F64);
        }
        if dtype == DType::U16 && &*name.text == "from_bits" {
            error = error.note("two types have 16 bits: write `f16_from_bits(…)` or `bf16_from_bits(…)`");
        }
        self.error(error);
    }

    /// The smallest or largest of several, element by element.
    fn minimum(&mut self, op: BinOp, name: &Name, args: Vec<Val>, span: Span) -> Val {
        let why = format!("the arguments of `{}` have one type", name.text);
        let Some((kind, values)) = self.unify(args, &why) else { return Val::Error };
        if kind.default_dtype().is_complex() {
            self.unordered(span, kind.default_dtype());
            return Val::Error;
        }
        let mut values = values.into_iter();
        let Some(mut least) = values.next() else { return Val::Error };
        for value in values {
            let dtype = least.ty().dtype;
            match self.apply(Op::Binary(op), vec![least, value], dtype, span) {
                Some(expr) => least = expr,
                None => return Val::Error,
            }
        }
        self.ranked(open_or_known(kind, least))
    }

    /// An operation on floats of one type.
    fn elementwise(&mut self, op: Op, name: &Name, args: Vec<Val>, span: Span) -> Option<Expr> {
        let why = format!("the arguments of `{}` have one type", name.text);
        let (kind, values) = self.unify(args, &why)?;
        let dtype = if kind == Kind::OpenInt { DType::F64 } else { kind.default_dtype() };
        let values: Vec<Expr> = values
            .into_iter()
            .map(|v| if kind == Kind::Known(dtype) { Some(v) } else { self.retype(v, dtype) })
            .collect::<Option<_>>()?;
        if !dtype.is_float() {
            self.wrong_element(name, &values[0]);
            return None;
        }
        self.apply(op, values, dtype, span)
    }

    fn is_nan(&mut self, mut args: Vec<Val>, span: Span) -> Option<Expr> {
        let value = self.decide(args.pop()?)?;
        if !has_parts(value.ty().dtype) {
            self.wrong_element(&Name::new("isnan", span), &value);
            return None;
        }
        let value = self.hide("x", value);
        self.apply(Op::Compare(CmpOp::Ne), vec![value.clone(), value], DType::Bool, span)
    }

    /// `where(c, a, b)`.
    fn select(&mut self, args: Vec<Val>, span: Span) -> Val {
        let mut args = args.into_iter();
        let Some(cond) = args.next().and_then(|cond| self.decide(cond)) else { return Val::Error };
        if cond.ty().dtype != DType::Bool {
            let error = Diagnostic::error(Code::E0124, "the first argument of `where` is a truth value")
                .primary(cond.span, format!("this is `{}`", self.type_text(cond.ty())))
                .note("it chooses element by element: `where(x > 0, x, 0)`");
            self.error(error);
            return Val::Error;
        }
        let Some((kind, values)) = self.unify(args.collect(), "both choices of `where` have one type") else {
            return Val::Error;
        };
        let dtype = kind.default_dtype();
        let all = [vec![cond], values].concat();
        let Some(expr) = self.apply(Op::Select, all, dtype, span) else { return Val::Error };
        self.ranked(open_or_known(kind, expr))
    }
}
