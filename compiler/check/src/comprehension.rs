//! `for i, j: e`: an array by its elements.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast;

use crate::body::{FnCx, is_unit, wrap};
use crate::bounds::Bounds;
use crate::expr::open_or_known;
use crate::ranges;
use crate::scopes::{Barrier, Meaning};
use crate::tuples::{Form, Nest};
use crate::typed::{Binder, Expr, ExprKind, For, LocalKind, Size, Type};
use crate::values::{Kind, Val};

/// A `for` that has been checked.
pub(crate) struct Comprehension {
    /// The [`For`].
    pub(crate) expr: Expr,
    /// The kind of its elements, where it has one value.
    pub(crate) kind: Kind,
    /// How its values belong together.
    pub(crate) form: Form,
    /// Whether it mentions a binder of an enclosing `for`.
    pub(crate) mentions_outer: bool,
}

impl FnCx<'_, '_> {
    /// A `for` that is not the argument of a reduction.
    pub(crate) fn for_stored(
        &mut self,
        binders: &[ast::Binder],
        body: &ast::Expr,
        span: Span,
        want: Option<DType>,
    ) -> Val {
        match self.comprehension(binders, body, span, want) {
            Some(c) if c.form == Nest::One(()) => {
                let val = open_or_known(c.kind, c.expr);
                self.ranked(val)
            }
            Some(c) => self.spread(c.expr, &c.form),
            None => Val::Error,
        }
    }

    pub(crate) fn comprehension(
        &mut self,
        binders: &[ast::Binder],
        body: &ast::Expr,
        span: Span,
        want: Option<DType>,
    ) -> Option<Comprehension> {
        let (first_local, first_use) = (self.locals.len(), self.binder_uses.len());
        let ranges = self.binder_ranges(binders, body);
        self.for_starts.push(self.locals.len());
        let reach = std::mem::take(&mut self.reach);
        let (stmts, (bound, val)) = self.in_block(Some(Barrier::For), |cx| {
            let mut bound = Vec::new();
            for (binder, range) in binders.iter().zip(&ranges) {
                let ty = Type::scalar(DType::I64);
                let local = cx.new_local(&binder.name.text, ty, LocalKind::Binder, binder.name.span);
                let meaning = if range.is_some() { Meaning::Local(local) } else { Meaning::Error };
                cx.define(&binder.name, meaning, false, false);
                bound.push(local);
            }
            (bound, cx.full_expr(body, want))
        });
        self.reach = reach;
        let start = self.for_starts.pop().unwrap_or(0);
        let mentions_outer =
            self.binder_uses[first_use..].iter().any(|local| (local.0 as usize) < first_local);
        let (kind, form, values) = self.elements(val)?;
        let values: Vec<Expr> =
            values.into_iter().map(|value| self.element(value, start)).collect::<Option<_>>()?;
        let ranges: Vec<Bounds> = ranges.into_iter().collect::<Option<_>>()?;
        let binders = binders.iter().zip(bound).zip(ranges);
        let binders = binders.map(|((binder, local), range)| range.binder(local, binder.span));
        let binders: Vec<Binder> = binders.collect();
        let types = values.iter().map(|value| {
            let extents = binders.iter().map(|binder| binder.extent.clone());
            Type { dtype: value.ty().dtype, shape: extents.chain(value.ty().shape.iter().cloned()).collect() }
        });
        let types: Vec<Type> = types.collect();
        for ty in &types {
            self.few_axes(ty.rank(), span)?;
        }
        let body = wrap(stmts, one_expr(values, span));
        let expr = Expr { kind: ExprKind::For(Box::new(For { binders, body })), types, span };
        Some(Comprehension { expr, kind, form, mentions_outer })
    }

    /// The values of a body: one, perhaps open, or the items of a tuple.
    fn elements(&mut self, val: Val) -> Option<(Kind, Form, Vec<Expr>)> {
        match val {
            val @ Val::Tuple(..) if !is_unit(&val) => {
                let form = val.form();
                let values = val.into_parts().into_iter().map(|part| self.decide(part));
                Some((Kind::Known(DType::Bool), form, values.collect::<Option<_>>()?))
            }
            Val::Error => None,
            val => {
                let kind = val.kind();
                let value = match kind {
                    Some(kind) => self.bring(val, kind, "")?,
                    None => self.decide(val)?,
                };
                Some((kind.unwrap_or(Kind::Known(value.ty().dtype)), Nest::One(()), vec![value]))
            }
        }
    }

