//! Assignments: to a `var`, to its elements, to slices of it, to many elements by index arrays.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, BinaryOp, ExprKind as Ast};

use crate::body::FnCx;
use crate::scatter::{Update, own_operator};
use crate::scopes::Meaning;
use crate::tuples::Nest;
use crate::typed::{
    Edge, Expr, ExprKind, Index, IndexItem, LocalId, LocalKind, Operand, Selection, Size, StmtKind, Type,
};
use crate::values::{Kind, Val};

/// The operator of `+=` and the like.
pub(crate) type Compound = Option<(BinaryOp, Span)>;

/// What is assigned.
enum Right<'e> {
    /// Not yet checked.
    Written(&'e ast::Expr),
    /// An item of a tuple.
    Item(Val),
}

/// A `var`, or an item of one that is a tuple, and its value.
#[derive(Clone)]
struct Place {
    local: LocalId,
    value: Expr,
}

impl FnCx<'_, '_> {
    pub(crate) fn assign(
        &mut self,
        target: &ast::Expr,
        op: Option<BinaryOp>,
        op_span: Span,
        value: &ast::Expr,
        span: Span,
    ) {
        self.assign_right(target, op.map(|op| (op, op_span)), Right::Written(value), span);
    }

    fn assign_right(&mut self, target: &ast::Expr, op: Compound, right: Right<'_>, span: Span) {
        if let Ast::Tuple(items) = &target.kind
            && op.is_none()
        {
            return self.assign_items(items, right, target.span, span);
        }
        let places = self.places(target);
        match (&target.kind, places) {
            (Ast::Name(name), None) => {
                self.checked(right, None);
                // An unknown one was told of: from here on it is meant to exist.
                if self.scopes.peek(&name.text).is_none() {
                    self.define(name, Meaning::Error, true, false);
                }
            }
            (_, None) => drop(self.checked(right, None)),
            (Ast::Index { items, edges, .. }, Some(Nest::One(place))) => {
                self.update(place, items, edges, op, right, span);
            }
            (_, Some(Nest::One(place))) => self.assign_whole(place, op, right, span),
            (kind, Some(places)) => self.assign_tuple(kind, &places, op, right, span),
        }
    }

    /// The right side, as an expression that is no operand.
    fn checked(&mut self, right: Right<'_>, want: Option<DType>) -> Val {
        match right {
            Right::Written(value) => self.full_expr(value, want),
            Right::Item(val) => val,
        }
    }

    /// The right side as an operand.
    fn operand(&mut self, right: Right<'_>, want: Option<DType>) -> Val {
        match right {
            Right::Written(value) => self.expr(value, want),
            Right::Item(val) => val,
        }
    }

    /// `(a, b) = (b, a);`: the right side is evaluated before anything changes.
    fn assign_items(&mut self, targets: &[ast::TupleItem], right: Right<'_>, place: Span, span: Span) {
        let val = self.checked(right, None);
        let items = match self.taken_apart(val, targets.len()) {
            Val::Tuple(items, _) if items.len() == targets.len() => items,
            val => {
                self.pattern_mismatch(place, targets.len(), &val);
                return;
            }
        };
        let items: Vec<Val> = items.into_iter().map(|item| self.hide_parts(item.val)).collect();
        for (target, val) in targets.iter().zip(items) {
            self.assign_right(&target.value, None, Right::Item(val), span);
        }
    }

    /// `p = …` and `p[i] = …` where `p` is a tuple.
    fn assign_tuple(
        &mut self,
        target: &Ast,
        places: &Nest<Place>,
        op: Compound,
        right: Right<'_>,
        span: Span,
    ) {
        if let Some((op, at)) = op {
            let error = Diagnostic::error(Code::E0126, format!("`{op}=` changes one value"));
            let error = error.primary(at, "this is a tuple").note("change its items one by one: `p.x += …`");
            self.error(error);
            self.checked(right, None);
            return;
        }
        let val = self.checked(right, None);
        if matches!(val, Val::Error)
            || self.refuse_form(&val, &places.form(), "the `var` is this tuple", span)
        {
            return;
        }
        let val = self.hide_parts(val);
        for (place, part) in places.parts().into_iter().zip(val.into_parts()) {
            let right = Right::Item(part);
            match target {
                Ast::Index { items, edges, .. } => {
                    self.update(place.clone(), items, edges, None, right, span)
                }
                _ => self.assign_whole(place.clone(), None, right, span),
            }
        }
    }

