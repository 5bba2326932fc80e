//! Expressions: dispatch, names, literals, tuples, array literals, fields.

use std::sync::Arc;

use base::{Code, DType, Diagnostic, Scalar, Span};
use syntax::ast::{self, ExprKind as Ast, Literal, Name};

use crate::body::{FnCx, is_unit};
use crate::lift::apply_over;
use crate::lit::Lit;
use crate::scopes::{Barrier, Meaning};
use crate::typed::{Expr, ExprKind, LocalKind, Op, Operand, Size, Type};
use crate::values::{Item, Kind, Val, join};
use crate::{notyet, suggest};

/// Most dimensions of an array.
pub(crate) const MAX_RANK: usize = 16;

/// An array of more than [`MAX_RANK`] dimensions.
pub(crate) fn too_many_axes(rank: usize, span: Span) -> Diagnostic {
    Diagnostic::error(Code::E0210, format!("an array has at most {MAX_RANK} dimensions"))
        .primary(span, format!("this has {rank}"))
}

/// Most parts of a tuple, those of tuples in it counted. A tuple of twice the tuple before doubles with every line.
const MAX_PARTS: usize = 1000;

impl FnCx<'_, '_> {
    /// Checks an operand. `want` is the element type that the context asks for, where it matters to what is open.
    pub(crate) fn expr(&mut self, expr: &ast::Expr, want: Option<DType>) -> Val {
        let val = self.expr_of_kind(expr, want);
        if let Val::Error = val {
            self.must_be_told(expr.span);
        }
        val
    }

    fn expr_of_kind(&mut self, expr: &ast::Expr, want: Option<DType>) -> Val {
        match &expr.kind {
            Ast::Literal(literal) => self.literal(literal, false, expr.span),
            Ast::Name(name) => self.name(name),
            Ast::Unary { op, operand, .. } => self.unary(*op, operand, expr.span, want),
            Ast::Binary { op, op_span, lhs, rhs } => self.binary(*op, *op_span, lhs, rhs, want),
            Ast::Call { callee, args } => self.call(callee, args, expr.span, want),
            Ast::MethodCall { receiver, name, args } => {
                self.method_call(receiver, name, args, expr.span, want)
            }
            Ast::Pipe { value, call } => self.pipe(value, call, expr.span, want),
            Ast::Field { base, name } => self.field(base, name, expr.span),
            Ast::Index { base, items, edges } => self.index(base, items, edges, expr.span),
            Ast::Optional(inner) => {
                self.error(notyet::not_yet(Code::E0904, inner.span, "missing values"));
                Val::Error
            }
            Ast::Tuple(items) => self.tuple(items, expr.span),
            Ast::Array(items) => self.array(items, expr.span, want),
            Ast::For { binders, body } => self.for_stored(binders, body, expr.span, want),
            Ast::Lambda { .. } => {
                let error = Diagnostic::error(Code::E0106, "a function is no value")
                    .primary(expr.span, "a lambda stands only as an argument where a function is taken");
                self.error(error);
                Val::Error
            }
            Ast::If { .. } | Ast::Block(_) => self.operand_block(expr, want),
            Ast::Error => Val::Error,
        }
    }

    /// Checks an expression that is no operand: a block or `if` in it may assign.
    pub(crate) fn full_expr(&mut self, expr: &ast::Expr, want: Option<DType>) -> Val {
        let val = match &expr.kind {
            Ast::Block(block) => self.block_value(block, want),
            Ast::If { cond, then, otherwise } => {
                self.if_value(cond, then, otherwise.as_deref(), expr.span, want)
            }
            _ => {
                self.whole = Some(expr.span);
                return self.expr(expr, want);
            }
        };
        if let Val::Error = val {
            self.must_be_told(expr.span);
        }
        val
    }

    /// A block or `if` as an operand: what it assigns must be its own, and it cannot leave a loop from outside.
    fn operand_block(&mut self, expr: &ast::Expr, want: Option<DType>) -> Val {
        let reach = std::mem::take(&mut self.reach);
        self.scopes.push(Some(Barrier::Operand));
        let val = self.full_expr(expr, want);
        self.scopes.pop();
        self.reach = reach;
        val
    }

    /// Checks an expression that must be one value.
    pub(crate) fn value(&mut self, expr: &ast::Expr, want: Option<DType>) -> Option<Expr> {
        let val = self.expr(expr, want);
        self.decide(val)
    }

