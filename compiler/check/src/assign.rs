//! Assignments: to a `var`, to its elements, to slices of it, to many elements by index arrays.

use base::{Code, Diagnostic, Span};
use syntax::ast::{self, BinaryOp, ExprKind as Ast};

use crate::body::FnCx;
use crate::scatter::{Update, own_operator};
use crate::scopes::Meaning;
use crate::stmt::target_name;
use crate::typed::{
    Edge, Expr, ExprKind, Index, IndexItem, LocalId, Operand, Selection, Size, StmtKind, Type,
};
use crate::values::{Kind, Val};

/// The operator of `+=` and the like.
pub(crate) type Compound = Option<(BinaryOp, Span)>;

impl FnCx<'_, '_> {
    pub(crate) fn assign(
        &mut self,
        target: &ast::Expr,
        op: Option<BinaryOp>,
        op_span: Span,
        value: &ast::Expr,
        span: Span,
    ) {
        let local = self.assigned_local(target);
        let op = op.map(|op| (op, op_span));
        match (&target.kind, local) {
            (Ast::Name(name), None) => {
                self.full_expr(value, None);
                // An unknown one was told of: from here on it is meant to exist.
                if self.scopes.peek(&name.text).is_none() {
                    self.define(name, Meaning::Error, true, false);
                }
            }
            (_, None) => drop(self.full_expr(value, None)),
            (Ast::Index { items, edges, .. }, Some((local, base))) => {
                self.update(local, base, items, edges, op, value, span);
            }
            (_, Some((local, base))) => self.assign_whole(local, base, op, value, span),
        }
    }

    /// The `var` that a target names, and its value.
    pub(crate) fn assigned_local(&mut self, target: &ast::Expr) -> Option<(LocalId, Expr)> {
        let Some(name) = target_name(target) else {
            if matches!(&target.kind, Ast::Error) {
                return None;
            }
            let error = Diagnostic::error(Code::E0300, "this cannot be assigned")
                .primary(target.span, "a `var`, or elements of one: `x = …`, `x[i] = …`");
            let error = match &target.kind {
                Ast::Index { .. } => error.note("write all indices in one pair of brackets: `x[i, j] = …`"),
                _ => error,
            };
            self.error(error);
            return None;
        };
        let Some((entry, barriers)) = self.scopes.lookup(&name.text) else {
            let error = Diagnostic::error(Code::E0100, format!("`{}` is not known", name.text))
                .primary(name.span, "assigned here")
                .note(format!("`var {0} = …;` defines it; `let {0} = …;` if it never changes", name.text));
            self.error(error);
            return None;
        };
        let (defined, mutable, meaning) = (entry.span, entry.mutable, entry.meaning.clone());
        match meaning {
            Meaning::Error => None,
            Meaning::Local(local) if mutable => {
                self.may_assign(name, &barriers, defined).then_some(())?;
                let ty = self.locals[local].ty.clone();
                Some((local, Expr::new(ExprKind::Local(local), ty, name.span)))
            }
            meaning => {
                let what = match meaning {
                    Meaning::Local(local) => self.locals[local].kind,
                    _ => crate::typed::LocalKind::Let,
                };
                self.not_a_var(name, defined, what);
                None
            }
        }
    }

    fn not_a_var(&mut self, name: &ast::Name, defined: Span, kind: crate::typed::LocalKind) {
        use crate::typed::LocalKind;
        let text = &name.text;
        let (what, way) = match kind {
            LocalKind::Let => ("bound by `let`", format!("define it with `var {text} = …;`")),
            LocalKind::Param if self.is_argument() => {
                ("from outside the lambda", "a lambda gives a value and changes nothing".into())
            }
            LocalKind::Param => {
                let copy = format!(
                    "work on a copy, `var y = {text};`, or let it be updated: `inout {text}` in the header"
                );
                ("a parameter", copy)
            }
            LocalKind::Binder => ("a binder of a `for`", "its values are those of the range".into()),
            LocalKind::Counter => ("the counter of a `loop`", "use `while` with a `var` of your own".into()),
            LocalKind::Size | LocalKind::Count => ("a size", "sizes do not change".into()),
            LocalKind::Operand | LocalKind::Var => {
                ("a parameter of a lambda", "a lambda changes nothing".into())
            }
        };
        let error = Diagnostic::error(Code::E0300, format!("`{text}` is {what} and cannot be assigned"))
            .primary(name.span, "assigned here")
            .secondary(defined, format!("{what} here"))
            .note(way);
        self.error(error);
    }

    fn assign_whole(&mut self, local: LocalId, old: Expr, op: Compound, value: &ast::Expr, span: Span) {
        let ty = old.ty().clone();
        let val = match op {
            None => self.full_expr(value, Some(ty.dtype)),
            Some((op, op_span)) => {
                let right = self.expr(value, Some(ty.dtype));
                if ty.dtype.is_int() && self.float_onto_int(local, op, &right) {
                    return;
                }
                self.binary_vals(op, op_span, Val::Expr(old), right, span)
            }
        };
        let Some(new) = self.coerce(val, ty.dtype, "the `var` has this type") else {
            return self.must_be_told(span);
        };
        if !self.same_shape(&new.ty().shape, &ty.shape) {
            let (found, declared) = (self.type_text(new.ty()), self.type_text(&ty));
            let name = self.locals[local].name.clone();
            let error =
                Diagnostic::error(Code::E0200, format!("`{name}` is `{declared}`, the value is `{found}`"))
                    .primary(new.span, format!("this is `{found}`"))
                    .secondary(self.locals[local].span, format!("`{name}` is `{declared}`"));
            let error = if new.ty().rank() == 0 {
                error.note(format!("`{name}[...] = …` assigns to every element"))
            } else {
                error
            };
            let error = self.explain_sizes(error, &[&new.ty().shape, &ty.shape]);
            let error = self.offer_shape(error, &new, &ty.shape);
            self.error(error);
            return;
        }
        self.push_stmt(StmtKind::Assign { local, value: new }, span);
    }