    /// The value with each part that could change bound to a hidden local.
    fn hide_parts(&mut self, val: Val) -> Val {
        let (form, span) = (val.form(), val.span().unwrap_or(Span::none()));
        let parts = val.into_parts().into_iter().map(|part| match part {
            Val::Expr(expr) => Val::Expr(self.hide("item", expr)),
            part => part,
        });
        let parts: Vec<Val> = parts.collect();
        form.filled(&mut parts.into_iter()).value(span)
    }

    /// The `var` that a target names, and its value: no tuple.
    pub(crate) fn assigned_local(&mut self, target: &ast::Expr) -> Option<(LocalId, Expr)> {
        match self.places(target)? {
            Nest::One(Place { local, value }) => Some((local, value)),
            Nest::Several(_) => {
                let error = Diagnostic::error(Code::E0307, "a call updates arrays, no tuples");
                let error = error.primary(target.span, "this is a tuple");
                self.error(error.note("take it apart first: `var (a, b) = p;`"));
                None
            }
        }
    }

    /// The `var`s that a target names, before its index if it has one.
    fn places(&mut self, target: &ast::Expr) -> Option<Nest<Place>> {
        match &target.kind {
            Ast::Name(name) => self.named_places(name),
            Ast::Field { base, name } if is_place(base) => {
                let places = self.places(base)?;
                let found = places.item(&name.text).cloned();
                if found.is_none() {
                    let base = places.map(&mut |place| Val::Expr(place.value.clone())).value(base.span);
                    self.unknown_field(&base, name);
                }
                found
            }
            Ast::Index { base, .. } if is_place(base) => self.places(base),
            Ast::Error => None,
            kind => {
                let error = Diagnostic::error(Code::E0300, "this cannot be assigned")
                    .primary(target.span, "a `var`, or elements of one: `x = …`, `x[i] = …`");
                let error = match kind {
                    Ast::Index { .. } => {
                        error.note("write all indices in one pair of brackets: `x[i, j] = …`")
                    }
                    _ => error,
                };
                self.error(error);
                None
            }
        }
    }

    fn named_places(&mut self, name: &ast::Name) -> Option<Nest<Place>> {
        let Some((entry, barriers)) = self.scopes.lookup(&name.text) else {
            let error = Diagnostic::error(Code::E0100, format!("`{}` is not known", name.text))
                .primary(name.span, "assigned here")
                .note(format!("`var {0} = …;` defines it; `let {0} = …;` if it never changes", name.text));
            self.error(error);
            return None;
        };
        let (defined, mutable, meaning) = (entry.span, entry.mutable, entry.meaning.clone());
        let locals = match meaning {
            Meaning::Error => return None,
            Meaning::Local(local) => Nest::One(local),
            Meaning::Tuple(tuple) => tuple,
            _ => {
                self.not_a_var(name, defined, LocalKind::Let);
                return None;
            }
        };
        if !mutable {
            let kind = locals.parts().first().map_or(LocalKind::Let, |local| self.locals[**local].kind);
            self.not_a_var(name, defined, kind);
            return None;
        }
        self.may_assign(name, &barriers, defined).then_some(())?;
        Some(locals.map(&mut |&local| {
            let ty = self.locals[local].ty.clone();
            Place { local, value: Expr::new(ExprKind::Local(local), ty, name.span) }
        }))
    }

    fn not_a_var(&mut self, name: &ast::Name, defined: Span, kind: LocalKind) {
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

    fn assign_whole(&mut self, place: Place, op: Compound, right: Right<'_>, span: Span) {
        let Place { local, value: old } = place;
        let ty = old.ty().clone();
        let val = match op {
            None => self.checked(right, Some(ty.dtype)),
            Some((op, op_span)) => {
                let right = self.operand(right, Some(ty.dtype));
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

    fn update(
        &mut self,
        Place { local, value: base }: Place,
        items: &[ast::IndexItem],
        edges: &[ast::EdgeMode],
        op: Compound,
        right: Right<'_>,
        span: Span,
    ) {
        let dtype = base.ty().dtype;
        if let Some(edge) = edges.first() {
            let error = Diagnostic::error(Code::E0212, "an assignment has no edge mode")
                .primary(edge.span(), "only elements inside can be assigned");
            self.error(error);
        }
        let selection = self.selection(&base, items, &[], span);
        let right = self.operand(right, Some(dtype));
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

/// Whether an expression could be a `var`, or an item of one that is a tuple.
fn is_place(expr: &ast::Expr) -> bool {
    match &expr.kind {
        Ast::Name(_) | Ast::Error => true,
        Ast::Field { base, .. } => is_place(base),
        _ => false,
    }
}
