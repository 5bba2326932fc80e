//! Tuples: which parts of a value belong together. Behind this stage they are flat.

use std::sync::Arc;

use base::{Code, DType, Diagnostic, Span};

use crate::body::FnCx;
use crate::mask::element;
use crate::typed::{Expr, ExprKind, LocalId, LocalKind, Size, StmtKind, Type};
use crate::values::{Item, Val};

/// One part, or several that stand in a tuple, each perhaps with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Nest<T> {
    /// No tuple.
    One(T),
    /// The items of a tuple.
    Several(Vec<(Option<Arc<str>>, Nest<T>)>),
}

/// How the parts of a value belong together.
pub(crate) type Form = Nest<()>;

impl Default for Form {
    fn default() -> Self {
        Nest::Several(Vec::new())
    }
}

impl<T> Nest<T> {
    /// The parts in order.
    pub(crate) fn parts(&self) -> Vec<&T> {
        match self {
            Nest::One(part) => vec![part],
            Nest::Several(items) => items.iter().flat_map(|(_, item)| item.parts()).collect(),
        }
    }

    /// The same tuple of what `change` makes of each part.
    pub(crate) fn map<U>(&self, change: &mut dyn FnMut(&T) -> U) -> Nest<U> {
        match self {
            Nest::One(part) => Nest::One(change(part)),
            Nest::Several(items) => {
                Nest::Several(items.iter().map(|(name, item)| (name.clone(), item.map(change))).collect())
            }
        }
    }

    /// Without the parts.
    pub(crate) fn form(&self) -> Form {
        self.map(&mut |_| ())
    }

    /// The item of that name.
    pub(crate) fn item(&self, name: &str) -> Option<&Self> {
        let Nest::Several(items) = self else { return None };
        items.iter().find(|(known, _)| known.as_deref() == Some(name)).map(|(_, item)| item)
    }

    /// The names of the parts: of an item its own, inside further tuples the path to it; numbers for items without one.
    /// None for all if there is but one level without names.
    pub(crate) fn paths(&self, joint: &str) -> Vec<Option<String>> {
        let Nest::Several(items) = self else { return vec![None] };
        let is_plain = items.iter().all(|(name, item)| name.is_none() && matches!(item, Nest::One(_)));
        if is_plain {
            return vec![None; items.len()];
        }
        let mut paths = Vec::new();
        for (i, (name, item)) in items.iter().enumerate() {
            let own = name.as_deref().map_or_else(|| i.to_string(), str::to_string);
            match item {
                Nest::One(_) => paths.push(Some(own)),
                Nest::Several(_) => {
                    for (k, path) in item.paths(joint).into_iter().enumerate() {
                        paths.push(Some(format!("{own}{joint}{}", path.unwrap_or_else(|| k.to_string()))));
                    }
                }
            }
        }
        paths
    }
}

impl Form {
    /// The tuple with these parts, of which there are enough.
    pub(crate) fn filled<T>(&self, parts: &mut dyn Iterator<Item = T>) -> Nest<T> {
        match self {
            Nest::One(()) => match parts.next() {
                Some(part) => Nest::One(part),
                None => base::bug!("a tuple with too few parts"),
            },
            Nest::Several(items) => {
                let items = items.iter().map(|(name, item)| (name.clone(), item.filled(parts)));
                Nest::Several(items.collect())
            }
        }
    }

    /// Whether a value of this form may stand where `needed` is: the same tuple, and names that both have agree.
    pub(crate) fn fits(&self, needed: &Form) -> bool {
        match (self, needed) {
            (Nest::One(()), Nest::One(())) => true,
            (Nest::Several(own), Nest::Several(needed)) => {
                let fits = |((name, item), (needed_name, needed)): (&(_, Form), &(_, Form))| {
                    same_name(name, needed_name) && item.fits(needed)
                };
                own.len() == needed.len() && own.iter().zip(needed).all(fits)
            }
            _ => false,
        }
    }

    /// "one value", "a tuple of 2 values".
    pub(crate) fn text(&self) -> String {
        match self {
            Nest::One(()) => "one value".into(),
            Nest::Several(items) => match items.len() {
                0 => "no value".into(),
                1 => "a tuple of one value".into(),
                n => format!("a tuple of {n} values"),
            },
        }
    }

