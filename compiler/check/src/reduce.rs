//! Reductions and scans.

use base::{BinOp, Code, DType, Diagnostic, Span};
use syntax::ast::{self, ExprKind as Ast, Literal, UnaryOp};

use crate::body::FnCx;
use crate::call::Arg;
use crate::contract::has_product_leaf;
use crate::notyet;
use crate::tuples;
use crate::typed::{Expr, ExprKind, Form, Operator, Reduce, Scan, Size, Type};
use crate::types::{self, sum_dtype};
use crate::values::{Kind, Val, convert, map};

/// The reductions that have names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reduction {
    Sum,
    Prod,
    Min,
    Max,
    Any,
    All,
    Count,
    Mean,
    Var,
    Std,
    ArgMin,
    ArgMax,
}

/// The argument of a reduction.
pub(crate) struct Reduced {
    pub(crate) value: Expr,
    /// [`Form::Loop`] for a `for` that mentions an enclosing one's binder.
    pub(crate) form: Form,
    /// How its values belong together.
    pub(crate) nest: tuples::Form,
}

impl Reduced {
    /// An array that is not written as a `for`.
    pub(crate) fn array(value: Expr) -> Self {
        Self { value, form: Form::Array, nest: tuples::Nest::One(()) }
    }
}

/// `axis = …, keep = …, as = …`.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) axes: Option<Vec<usize>>,
    keep: bool,
    dtype: Option<DType>,
}

/// Whether something is the number of an axis, or several.
fn is_constant(arg: &ast::Expr) -> bool {
    let is_number = matches!(arg.kind, Ast::Literal(Literal::Int { .. }));
    is_number || matches!(arg.kind, Ast::Unary { op: UnaryOp::Neg, .. } | Ast::Tuple(_))
}

impl FnCx<'_, '_> {
    /// The argument of a reduction: a `for` there may have extents that depend on data.
    pub(crate) fn reduced(&mut self, arg: &ast::Expr, want: Option<DType>) -> Option<Reduced> {
        let Ast::For { binders, body } = &arg.kind else {
            let val = self.expr(arg, want);
            let (value, nest) = self.zipped(val, want)?;
            return Some(Reduced { value, form: Form::Array, nest });
        };
        let c = self.comprehension(binders, body, arg.span, want)?;
        let form = if c.mentions_outer { Form::Loop } else { Form::Array };
        let value = match c.kind {
            _ if c.expr.types.len() > 1 => c.expr,
            Kind::Known(_) => c.expr,
            open => {
                self.retype(c.expr, want.filter(|&want| open.fits(want)).unwrap_or(open.default_dtype()))?
            }
        };
        Some(Reduced { value, form, nest: c.form })
    }

    pub(crate) fn reduction(
        &mut self,
        reduction: Reduction,
        name: &str,
        args: &[Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let Some((first, named)) = self.one_argument(name, args, span) else { return Val::Error };
        // An integer type that the context asks for is the sum's, not its leaves'.
        let reduced = self.reduced(first, want.filter(|dtype| types::has_parts(*dtype)));
        let reduced = reduced.filter(|reduced| self.is_single(reduced, name));
        let rank = reduced.as_ref().map(|reduced| reduced.value.ty().rank());
        let options = self.options(&named, rank, name);
        let (Some(reduced), Some(options)) = (reduced, options) else { return Val::Error };
        self.reduce(reduction, name, reduced, &options, span, want).map_or(Val::Error, Val::Expr)
    }

    /// Refuses tuples, which only the user's operators combine.
    fn is_single(&mut self, reduced: &Reduced, name: &str) -> bool {
        let n = reduced.value.types.len();
        if n == 1 {
            return true;
        }
        let error = Diagnostic::error(Code::E0126, format!("`{name}` takes one array"))
            .primary(reduced.value.span, format!("this is a tuple of {n} values"))
            .note("tuples are combined by `reduce`, `scan` and `fold`, with an operator that says how");
        self.error(error);
        false
    }

    /// The only argument without a name, and those with one.
    fn one_argument<'e, 'n>(
        &mut self,
        name: &str,
        args: &'n [Arg<'e>],
        span: Span,
    ) -> Option<(&'e ast::Expr, Vec<&'n Arg<'e>>)> {
        let (named, plain): (Vec<&Arg>, Vec<&Arg>) = args.iter().partition(|arg| arg.name.is_some());
        match plain.as_slice() {
            [arg] => Some((arg.value, named)),
            _ => {
                let error = Diagnostic::error(Code::E0110, format!("`{name}` takes one array"))
                    .primary(span, format!("{} arguments", plain.len()));
                let error = match plain.as_slice() {
                    [_, axis] if is_constant(axis.value) => {
                        let text = format!("axis = {}", self.program.source_text(axis.span));
                        error.fix(axis.span, text, "the axis has a name")
                    }
                    _ => error.note(format!("the axis has a name: `{name}(x, axis = 0)`")),
                };
                self.error(error);
                None
            }
        }
    }