    /// An element of a `for`: its shape does not change from one iteration to the next.
    fn element(&mut self, value: Expr, start: usize) -> Option<Expr> {
        let shape: Vec<Size> = value.ty().shape.iter().map(|size| self.norm(size)).collect();
        let inner = |size: &Size| size.vars().into_iter().find(|var| var.0 as usize >= start);
        let Some(var) = shape.iter().find_map(inner) else {
            let ty = Type { dtype: value.ty().dtype, shape };
            return Some(Expr { types: vec![ty], ..value });
        };
        let error = Diagnostic::error(Code::E0209, "the rows of this array would differ in length")
            .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
            .secondary(self.locals[var].span, "its extent depends on this")
            .note(
                "an extent that depends on a `for` binder may be reduced, as in `sum(x[:i])`, but not stored",
            );
        let error = self.explain_read_twice(error, &[&shape]);
        self.error(error);
        None
    }

    /// The range of each binder: as written, or from what the binder indexes.
    fn binder_ranges(&mut self, binders: &[ast::Binder], body: &ast::Expr) -> Vec<Option<Bounds>> {
        let mut uses = ranges::binder_uses(binders, body);
        let mut found = Vec::new();
        for (i, binder) in binders.iter().enumerate() {
            if let Some(again) =
                binders[..i].iter().find(|b| b.name.text == binder.name.text && !b.name.is_blank())
            {
                let error = Diagnostic::error(Code::E0105, format!("`{}` is bound twice", binder.name.text))
                    .primary(binder.name.span, "again")
                    .secondary(again.name.span, "first here");
                self.error(error);
            }
            found.push(match &binder.range {
                Some(range) => self.range(range),
                None => self.inferred(&binder.name, &uses.remove(&*binder.name.text).unwrap_or_default()),
            });
        }
        found
    }

    /// The range of a binder without one: the extent of every axis where it stands alone as an index.
    fn inferred(&mut self, name: &ast::Name, uses: &[ranges::BinderUse<'_>]) -> Option<Bounds> {
        let mut first: Option<(Size, Span)> = None;
        let mut poisoned = false;
        for place in uses {
            let (extent, span) = match self.extent_at(place) {
                Ok(Some(extent)) => (extent, place.span),
                Ok(None) => continue,
                Err(()) => {
                    poisoned = true;
                    continue;
                }
            };
            match &first {
                None => first = Some((extent, span)),
                Some((known, _)) if self.same(known, &extent) => {}
                Some((known, at)) => {
                    let (one, other) = (self.size_text(known), self.size_text(&extent));
                    let error = Diagnostic::error(
                        Code::E0208,
                        format!("`{}` indexes axes of different extents", name.text),
                    )
                    .primary(span, format!("here it runs to `{other}`"))
                    .secondary(*at, format!("here to `{one}`"))
                    .note(format!("say which is meant: `{0} in 0..{one}` or `{0} in 0..{other}`", name.text));
                    let error = self.explain_sizes(error, &[&[known.clone(), extent.clone()]]);
                    self.error(error);
                    return None;
                }
            }
        }
        if let Some((extent, _)) = first {
            return Some(Bounds::counting(extent));
        }
        if !poisoned {
            let error = Diagnostic::error(Code::E0207, format!("nothing says where `{}` runs", name.text))
                .primary(name.span, format!("write a range: `{} in 0..n`", name.text))
                .note("without a range, a binder takes the extent of the axes where it stands alone as an index");
            self.error(error);
        }
        None
    }

    /// The extent of the axis that a binder indexes; none if it has no such axis, an error if the array is
    /// not known, which is told elsewhere.
    fn extent_at(&mut self, place: &ranges::BinderUse<'_>) -> Result<Option<Size>, ()> {
        let Some(entry) = self.scopes.peek(&place.array.text) else { return Err(()) };
        let local = match (&entry.meaning, place.field) {
            (Meaning::Local(local), None) => *local,
            (Meaning::Local(local), Some(field)) if &*field.text == "T" => {
                let shape = &self.locals[*local].ty.shape;
                let axis = place.axis(shape.len());
                return Ok(axis.and_then(|axis| shape.iter().rev().nth(axis)).cloned());
            }
            (Meaning::Tuple(tuple), field) => {
                let indexed = field.map_or(Some(tuple), |field| tuple.item(&field.text));
                match indexed.and_then(|item| item.parts().first().copied()) {
                    Some(local) => *local,
                    None => return Ok(None),
                }
            }
            (Meaning::Error, _) => return Err(()),
            _ => return Ok(None),
        };
        let shape = &self.locals[local].ty.shape;
        Ok(place.axis(shape.len()).and_then(|axis| shape.get(axis)).cloned())
    }
}

/// One expression for all values.
pub(crate) fn one_expr(mut values: Vec<Expr>, span: Span) -> Expr {
    if values.len() == 1
        && let Some(value) = values.pop()
    {
        return value;
    }
    let types = values.iter().map(|value| value.ty().clone()).collect();
    Expr { kind: ExprKind::Tuple(values), types, span }
}