    /// A literal; `negative` with a minus sign before it.
    pub(crate) fn literal(&mut self, literal: &Literal, negative: bool, span: Span) -> Val {
        let (lit, suffix) = match literal {
            Literal::Bool(value) => {
                let kind = ExprKind::Const(Scalar::bool(*value));
                return Val::Expr(Expr::new(kind, Type::scalar(DType::Bool), span));
            }
            Literal::Int { value, suffix } => (i128::try_from(*value).ok().map(Lit::int), *suffix),
            Literal::Float { text, suffix } => (Lit::parse(text), *suffix),
            Literal::Imaginary { text } => {
                return match (Lit::parse(text), self.open_const(Lit::float(0.0, 0.0), span)) {
                    (Some(lit), Some(zero)) => self.imaginary(zero, lit, span),
                    _ => self.too_large(span),
                };
            }
        };
        let lit = if negative { lit.and_then(Lit::neg) } else { lit };
        let Some(lit) = lit else { return self.too_large(span) };
        let Some(suffix) = suffix else { return Val::Lit(lit, span) };
        match notyet::named_dtype(&Name::new(suffix.as_str(), span)) {
            Ok(dtype) => self.lit_as(lit, dtype, span).map_or(Val::Error, Val::Expr),
            Err(error) => {
                self.error(error);
                Val::Error
            }
        }
    }

    fn too_large(&mut self, span: Span) -> Val {
        let error = Diagnostic::error(Code::E0121, "this number is out of range for every type");
        self.error(error.primary(span, "too large"));
        Val::Error
    }

    /// `2.0i`: a complex constant of open type.
    fn imaginary(&mut self, zero: Expr, lit: Lit, span: Span) -> Val {
        let Some(part) = self.open_const(lit, span) else { return Val::Error };
        let args = [zero, part].map(|value| Operand { value, frame: Vec::new() });
        Val::Open(apply_over(Op::Complex, Vec::new(), args.into(), DType::C128, span))
    }

    fn name(&mut self, name: &Name) -> Val {
        let Some((entry, _)) = self.scopes.lookup(&name.text) else { return self.free_name(name) };
        entry.used = true;
        match entry.meaning.clone() {
            Meaning::Local(local) => {
                if self.locals[local].kind == LocalKind::Binder {
                    self.binder_uses.push(local);
                }
                let ty = self.locals[local].ty.clone();
                Val::Expr(Expr::new(ExprKind::Local(local), ty, name.span))
            }
            Meaning::Lit(lit) => Val::Lit(lit, name.span),
            Meaning::Open(expr) => Val::Open(expr),
            Meaning::Tuple(locals) => self.locals_value(&locals, name.span),
            Meaning::Function(_) => {
                let error =
                    Diagnostic::error(Code::E0106, format!("`{}` is a function, not a value", name.text))
                        .primary(name.span, "a value is needed")
                        .note(format!(
                            "call it, `{}(…)`, or give it to a parameter that is a function",
                            name.text
                        ));
                self.error(error);
                Val::Error
            }
            Meaning::Updated => {
                let message = format!("`{}` is used twice in a call that updates it", name.text);
                let error = Diagnostic::error(Code::E0307, message)
                    .primary(name.span, "used here")
                    .note(format!("bind what is needed of it first: `let old = {};`", name.text));
                self.error(error);
                Val::Error
            }
            Meaning::Error => Val::Error,
        }
    }

    /// A name that is not in scope: a constant, or a mistake.
    fn free_name(&mut self, name: &Name) -> Val {
        let lit = match &*name.text {
            "inf" => Lit::float(f32::INFINITY, f64::INFINITY),
            "nan" => Lit::float(f32::NAN, f64::NAN),
            "pi" => Lit::float(std::f32::consts::PI, std::f64::consts::PI),
            "missing" => {
                self.error(notyet::not_yet(Code::E0904, name.span, "missing values"));
                return Val::Error;
            }
            _ => {
                let error = self.unknown_name(name);
                self.error(error);
                return Val::Error;
            }
        };
        Val::Lit(lit, name.span)
    }