    /// `(call = _, (_, _))`
    fn outline(&self) -> String {
        match self {
            Nest::One(()) => "_".into(),
            Nest::Several(items) => {
                let item = |(name, item): &(Option<Arc<str>>, Form)| match name {
                    Some(name) => format!("{name} = {}", item.outline()),
                    None => item.outline(),
                };
                format!("({})", items.iter().map(item).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// What to call two forms that differ: by their items if they have equally many.
pub(crate) fn texts(a: &Form, b: &Form) -> [String; 2] {
    match a.text() == b.text() {
        true => [a, b].map(|form| format!("`{}`", form.outline())),
        false => [a, b].map(Form::text),
    }
}

fn same_name(a: &Option<Arc<str>>, b: &Option<Arc<str>>) -> bool {
    a.is_none() || b.is_none() || a == b
}

impl Nest<Val> {
    /// The value that these are the parts of.
    pub(crate) fn value(self, span: Span) -> Val {
        match self {
            Nest::One(val) => val,
            Nest::Several(items) => {
                let items = items.into_iter().map(|(name, item)| Item { name, val: item.value(span) });
                Val::Tuple(items.collect(), span)
            }
        }
    }
}

impl Val {
    /// How it is put together.
    pub(crate) fn form(&self) -> Form {
        match self {
            Val::Tuple(items, _) => {
                Nest::Several(items.iter().map(|item| (item.name.clone(), item.val.form())).collect())
            }
            _ => Nest::One(()),
        }
    }

    /// Its parts in order, none of which is a tuple.
    pub(crate) fn into_parts(self) -> Vec<Val> {
        match self {
            Val::Tuple(items, _) => items.into_iter().flat_map(|item| item.val.into_parts()).collect(),
            val => vec![val],
        }
    }
}

impl FnCx<'_, '_> {
    /// The values of locals as one value.
    pub(crate) fn locals_value(&self, locals: &Nest<LocalId>, span: Span) -> Val {
        let value = |local: &LocalId| {
            let ty = self.locals[*local].ty.clone();
            Val::Expr(Expr::new(ExprKind::Local(*local), ty, span))
        };
        locals.map(&mut |local| value(local)).value(span)
    }

    /// The values of an expression with any number of them: bound to hidden locals unless it is one.
    pub(crate) fn spread_all(&mut self, expr: Expr, form: &Form) -> Vec<Val> {
        let span = expr.span;
        match expr.types.len() {
            1 => return vec![Val::Expr(expr)],
            0 => {
                self.push_stmt(StmtKind::Eval(expr), span);
                return Vec::new();
            }
            _ => {}
        }
        let names = form.paths(".");
        let (mut vals, mut locals) = (Vec::new(), Vec::new());
        for (i, ty) in expr.types.iter().enumerate() {
            let shown = names.get(i).and_then(Option::as_deref).unwrap_or("item");
            let local = self.new_local(&format!("${shown}"), ty.clone(), LocalKind::Let, span);
            locals.push(Some(local));
            vals.push(Val::Expr(Expr::new(ExprKind::Local(local), ty.clone(), span)));
        }
        self.push_stmt(StmtKind::Let { locals, value: expr }, span);
        vals
    }

    /// The value of that form that an expression with all its parts gives.
    pub(crate) fn spread(&mut self, expr: Expr, form: &Form) -> Val {
        let span = expr.span;
        let vals = self.spread_all(expr, form);
        form.filled(&mut vals.into_iter()).value(span)
    }

    /// The elements of an array of one dimension, where a pattern has a name for each; else the value as it is.
    pub(crate) fn taken_apart(&mut self, val: Val, n_names: usize) -> Val {
        let (Val::Expr(expr) | Val::Open(expr)) = &val else { return val };
        let [ty] = expr.types.as_slice() else { return val };
        let [extent] = ty.shape.as_slice() else { return val };
        if self.norm(extent).as_constant() != i64::try_from(n_names).ok() {
            return val;
        }
        let span = expr.span;
        if let (Val::Open(_), ExprKind::Array(elements)) = (&val, &expr.kind) {
            let items = elements.iter().map(|element| Item { name: None, val: self.still_open(element) });
            return Val::Tuple(items.collect(), span);
        }
        let Some(array) = self.decide(val) else { return Val::Error };
        let elements = match array.kind {
            ExprKind::Array(elements) => elements,
            _ => {
                let array = self.hide("array", array);
                let index =
                    |at| Expr::new(ExprKind::Size(Size::constant(at)), Type::scalar(DType::I64), span);
                (0..).take(n_names).map(|at| element(&array, &[index(at)])).collect()
            }
        };
        Val::Tuple(
            elements.into_iter().map(|element| Item { name: None, val: Val::Expr(element) }).collect(),
            span,
        )
    }

    /// An element of an array of open type, as the literal that it was where it is one of that type.
    fn still_open(&self, element: &Expr) -> Val {
        let lit = match element.kind {
            ExprKind::Const(scalar) => self.lits.get(&(element.span, scalar)),
            _ => None,
        };
        match lit.filter(|lit| lit.default_dtype() == element.ty().dtype) {
            Some(lit) => Val::Lit(*lit, element.span),
            None => Val::Open(element.clone()),
        }
    }

    /// Tells of a value of another form than is needed; whether it was so.
    pub(crate) fn refuse_form(&mut self, val: &Val, needed: &Form, why: &str, place: Span) -> bool {
        let found = val.form();
        if matches!(val, Val::Error) || found.fits(needed) {
            return false;
        }
        let [needed, found] = texts(needed, &found);
        let error = Diagnostic::error(Code::E0130, format!("{needed} is needed, this is {found}"))
            .primary(val.span().unwrap_or(place), format!("this is {found}"))
            .note(why.to_string());
        self.error(error);
        true
    }
}