    /// Reads `axis`, `keep`, `as`. `rank` is the argument's, if that could be checked.
    pub(crate) fn options(&mut self, named: &[&Arg<'_>], rank: Option<usize>, of: &str) -> Option<Options> {
        let mut options = Options::default();
        for arg in named {
            let Some(name) = arg.name else { continue };
            match &*name.text {
                "axis" => options.axes = Some(self.axes(arg.value, rank?)?),
                "keep" => match &arg.value.kind {
                    Ast::Literal(Literal::Bool(keep)) => options.keep = *keep,
                    _ => {
                        let error = Diagnostic::error(Code::E0116, "`keep` is `true` or `false`");
                        self.error(error.primary(arg.value.span, "not a constant"));
                        return None;
                    }
                },
                "as" => options.dtype = Some(self.dtype_argument(arg.value)?),
                "missing" => {
                    self.error(notyet::not_yet(Code::E0904, arg.span, "missing values"));
                    return None;
                }
                "keepdims" => {
                    let error = Diagnostic::error(Code::E0109, "the argument is called `keep`")
                        .primary(name.span, "as in `keep = true`")
                        .fix(name.span, "keep", "the argument's name in arr");
                    self.error(error);
                    return None;
                }
                "dtype" => {
                    let error = Diagnostic::error(Code::E0109, "the argument is called `as`")
                        .primary(name.span, "as in `as = i32`")
                        .fix(name.span, "as", "the argument's name in arr");
                    self.error(error);
                    return None;
                }
                other => {
                    let error = Diagnostic::error(Code::E0111, format!("`{of}` has no argument `{other}`"))
                        .primary(name.span, "known are `axis`, `keep` and `as`");
                    let error = match other {
                        "ddof" | "correction" => error.note(
                            "`var` and `std` divide by n; divided by n - 1 they are `var(x) * f64(n) / f64(n - 1)` and its root",
                        ),
                        _ => error,
                    };
                    self.error(error);
                    return None;
                }
            }
        }
        Some(options)
    }

    /// The type that `as = …` names.
    fn dtype_argument(&mut self, expr: &ast::Expr) -> Option<DType> {
        let Some(name) = expr.as_name() else {
            let error = Diagnostic::error(Code::E0102, "`as` takes the name of a type");
            self.error(error.primary(expr.span, "such as `as = u8`"));
            return None;
        };
        if let Some(dtype) = self.generic_dtype(&name.text) {
            return Some(dtype);
        }
        notyet::named_dtype(name).map_err(|error| self.error(error)).ok()
    }

    /// The axes that `axis = …` names, in order.
    fn axes(&mut self, expr: &ast::Expr, rank: usize) -> Option<Vec<usize>> {
        let items: Vec<&ast::Expr> = match &expr.kind {
            Ast::Tuple(items) => items.iter().map(|item| &item.value).collect(),
            _ => vec![expr],
        };
        let mut axes = Vec::new();
        for item in items {
            let axis = self.constant_axis(item, rank)?;
            if axes.contains(&axis) {
                let error = Diagnostic::error(Code::E0206, format!("axis {axis} is named twice"));
                self.error(error.primary(item.span, "again"));
                return None;
            }
            axes.push(axis);
        }
        axes.sort_unstable();
        Some(axes)
    }

    /// A constant axis of an array of that rank; negative ones count from the end.
    pub(crate) fn constant_axis(&mut self, expr: &ast::Expr, rank: usize) -> Option<usize> {
        let (negative, literal) = match &expr.kind {
            Ast::Unary { op: UnaryOp::Neg, operand, .. } => (true, &operand.kind),
            kind => (false, kind),
        };
        let Ast::Literal(Literal::Int { value, suffix: None }) = literal else {
            if !matches!(literal, Ast::Error) {
                let error = Diagnostic::error(Code::E0116, "an axis is a constant")
                    .primary(expr.span, "write the number itself: `axis = 0`");
                let is_size = |name: &ast::Name| {
                    self.header.sizes.iter().any(|s| s.name.as_ref().is_some_and(|n| n.text == name.text))
                };
                let error = match expr.as_name().filter(|name| is_size(name)) {
                    Some(name) => error.note(format!(
                        "`{}` is a size; its axis is the place where it stands in the type, from 0",
                        name.text
                    )),
                    None => error,
                };
                self.error(error);
            }
            return None;
        };
        let value = usize::try_from(*value).unwrap_or(usize::MAX);
        let axis = if negative { rank.checked_sub(value) } else { Some(value) };
        if let Some(axis) = axis.filter(|&axis| axis < rank) {
            return Some(axis);
        }
        let message = format!("there is no axis {}{value}", if negative { "-" } else { "" });
        let label = match rank {
            0 => "this is a scalar".to_string(),
            1 => "the only axis is 0".to_string(),
            rank => format!("the axes are 0 to {}", rank - 1),
        };
        self.error(Diagnostic::error(Code::E0206, message).primary(expr.span, label));
        None
    }

    fn reduce(
        &mut self,
        reduction: Reduction,
        name: &str,
        reduced: Reduced,
        options: &Options,
        span: Span,
        want: Option<DType>,
    ) -> Option<Expr> {
        let dtype = reduced.value.ty().dtype;
        self.applicable(reduction, name, dtype, &reduced.value, options, span)?;
        if dtype.is_half() {
            // Accumulated in `f32`, rounded once at the end.
            let value = widen_leaves(reduced.value);
            let result = self.reduce(reduction, name, Reduced { value, ..reduced }, options, span, want)?;
            let position = matches!(reduction, Reduction::ArgMin | Reduction::ArgMax);
            return Some(if position { result } else { convert(result, dtype) });
        }
        let op = |op| Operator::Op(op);
        let operator = match reduction {
            Reduction::Sum => op(BinOp::Add),
            Reduction::Prod => op(BinOp::Mul),
            Reduction::Min => op(BinOp::Min),
            Reduction::Max => op(BinOp::Max),
            Reduction::Any => op(BinOp::Or),
            Reduction::All => op(BinOp::And),
            Reduction::ArgMin => Operator::ArgMin,
            Reduction::ArgMax => Operator::ArgMax,
            Reduction::Count => {
                let value = convert_leaves(reduced.value, DType::I64);
                return Some(self.fold_axes(op(BinOp::Add), Reduced { value, ..reduced }, options, span));
            }
            Reduction::Mean => return self.mean(reduced, options, span),
            Reduction::Var => return self.variance(reduced, options, span),
            Reduction::Std => {
                let variance = self.variance(reduced, options, span)?;
                let ty = variance.ty().clone();
                return Some(map(crate::typed::Op::Unary(base::UnOp::Sqrt), vec![variance], ty));
            }
        };
        let reduced = match reduction {
            Reduction::Sum | Reduction::Prod if dtype.is_int() => {
                let asked = want.filter(|want| want.is_int() && types::widens_to(dtype, *want));
                let dtype = options.dtype.or(asked).unwrap_or_else(|| sum_dtype(dtype));
                Reduced { value: convert_leaves(reduced.value, dtype), ..reduced }
            }
            _ => reduced,
        };
        Some(self.fold_axes(operator, reduced, options, span))
    }

    /// Refuses element types and options that the reduction does not have.
    fn applicable(
        &mut self,
        reduction: Reduction,
        name: &str,
        dtype: DType,
        value: &Expr,
        options: &Options,
        span: Span,
    ) -> Option<()> {
        let takes_bool = matches!(reduction, Reduction::Any | Reduction::All | Reduction::Count);
        let takes_float = matches!(reduction, Reduction::Mean | Reduction::Var | Reduction::Std);
        let fits = match dtype {
            DType::Bool => takes_bool,
            _ if dtype.is_float() => !takes_bool,
            _ if dtype.is_complex() => takes_float || matches!(reduction, Reduction::Sum | Reduction::Prod),
            _ => !takes_bool && !takes_float,
        };
        if !fits && dtype.is_complex() && !takes_bool {
            self.unordered(value.span, dtype);
            return None;
        }
        if !fits {
            let error = Diagnostic::error(Code::E0122, format!("`{name}` does not apply to `{dtype}`"))
                .primary(value.span, format!("this is `{}`", self.type_text(value.ty())));
            let error = match (reduction, dtype) {
                (Reduction::Sum, DType::Bool) => error.note("`count(x)` counts what is true"),
                (_, DType::Bool) if takes_float => error.note(format!("convert first: `{name}(f64(x))`")),
                (_, DType::Bool) => error.note("convert first: `u8(x)`"),
                _ if takes_bool => error.note(format!("compare first: `{name}(x != 0)`")),
                _ => error.note(format!("convert first: `{name}(f64(x))`")),
            };
            self.error(error);
            return None;
        }
        let sums_ints = matches!(reduction, Reduction::Sum | Reduction::Prod) && dtype.is_int();
        if let Some(asked) = options.dtype
            && !(sums_ints && asked.is_int())
        {
            let way = if asked == dtype {
                "leave `as` out".into()
            } else {
                format!("convert the argument: `{name}({asked}(x))`")
            };
            let error = Diagnostic::error(Code::E0111, "`as` is the type of a sum or product of integers")
                .primary(span, format!("the elements are `{dtype}`"))
                .note(way);
            self.error(error);
            return None;
        }
        Some(())
    }

    /// The reduction over the axes that the options name, or over all.
    pub(crate) fn fold_axes(
        &mut self,
        operator: Operator,
        reduced: Reduced,
        options: &Options,
        span: Span,
    ) -> Expr {
        let ty = reduced.value.types[0].clone();
        let axes = options.axes.clone().unwrap_or_else(|| (0..ty.rank()).collect());
        if let Some(expr) = self.reduce_chosen(&operator, &reduced, &axes, options.keep, span) {
            return expr;
        }
        let Reduced { value, form, .. } = reduced;
        let is_position = matches!(operator, Operator::ArgMin | Operator::ArgMax);
        if ty.rank() == 0 && !is_position && !matches!(operator, Operator::User(_)) {
            return value;
        }
        let mut shape = Vec::new();
        for (axis, size) in ty.shape.iter().enumerate() {
            match (axes.contains(&axis), options.keep) {
                (true, true) => shape.push(Size::constant(1)),
                (true, false) => {}
                (false, _) => shape.push(size.clone()),
            }
        }
        let dtype = if is_position { DType::I64 } else { ty.dtype };
        let fma_leaf = matches!(operator, Operator::Op(BinOp::Add)) && has_product_leaf(&value);
        let form = if matches!(operator, Operator::User(_)) { Form::Loop } else { form };
        let types = match value.types.as_slice() {
            [_] => vec![Type { dtype, shape }],
            several => several.iter().map(|ty| Type { dtype: ty.dtype, shape: shape.clone() }).collect(),
        };
        let reduce = Reduce { operator, value, axes, keep: options.keep, form, fma_leaf };
        Expr { kind: ExprKind::Reduce(Box::new(reduce)), types, span }
    }

    /// The sum divided by the number of elements.
    fn mean(&mut self, reduced: Reduced, options: &Options, span: Span) -> Option<Expr> {
        let ty = reduced.value.ty().clone();
        let axes = options.axes.clone().unwrap_or_else(|| (0..ty.rank()).collect());
        let mut count = Size::constant(1);
        for axis in axes {
            count = crate::sizes::multiply(&count, &ty.shape[axis])?;
        }
        let sum = self.fold_axes(Operator::Op(BinOp::Add), reduced, options, span);
        let count = Expr::new(ExprKind::Size(count), Type::scalar(DType::I64), span);
        let count = convert(count, ty.dtype.part());
        if ty.dtype.is_complex() {
            return self.divided_by(sum, &count, span);
        }
        self.arithmetic(BinOp::Div, sum, count, span)
    }

    /// The mean of the squared distances from the mean; a float for complex numbers too.
    fn variance(&mut self, reduced: Reduced, options: &Options, span: Span) -> Option<Expr> {
        let value = self.hide("x", reduced.value);
        let keeping = Options { axes: options.axes.clone(), keep: true, dtype: None };
        let mean = self.mean(Reduced::array(value.clone()), &keeping, span)?;
        let mean = self.hide("mean", mean);
        let distance = self.arithmetic(BinOp::Sub, value, mean, span)?;
        let distance = self.hide("distance", distance);
        let square = match distance.ty().dtype.is_complex() {
            true => self.squared_length(&distance, span)?,
            false => self.arithmetic(BinOp::Mul, distance.clone(), distance, span)?,
        };
        self.mean(Reduced::array(square), options, span)
    }

    /// `cumsum(x)`, `cumprod(x)`, `cummin(x)`, `cummax(x)`: prefix combinations along one axis.
    pub(crate) fn cumulative(
        &mut self,
        op: BinOp,
        name: &str,
        args: &[Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let Some((first, named)) = self.one_argument(name, args, span) else { return Val::Error };
        let float = want.filter(|dtype| types::has_parts(*dtype));
        let val = self.expr(first, float);
        let value = self.decide_as(val, float);
        let options = self.options(&named, value.as_ref().map(|v| v.ty().rank()), name);
        let (Some(value), Some(options)) = (value, options) else { return Val::Error };
        let dtype = value.ty().dtype;
        if dtype == DType::Bool {
            let error = Diagnostic::error(Code::E0122, format!("`{name}` does not apply to `bool`"))
                .primary(value.span, "these are truth values")
                .note(format!("convert first: `{name}(i64(x))`"));
            self.error(error);
            return Val::Error;
        }
        let asked = want.filter(|want| want.is_int() && types::widens_to(dtype, *want));
        let dtype = match options.dtype.or(asked) {
            _ if matches!(op, BinOp::Min | BinOp::Max) => dtype,
            Some(asked) if dtype.is_int() => asked,
            _ => sum_dtype(dtype),
        };
        let wide = if dtype.is_half() { DType::F32 } else { dtype };
        let value = convert_leaves(value, wide);
        let scanned = self.scan(Operator::Op(op), name, value, &options, span);
        scanned.map_or(Val::Error, |scanned| Val::Expr(convert(scanned, dtype)))
    }

    /// A scan along the axis that the options name, or the only one.
    pub(crate) fn scan(
        &mut self,
        operator: Operator,
        name: &str,
        value: Expr,
        options: &Options,
        span: Span,
    ) -> Option<Expr> {
        let ty = value.types[0].clone();
        let axis = match (options.axes.as_deref(), ty.rank()) {
            (Some([axis]), _) => *axis,
            (None, 1) => 0,
            (_, rank) => {
                let error = Diagnostic::error(Code::E0216, format!("`{name}` runs along one axis"))
                    .primary(span, if rank == 0 { "this is a scalar" } else { "write such as `axis = 0`" });
                self.error(error);
                return None;
            }
        };
        let types = value.types.clone();
        let scan = Scan { operator, value, axis };
        Some(Expr { kind: ExprKind::Scan(Box::new(scan)), types, span })
    }
}

/// The value with its elements converted; inside a `for`, so that it stays one.
pub(crate) fn convert_leaves(expr: Expr, dtype: DType) -> Expr {
    if expr.ty().dtype == dtype {
        return expr;
    }
    let Expr { kind, mut types, span } = expr;
    let kind = match kind {
        ExprKind::For(mut f) if f.body.types.len() == 1 => {
            f.body = convert_leaves(f.body, dtype);
            ExprKind::For(f)
        }
        ExprKind::Block(mut block) => {
            block.value = block.value.map(|value| convert_leaves(value, dtype));
            ExprKind::Block(block)
        }
        kind => return convert(Expr { kind, types, span }, dtype),
    };
    types.iter_mut().for_each(|ty| ty.dtype = dtype);
    Expr { kind, types, span }
}

/// The value with its half-precision elements as `f32`; a product becomes one of `f32`.
pub(crate) fn widen_leaves(expr: Expr) -> Expr {
    let Expr { kind, mut types, span } = expr;
    let kind = match kind {
        ExprKind::For(mut f) if f.body.types.len() == 1 => {
            f.body = widen_leaves(f.body);
            ExprKind::For(f)
        }
        ExprKind::Block(mut block) => {
            block.value = block.value.map(widen_leaves);
            ExprKind::Block(block)
        }
        ExprKind::Apply(mut apply) if apply.op == crate::typed::Op::Binary(BinOp::Mul) => {
            for arg in &mut apply.args {
                arg.value = convert(arg.value.clone(), DType::F32);
            }
            ExprKind::Apply(apply)
        }
        kind => return convert(Expr { kind, types, span }, DType::F32),
    };
    types.iter_mut().for_each(|ty| ty.dtype = DType::F32);
    Expr { kind, types, span }
}