    fn unknown_name(&self, name: &Name) -> Diagnostic {
        let text = &*name.text;
        let misplaced = |what: &str| {
            Diagnostic::error(Code::E0106, format!("`{text}` is {what}, not a value"))
                .primary(name.span, "a value is needed")
        };
        if DType::from_name(text).is_some() || self.generic_dtype(text).is_some() {
            return misplaced("a type")
                .note(format!("convert with `{text}(x)`, make an array with `{text}[n](0)`"));
        }
        if self.header.rest(text).is_some() {
            return misplaced("a list of dimensions")
                .note("it stands in types, as in `f64[..s]`; the extents of an array are `x.shape`");
        }
        if self.is_function(text) {
            return misplaced("a function").note(format!("call it: `{text}(…)`"));
        }
        if suggest::is_python_module(text) || text == "std" {
            return misplaced("a module");
        }
        let error = Diagnostic::error(Code::E0100, format!("`{text}` is not known"));
        if let Some(instead) = suggest::value(text) {
            let label = format!("write `{instead}`");
            return error.primary(name.span, label).fix(name.span, instead, "its name in arr");
        }
        let near = suggest::nearest(text, self.scopes.names().chain(["true", "false", "inf", "nan", "pi"]));
        match near {
            Some(near) => error.primary(name.span, format!("did you mean `{near}`?")).offer(
                name.span,
                near,
                "a name that exists",
            ),
            None => match suggest::function(text) {
                Some(hint) => error.primary(name.span, "not known here").note(hint),
                None => error.primary(name.span, "no parameter, size or `let` of this name is in scope"),
            },
        }
    }

    /// The type that a type variable stands for.
    pub(crate) fn generic_dtype(&self, name: &str) -> Option<DType> {
        let k = self.header.generics.iter().position(|generic| &*generic.name.text == name)?;
        self.dtypes.get(k).copied()
    }

    fn tuple(&mut self, items: &[ast::TupleItem], span: Span) -> Val {
        let mut checked: Vec<Item> = Vec::new();
        for item in items {
            let val = self.expr(&item.value, None);
            if is_unit(&val) {
                self.decide(val);
                checked.push(Item { name: None, val: Val::Error });
                continue;
            }
            let name = item.name.as_ref().map(|name| Arc::clone(&name.text));
            if let Some(again) = item.name.as_ref().filter(|_| checked.iter().any(|i| i.name == name)) {
                let error =
                    Diagnostic::error(Code::E0105, format!("the tuple has two items `{}`", again.text));
                self.error(error.primary(again.span, "again"));
            }
            checked.push(Item { name, val });
        }
        if checked.iter().any(|item| matches!(item.val, Val::Error)) {
            return Val::Error;
        }
        let parts: usize = checked.iter().map(|item| item.val.n_parts()).sum();
        if parts > MAX_PARTS {
            let error = Diagnostic::error(Code::E0130, format!("a tuple has at most {MAX_PARTS} parts"));
            let note =
                "tuples are taken apart into their parts everywhere; many values of one type are an array";
            self.error(error.primary(span, format!("this has {parts}")).note(note));
            return Val::Error;
        }
        Val::Tuple(checked, span)
    }

    fn array(&mut self, items: &[ast::Expr], span: Span, want: Option<DType>) -> Val {
        let vals: Vec<Val> = items.iter().map(|item| self.expr(item, want)).collect();
        if vals.is_empty() {
            let error = Diagnostic::error(Code::E0133, "an empty array has no element type")
                .primary(span, "write such as `f64[0](0)`");
            self.error(error);
            return Val::Error;
        }
        if vals.iter().any(|val| matches!(val, Val::Tuple(..))) {
            return self.array_of_tuples(vals, span);
        }
        self.array_of(vals, span)
    }

    /// `[(1, 2), (3, 4)]`: a tuple of arrays.
    fn array_of_tuples(&mut self, vals: Vec<Val>, span: Span) -> Val {
        let form = vals[0].form();
        for val in &vals[1..] {
            if self.refuse_form(val, &form, "the items of an array have one type", span) {
                return Val::Error;
            }
        }
        let mut columns: Vec<Vec<Val>> = form.parts().iter().map(|()| Vec::new()).collect();
        for val in vals {
            for (column, part) in columns.iter_mut().zip(val.into_parts()) {
                column.push(part);
            }
        }
        let mut arrays: Vec<Val> = columns.into_iter().map(|column| self.array_of(column, span)).collect();
        if arrays.iter().any(|array| matches!(array, Val::Error)) {
            return Val::Error;
        }
        form.filled(&mut arrays.drain(..)).value(span)
    }