    /// Tells of `s += 0.5` where `s` began as an integer.
    fn float_onto_int(&mut self, local: LocalId, op: BinaryOp, right: &Val) -> bool {
        let is_float = match right.kind() {
            Some(Kind::Known(dtype)) => dtype.is_float(),
            Some(kind) => kind == Kind::OpenFloat,
            None => false,
        };
        let (true, Some(kind), Some(place)) = (is_float, right.kind(), right.span()) else { return false };
        let (name, defined) = (self.locals[local].name.clone(), self.locals[local].span);
        let dtype = self.locals[local].ty.dtype;
        let message = format!("`{name}` is `{dtype}`, the right side of `{op}=` is {}", kind.text());
        let error = Diagnostic::error(Code::E0127, message)
            .primary(place, format!("this is {}", kind.text()))
            .secondary(defined, format!("`{name}` begins as `{dtype}` and stays so"))
            .note(format!("begin with a float, as in `var {name} = 0.0;`"));
        self.error(error);
        // What is made of it is of the wrong type only because of this.
        if let Some((entry, _)) = self.scopes.lookup(&name) {
            entry.meaning = Meaning::Error;
        }
        true
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn update(
        &mut self,
        local: LocalId,
        base: Expr,
        items: &[ast::IndexItem],
        edges: &[ast::EdgeMode],
        op: Compound,
        value: &ast::Expr,
        span: Span,
    ) {
        let dtype = base.ty().dtype;
        if let Some(edge) = edges.first() {
            let error = Diagnostic::error(Code::E0212, "an assignment has no edge mode")
                .primary(edge.span(), "only elements inside can be assigned");
            self.error(error);
        }
        let selection = self.selection(&base, items, &[], span);
        let right = self.expr(value, Some(dtype));
        let Some(selection) = selection else { return };
        let update = Update { local, base, selection, op, value: right, span };
        let Some(update) = self.update_masked(update) else { return };
        let is_scatter = !update.selection.frame.is_empty();
        let own = op.map(|(op, _)| own_operator(op, dtype));
        if is_scatter && own == Some(None) {
            return self.update_in_order(update);
        }
        let Update { base, selection, value: right, .. } = update;
        let (right, op, selection) = match op {
            None => (right, None, selection),
            Some(_) if is_scatter => (right, own.flatten(), selection),
            Some((op, op_span)) => {
                let selection = self.hide_indices(selection);
                let ty = Type { dtype, shape: selection.shape() };
                let index = Index { base, selection: selection.clone() };
                let old = Expr::new(ExprKind::Index(Box::new(index)), ty, span);
                (self.binary_vals(op, op_span, Val::Expr(old), right, span), None, selection)
            }
        };
        let Some(new) = self.coerce(right, dtype, "the array's elements have this type") else {
            return self.must_be_told(span);
        };
        let Some(new) = self.as_many_as_chosen(new, &selection) else { return };
        let Some(value) = self.fill(new, &selection.shape(), span) else { return };
        self.push_stmt(StmtKind::Update { local, selection, op, value }, span);
    }

    /// The selection with each index evaluated once.
    pub(crate) fn hide_indices(&mut self, mut selection: Selection) -> Selection {
        for item in &mut selection.items {
            if let IndexItem::At { index, edge: Edge::Check } = item {
                index.value = self.hide("index", index.value.clone());
            }
        }
        selection
    }

    /// The value broadcast to exactly `shape`, if it fits.
    pub(crate) fn fitted(&self, value: Expr, shape: &[Size]) -> Option<Operand> {
        let own = &value.ty().shape;
        let fits = own.len() <= shape.len()
            && own
                .iter()
                .zip(&shape[shape.len() - own.len()..])
                .all(|(have, need)| self.norm(have).as_constant() == Some(1) || self.same(have, need));
        fits.then(|| self.place(value, 0, shape))
    }

    /// The value broadcast to exactly `shape`; reports one that does not fit.
    pub(crate) fn fill(&mut self, value: Expr, shape: &[Size], span: Span) -> Option<Operand> {
        if let Some(operand) = self.fitted(value.clone(), shape) {
            return Some(operand);
        }
        let own = value.ty().shape.clone();
        let (found, needed) = (self.shape_text(&own), self.shape_text(shape));
        let error = Diagnostic::error(Code::E0200, format!("the place is {needed}, the value is {found}"))
            .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
            .secondary(span, format!("this selects {needed}"));
        let error = self.explain_sizes(error, &[&own, shape]);
        let error = self.offer_shape(error, &value, shape);
        self.error(error);
        None
    }
}
