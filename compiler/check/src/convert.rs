//! Types that are called: conversions `f32(x)`, arrays `f64[n, m](0)`, asserted shapes `f64[m](x)`; and types written
//! in a body.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, DimKind, IndexItemKind, TypeExprKind};

use crate::body::FnCx;
use crate::call::Arg;
use crate::header::{self, Leaf};
use crate::lift::apply_over;
use crate::notyet;
use crate::tuples::Nest;
use crate::typed::{Expr, ExprKind, Op, Size, Type};
use crate::types::has_parts;
use crate::values::{Kind, Val, convert};

impl FnCx<'_, '_> {
    /// `f32(x)`.
    pub(crate) fn conversion(&mut self, dtype: DType, args: &[Arg<'_>], span: Span) -> Val {
        let Some(value) = self.converted_argument(dtype, args, span) else { return Val::Error };
        Val::Expr(Expr { span, ..value })
    }

    /// The only argument, converted.
    fn converted_argument(&mut self, dtype: DType, args: &[Arg<'_>], span: Span) -> Option<Expr> {
        if let [re, im] = args
            && dtype.is_complex()
        {
            let parts = [re, im].map(|arg| self.converted(dtype.part(), arg));
            let [Some(re), Some(im)] = parts else { return None };
            return self.apply(Op::Complex, vec![re, im], dtype, span);
        }
        let [arg] = args else {
            args.iter().for_each(|arg| drop(self.expr(arg.value, None)));
            let error = Diagnostic::error(Code::E0110, format!("`{dtype}` converts one value"))
                .primary(span, format!("{} arguments", args.len()))
                .note(format!("an array of zeros is `{dtype}[n, m](0)`, an array of numbers `[1, 2]`"));
            self.error(error);
            return None;
        };
        self.converted(dtype, arg)
    }

    /// One argument, converted.
    fn converted(&mut self, dtype: DType, arg: &Arg<'_>) -> Option<Expr> {
        if let Some(name) = arg.name {
            let error = Diagnostic::error(Code::E0111, format!("`{dtype}` has no argument `{}`", name.text));
            self.error(error.primary(name.span, "leave the name out"));
            return None;
        }
        match self.expr(arg.value, None) {
            // An integer out of range is a mistake, a float is truncated.
            Val::Lit(lit, at) if lit.as_int().is_some() && dtype != DType::Bool => {
                self.lit_as(lit, dtype, at)
            }
            Val::Lit(lit, at) if has_parts(dtype) => self.lit_as(lit, dtype, at),
            Val::Open(expr) if dtype != DType::Bool && Kind::open(expr.ty().dtype).fits(dtype) => {
                self.retype(expr, dtype)
            }
            val => {
                let value = self.decide(val)?;
                if value.ty().dtype.is_complex() && !dtype.is_complex() && dtype != DType::Bool {
                    self.not_real(&value, dtype);
                    return None;
                }
                Some(convert(value, dtype))
            }
        }
    }

    /// A complex number that is converted to a type without an imaginary part.
    fn not_real(&mut self, value: &Expr, dtype: DType) {
        let error = Diagnostic::error(Code::E0122, format!("`{dtype}` does not convert complex numbers"))
            .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
            .note("the imaginary part would be lost: take `real(z)`, `imag(z)` or `abs(z)`");
        self.error(error);
    }

    /// `f64[n, m](x)`: converts, broadcasts, and asserts the extents that are not proved equal.
    pub(crate) fn array_type_call(
        &mut self,
        dtype: DType,
        dims: &[ast::IndexItem],
        args: &[Arg<'_>],
        span: Span,
    ) -> Val {
        let sizes: Vec<Option<Vec<Dim>>> = dims.iter().map(|dim| self.called_dimension(dim)).collect();
        let value = self.converted_argument(dtype, args, span);
        let (Some(sizes), Some(value)) = (sizes.into_iter().collect::<Option<Vec<_>>>(), value) else {
            return Val::Error;
        };
        let sizes: Vec<Dim> = sizes.into_iter().flatten().collect();
        if value.ty().rank() > sizes.len() {
            let error = Diagnostic::error(
                Code::E0200,
                format!("a value of rank {} cannot be made one of rank {}", value.ty().rank(), sizes.len()),
            )
            .primary(value.span, format!("this is `{}`", self.type_text(value.ty())));
            self.error(error);
            return Val::Error;
        }
        let leading = sizes.len() - value.ty().rank();
        let own = value.ty().shape.clone();
        let mut target = Vec::new();
        for (axis, size) in sizes.into_iter().enumerate() {
            target.push(match size {
                Dim::Size(size) => size,
                Dim::Any if axis >= leading => own[axis - leading].clone(),
                Dim::Any => {
                    let error = Diagnostic::error(Code::E0201, "`_` takes the extent of the value's axis")
                        .primary(span, "the value has no such axis");
                    self.error(error);
                    return Val::Error;
                }
            });
        }
        self.with_shape(value, target, span).map_or(Val::Error, Val::Expr)
    }

    fn with_shape(&mut self, value: Expr, target: Vec<Size>, span: Span) -> Option<Expr> {
        let own = value.ty().shape.clone();
        let dtype = value.ty().dtype;
        let last = &target[target.len() - own.len()..];
        let mut expected = Vec::new();
        for (have, need) in own.iter().zip(last) {
            let (have_now, need_now) = (self.norm(have), self.norm(need));
            match (have_now.as_constant(), need_now.as_constant()) {
                (Some(1), _) => expected.push(have.clone()),
                (Some(a), Some(b)) if a != b => {
                    let error = Diagnostic::error(Code::E0200, format!("the extent is {a}, never {b}"))
                        .primary(value.span, format!("this is `{}`", self.type_text(value.ty())));
                    self.error(error);
                    return None;
                }
                _ => expected.push(need.clone()),
            }
        }
        let value = if self.same_shape(&own, &expected) {
            value
        } else {
            let ty = Type { dtype, shape: expected.clone() };
            Expr::new(ExprKind::Expect { value: Box::new(value) }, ty, span)
        };
        if expected.len() == target.len() && self.same_shape(&expected, &target) {
            let ty = Type { dtype, shape: target };
            return Some(Expr { types: vec![ty], ..value });
        }
        let operand = self.place(value, 0, &target);
        Some(apply_over(Op::Convert, target, vec![operand], dtype, span))
    }

    fn called_dimension(&mut self, dim: &ast::IndexItem) -> Option<Vec<Dim>> {
        let (code, what) = match &dim.kind {
            IndexItemKind::Expr(expr) => {
                return self
                    .size_expr(expr, "size", "a size is an integer")
                    .map(|size| vec![Dim::Size(size)]);
            }
            IndexItemKind::Any => return Some(vec![Dim::Any]),
            IndexItemKind::Rest(name) => {
                return self.rest(name).map(|sizes| sizes.into_iter().map(Dim::Size).collect());
            }
            IndexItemKind::Slice { .. } => (Code::E0903, "labelled dimensions"),
            IndexItemKind::Unknown => (Code::E0906, "sizes that depend on data"),
            IndexItemKind::New | IndexItemKind::Ellipsis => {
                let error = Diagnostic::error(Code::E0202, "this is no size");
                self.error(error.primary(dim.span, "in a type, each dimension is a size"));
                return None;
            }
        };
        self.error(notyet::not_yet(code, dim.span, what));
        None
    }

    /// A type that is written in a body.
    pub(crate) fn local_types(&mut self, ty: &ast::TypeExpr) -> Option<Nest<Type>> {
        let leaves = header::leaves(ty);
        let mut types = Vec::new();
        for leaf in leaves.parts() {
            types.push(self.local_leaf(leaf));
        }
        let types: Vec<Type> = types.into_iter().collect::<Option<_>>()?;
        Some(leaves.form().filled(&mut types.into_iter()))
    }

    fn local_leaf(&mut self, leaf: &Leaf<'_>) -> Option<Type> {
        let dtype = match &leaf.element.kind {
            TypeExprKind::Name { module: None, name } => match self.generic_dtype(&name.text) {
                Some(dtype) => dtype,
                None => notyet::named_dtype(name).map_err(|error| self.error(error)).ok()?,
            },
            TypeExprKind::Error => return None,
            _ => {
                self.error(notyet::type_expr(leaf.element));
                return None;
            }
        };
        let sizes: Vec<Option<Vec<Size>>> = leaf.dims.iter().map(|dim| self.local_dimension(dim)).collect();
        let shape = sizes.into_iter().collect::<Option<Vec<_>>>()?.concat();
        Some(Type { dtype, shape })
    }

    fn local_dimension(&mut self, dim: &ast::DimExpr) -> Option<Vec<Size>> {
        if dim.label.is_some() {
            self.error(notyet::not_yet(Code::E0903, dim.span, "labelled dimensions"));
            return None;
        }
        match &dim.kind {
            DimKind::Size(expr) => {
                self.size_expr(expr, "size", "a size is an integer").map(|size| vec![size])
            }
            DimKind::Rest(name) => self.rest(name),
            _ => {
                self.error(notyet::dimension(dim));
                None
            }
        }
    }

    /// The dimensions that `..name` stands for.
    fn rest(&mut self, name: &ast::Name) -> Option<Vec<Size>> {
        if let Some(sizes) = self.header.rest(&name.text) {
            return Some(sizes.to_vec());
        }
        let error = Diagnostic::error(Code::E0201, format!("nothing says what `..{}` is", name.text));
        self.error(error.primary(name.span, "stands in no parameter's type"));
        None
    }
}

/// A dimension of a type that is called.
enum Dim {
    Size(Size),
    /// The value's own.
    Any,
}