    fn array_of(&mut self, vals: Vec<Val>, span: Span) -> Val {
        let Some((kind, items)) = self.unify(vals, "the items of an array have one type") else {
            return Val::Error;
        };
        let first = items[0].ty().clone();
        for item in &items[1..] {
            if !self.same_shape(&item.ty().shape, &first.shape) {
                let (one, other) = (self.type_text(&first), self.type_text(item.ty()));
                let error = Diagnostic::error(Code::E0200, "the items of an array have different shapes")
                    .primary(item.span, format!("this is `{other}`"))
                    .secondary(items[0].span, format!("the first is `{one}`"));
                self.error(error);
                return Val::Error;
            }
        }
        let n = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let mut shape = vec![Size::constant(n)];
        shape.extend(first.shape);
        let array = Expr::new(ExprKind::Array(items), Type { dtype: first.dtype, shape }, span);
        self.ranked(open_or_known(kind, array))
    }

    /// The values with the kind that holds them all: decided, or all open with the default type.
    pub(crate) fn unify(&mut self, vals: Vec<Val>, why: &str) -> Option<(Kind, Vec<Expr>)> {
        let mut kind: Option<(Kind, Span)> = None;
        for val in &vals {
            let Some(own) = val.kind() else {
                if let Val::Tuple(..) = val {
                    self.decide(val.clone());
                }
                return None;
            };
            let span = val.span().unwrap_or(Span::none());
            kind = match kind {
                None => Some((own, span)),
                Some((known, first)) => match join(known, own) {
                    Some(joined) => Some((joined, first)),
                    None => {
                        self.types_differ(known, first, own, span, why);
                        return None;
                    }
                },
            };
        }
        let (kind, _) = kind?;
        let exprs: Option<Vec<Expr>> = vals.into_iter().map(|val| self.bring(val, kind, why)).collect();
        Some((kind, exprs?))
    }

    /// The value as one of `kind`: an open one stays open if the kind is.
    pub(crate) fn bring(&mut self, val: Val, kind: Kind, why: &str) -> Option<Expr> {
        match (kind, val) {
            (Kind::Known(dtype), val) => self.coerce(val, dtype, why),
            (_, Val::Lit(lit, span)) => {
                let open = self.open_const(lit, span)?;
                self.retype_open(open, kind)
            }
            (_, Val::Open(expr)) => self.retype_open(expr, kind),
            (_, val) => self.decide(val),
        }
    }

    /// An open integer among open floats takes their stand-in type, and stays open.
    fn retype_open(&mut self, expr: Expr, kind: Kind) -> Option<Expr> {
        let dtype = kind.default_dtype();
        if expr.ty().dtype == dtype {
            return Some(expr);
        }
        self.retype(expr, dtype)
    }

    fn types_differ(&mut self, a: Kind, a_span: Span, b: Kind, b_span: Span, why: &str) {
        let message = format!("{} and {} do not mix", a.text(), b.text());
        let mut error = Diagnostic::error(Code::E0120, message)
            .primary(b_span, format!("this is {}", b.text()))
            .secondary(a_span, format!("this is {}", a.text()))
            .note(format!("{why}; integers and floats mix only through a conversion"));
        if let (Kind::Known(dtype), Kind::OpenFloat) = (a, b) {
            error =
                self.offer_conversion(error, a_span, if dtype == DType::F32 { dtype } else { DType::F64 });
        } else if let Kind::Known(dtype) = a {
            error = self.offer_conversion(error, b_span, dtype);
        }
        self.error(error);
    }

    /// The value, unless it has too many dimensions.
    pub(crate) fn ranked(&mut self, val: Val) -> Val {
        match self.few_axes(val.shape().len(), val.span().unwrap_or(Span::none())) {
            Some(()) => val,
            None => Val::Error,
        }
    }

    /// Refuses arrays of more dimensions than anyone needs: everything behind the checker walks over them.
    pub(crate) fn few_axes(&mut self, rank: usize, span: Span) -> Option<()> {
        if rank <= MAX_RANK {
            return Some(());
        }
        self.error(too_many_axes(rank, span));
        None
    }
}

/// A value of that kind.
pub(crate) fn open_or_known(kind: Kind, expr: Expr) -> Val {
    match kind {
        Kind::Known(_) => Val::Expr(expr),
        Kind::OpenInt | Kind::OpenFloat | Kind::OpenComplex => Val::Open(expr),
    }
}
