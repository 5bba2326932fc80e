//! Sizes inside a function: which are equal, where they came from, how they are spoken of.

use std::collections::BTreeSet;

use base::{Atom, BinOp, CmpOp, DType, Diagnostic, Poly, Span, UnOp};
use syntax::ast;

use crate::body::FnCx;
use crate::scopes::Meaning;
use crate::sizes;
use crate::typed::{Constraint, Expr, ExprKind, LocalId, LocalKind, Op, Size, Type};

impl FnCx<'_, '_> {
    /// The size with everything that is known of its variables put in.
    pub(crate) fn norm(&self, size: &Size) -> Size {
        if self.known.is_empty() {
            return size.clone();
        }
        let with =
            size.substitute(&mut |local| self.known.get(local).cloned().unwrap_or_else(|| Size::var(*local)));
        sizes::bounded(with).unwrap_or_else(|| size.clone())
    }

    pub(crate) fn same(&self, a: &Size, b: &Size) -> bool {
        a == b || self.norm(a) == self.norm(b)
    }

    pub(crate) fn same_shape(&self, a: &[Size], b: &[Size]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b))
    }

    /// Takes the equalities among `constraints` as facts.
    pub(crate) fn learn_constraints(&mut self, constraints: &[Constraint]) {
        for constraint in constraints {
            if constraint.op == CmpOp::Eq {
                self.learn_equal(&constraint.lhs, &constraint.rhs);
            }
        }
    }

    /// From here on the two sizes are the same: solves for the variable that was defined last.
    pub(crate) fn learn_equal(&mut self, a: &Size, b: &Size) {
        self.before_learning();
        let difference = self.norm(a).sub(&self.norm(b));
        let mut vars = difference.vars();
        vars.sort();
        for var in vars.into_iter().rev() {
            let Some((rest, coefficient)) = difference.linear_in(&var) else { continue };
            let value = match coefficient.as_constant() {
                Some(1) => rest.scale(-1),
                Some(-1) => rest,
                _ => continue,
            };
            for known in self.known.values_mut() {
                if known.mentions(&var) {
                    *known = known.substitute(&mut |v| if *v == var { value.clone() } else { Size::var(*v) });
                }
            }
            self.known.insert(var, value);
            return;
        }
    }

    /// The polynomial that an `i64` scalar is, if it is made of sizes by `+ - * //`.
    pub(crate) fn as_size(&self, expr: &Expr) -> Option<Size> {
        if expr.ty().dtype != DType::I64 || expr.ty().rank() > 0 {
            return None;
        }
        match &expr.kind {
            ExprKind::Const(scalar) => Some(Size::constant(scalar.as_i64())),
            ExprKind::Size(size) => Some(self.norm(size)),
            ExprKind::Local(local) if self.locals[*local].kind != LocalKind::Var => {
                Some(self.norm(&Size::var(*local)))
            }
            ExprKind::Apply(apply) => {
                let size = |i: usize| apply.args.get(i).and_then(|arg| self.as_size(&arg.value));
                match apply.op {
                    Op::Unary(UnOp::Neg) => Some(size(0)?.scale(-1)),
                    Op::Binary(BinOp::Add) => sizes::bounded(size(0)?.add(&size(1)?)),
                    Op::Binary(BinOp::Sub) => sizes::bounded(size(0)?.sub(&size(1)?)),
                    Op::Binary(BinOp::Mul) => sizes::multiply(&size(0)?, &size(1)?),
                    Op::Binary(BinOp::FloorDiv) => self.quotient(&size(0)?, &size(1)?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The quotient, unless it is simpler than what is divided: `2 * k // 2` is no `k` where `2 * k` wraps, which only
    /// extents and counters cannot.
    fn quotient(&self, a: &Size, b: &Size) -> Option<Size> {
        let divisor = b.as_constant()?;
        let is_bounded = |atom: &Atom<LocalId>| match atom {
            Atom::Var(local) => !matches!(self.locals[*local].kind, LocalKind::Param | LocalKind::Let),
            Atom::FloorDiv(..) => true,
        };
        let wraps = |(atoms, factor): (&[Atom<LocalId>], i64)| {
            factor.unsigned_abs() > 1
                && factor.checked_rem(divisor) == Some(0)
                && !atoms.iter().all(is_bounded)
        };
        if a.terms().any(wraps) { None } else { sizes::divide(a, b) }
    }

    /// The value of an `i64` scalar as a size: bound to a hidden local where it is no polynomial.
    pub(crate) fn bind_size(&mut self, expr: Expr, name: &str) -> Size {
        if let Some(size) = self.as_size(&expr) {
            return size;
        }
        let hidden = self.hide(name, expr);
        self.as_size(&hidden).unwrap_or_else(|| Size::constant(0))
    }

    /// Checks an expression that says a size, a bound or an index as one `i64` scalar.
    pub(crate) fn i64_expr(&mut self, expr: &ast::Expr, what: &str) -> Option<Expr> {
        let val = self.expr(expr, Some(DType::I64));
        let val = self.int_val(val, what)?;
        let value = self.coerce(val, DType::I64, what)?;
        self.scalar_needed(value, what)
    }

    /// Checks an expression that says a size.
    pub(crate) fn size_expr(&mut self, expr: &ast::Expr, name: &str, what: &str) -> Option<Size> {
        let value = self.i64_expr(expr, what)?;
        Some(self.bind_size(value, name))
    }

    /// The size in words of the source.
    pub(crate) fn size_text(&self, size: &Size) -> String {
        poly_text(&size.substitute(&mut |local| Poly::var(self.local_text(*local))))
    }

    fn local_text(&self, local: LocalId) -> String {
        let name = &self.locals[local].name;
        if name == "$count" {
            let mask = self.program.source_text(self.locals[local].span);
            if mask.len() > 40 { "count(…)".into() } else { format!("count({mask})") }
        } else if name.starts_with('$') {
            let source = self.program.source_text(self.locals[local].span);
            match source.len() {
                0 | 41.. => "?".into(),
                _ if source.contains(' ') || source.starts_with('-') => format!("({source})"),
                _ => source,
            }
        } else {
            name.clone()
        }
    }

    pub(crate) fn shape_text(&self, shape: &[Size]) -> String {
        let sizes: Vec<String> = shape.iter().map(|size| self.size_text(size)).collect();
        format!("[{}]", sizes.join(", "))
    }

    pub(crate) fn type_text(&self, ty: &Type) -> String {
        if ty.shape.is_empty() {
            return ty.dtype.name().to_string();
        }
        format!("{}{}", ty.dtype, self.shape_text(&ty.shape))
    }

    /// Adds a label at the definition of each variable in the shapes.
    pub(crate) fn explain_sizes(&self, mut error: Diagnostic, shapes: &[&[Size]]) -> Diagnostic {
        let mut vars: Vec<LocalId> = shapes.iter().flat_map(|s| s.iter()).flat_map(Size::vars).collect();
        vars.sort();
        vars.dedup();
        for var in vars.into_iter().take(6) {
            let local = &self.locals[var];
            if error.labels.iter().any(|label| label.span == local.span) || local.span == Span::none() {
                continue;
            }
            let label = match (local.kind, local.name.starts_with('$')) {
                (_, true) if local.name == "$count" => "this many elements are true".into(),
                (_, true) => "this size is found at run time".into(),
                (LocalKind::Size, _) => format!("`{}` is this extent", local.name),
                (LocalKind::Param, _) => format!("`{}` is this argument", local.name),
                _ => format!("`{}` is defined here", local.name),
            };
            error = error.secondary(local.span, label);
        }
        self.explain_read_twice(error, shapes)
    }

    /// Adds the way out where an extent is made of one element that was read twice.
    pub(crate) fn explain_read_twice(&self, error: Diagnostic, shapes: &[&[Size]]) -> Diagnostic {
        let vars = shapes.iter().flat_map(|shape| shape.iter()).flat_map(Size::vars);
        let read: BTreeSet<Span> = vars
            .map(|var| &self.locals[var])
            .filter(|local| local.name.starts_with('$'))
            .map(|l| l.span)
            .collect();
        let texts: Vec<String> = read.iter().map(|span| self.program.source_text(*span)).collect();
        // Bounds such as `a[i]` and `a[i] + 2`.
        let in_others = |text: &&String| texts.iter().filter(|other| other.contains(*text)).count() > 1;
        match texts.iter().filter(|text| text.ends_with([']', ')'])).find(in_others) {
            Some(text) => error.note(format!(
                "`{text}` is read twice here, and each is a number of its own: name it, `let k = {text};`, and write `k`"
            )),
            None => error,
        }
    }

    /// The name of a size in `shape` that means something else where the body stands.
    fn hidden_size(&self, shape: &[Size]) -> Option<String> {
        let vars = shape.iter().filter_map(Size::as_var);
        let mut hidden = vars.filter(|var| {
            let local = &self.locals[**var];
            let is_other = self.scopes.peek(&local.name).is_some_and(|entry| entry.span != local.span);
            matches!(local.kind, LocalKind::Size | LocalKind::Param) && is_other
        });
        hidden.next().map(|var| self.locals[*var].name.clone())
    }

    /// `norm(x)`, which is one number for a whole matrix, as a call on each of its rows, if `shape` has one for each.
    fn one_for_each_row(&self, source: &str, shape: &[Size]) -> Option<String> {
        let (function, arg) = source.strip_suffix(')')?.split_once('(')?;
        let Meaning::Local(local) = self.scopes.peek(arg)?.meaning else { return None };
        let (_, rows) = self.locals[local].ty.shape.split_last()?;
        let fits = !rows.is_empty() && self.same_shape(rows, shape);
        fits.then(|| format!("{function}({arg}, axis = {})", rows.len()))
    }

    /// Adds the fix `f64[n](…)`, which asserts the extents at run time, where the ranks are equal.
    pub(crate) fn offer_shape(&self, error: Diagnostic, expr: &Expr, shape: &[Size]) -> Diagnostic {
        let source = self.program.source_text(expr.span);
        let wanted = self.shape_text(shape);
        let text = format!("{}{wanted}({source})", expr.ty().dtype);
        if expr.ty().rank() == 0
            && let Some(text) = self.one_for_each_row(&source, shape)
        {
            return error.offer(expr.span, text, "one for each row");
        }
        if expr.ty().rank() == 0 && !shape.is_empty() && !wanted.contains(['?', '$']) && !source.is_empty() {
            return error.offer(expr.span, text, "fill an array with it");
        }
        if shape.len() != expr.ty().rank()
            || shape.is_empty()
            || wanted.contains(['?', '$'])
            || source.is_empty()
        {
            return error;
        }
        let constants = |a: &Size, b: &Size| a.sub(b).as_constant().is_some_and(|d| d != 0);
        if expr.ty().shape.iter().zip(shape).any(|(a, b)| constants(&self.norm(a), &self.norm(b))) {
            return error.note("these extents are never equal");
        }
        if let Some(hidden) = self.hidden_size(shape) {
            return error.note(format!("`let {hidden}` hides the size `{hidden}`: give it another name"));
        }
        let named = |size: &Size| {
            let local = size.as_var()?;
            let local = &self.locals[*local];
            matches!(local.kind, LocalKind::Size | LocalKind::Param).then(|| local.name.clone())
        };
        let pairs = expr.ty().shape.iter().zip(shape).filter(|(a, b)| !self.same(a, b));
        let (error, offer) = match pairs.map(|(a, b)| named(a).zip(named(b))).next().flatten() {
            Some((a, b)) => {
                let way =
                    format!("if they are always equal, give both one name, or write `where {b} == {a}`");
                (error.note(way), "or assert the extents at run time")
            }
            None => (error, "assert the extents at run time"),
        };
        error.offer(expr.span, text, offer)
    }
}

/// A size as it would be written, without the parentheses that precedence makes superfluous.
fn poly_text(size: &Poly<String>) -> String {
    let mut terms: Vec<(&[Atom<String>], i64)> = size.terms().collect();
    terms.sort_by_key(|(monomial, coefficient)| (monomial.is_empty(), *coefficient < 0));
    let mut text = String::new();
    for (i, (monomial, coefficient)) in terms.into_iter().enumerate() {
        text += match (i, coefficient < 0) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        let magnitude = coefficient.unsigned_abs();
        let mut factors: Vec<String> = Vec::new();
        if magnitude != 1 || monomial.is_empty() {
            factors.push(magnitude.to_string());
        }
        let alone = magnitude == 1 && monomial.len() == 1;
        factors.extend(monomial.iter().map(|atom| match atom {
            Atom::Var(name) => name.clone(),
            Atom::FloorDiv(a, b) if alone => format!("{} // {}", operand_text(a), operand_text(b)),
            Atom::FloorDiv(a, b) => format!("({} // {})", operand_text(a), operand_text(b)),
        }));
        text += &factors.join(" * ");
    }
    if text.is_empty() { "0".into() } else { text }
}

fn operand_text(size: &Poly<String>) -> String {
    let text = poly_text(size);
    if text.contains([' ', '-']) { format!("({text})") } else { text }
}
