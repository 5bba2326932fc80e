//! Where the binders of a `for` stand alone as indices: that gives those without a range their extents.
//!
//! A look at the source before anything in it is checked. Only arrays that are named outside the `for` count, so names
//! that the body binds itself are hidden, and so are binders whose names the body binds again.

use std::collections::BTreeMap;

use base::Span;
use syntax::ast::{
    Binder, Block, EdgeMode, Expr, ExprKind, IndexItem, IndexItemKind, Name, Pattern, PatternKind, Range,
    StmtKind,
};

/// A binder that stands alone as an index.
pub(crate) struct BinderUse<'e> {
    /// The array's name.
    pub(crate) array: &'e Name,
    /// `T` in `x.T[i]`, an item in `t.call[i]`.
    pub(crate) field: Option<&'e Name>,
    /// Axes before it, if no `...` stands there.
    before: Option<usize>,
    /// Axes behind it.
    after: usize,
    /// The index.
    pub(crate) span: Span,
}

impl BinderUse<'_> {
    /// The axis of an array of that rank.
    pub(crate) fn axis(&self, rank: usize) -> Option<usize> {
        match self.before {
            Some(before) => Some(before),
            None => rank.checked_sub(1 + self.after),
        }
    }
}

/// The uses of each binder without a range.
pub(crate) fn binder_uses<'e>(
    binders: &'e [Binder],
    body: &'e Expr,
) -> BTreeMap<&'e str, Vec<BinderUse<'e>>> {
    let open = binders.iter().filter(|binder| binder.range.is_none() && !binder.name.is_blank());
    let uses: BTreeMap<&str, Vec<BinderUse>> =
        open.map(|binder| (binder.name.as_str(), Vec::new())).collect();
    if uses.is_empty() {
        return uses;
    }
    let binders = binders.iter().map(|binder| binder.name.as_str()).collect();
    let mut finder = Finder { uses, binders, hidden: Vec::new() };
    finder.expr(body);
    finder.uses
}

struct Finder<'e> {
    uses: BTreeMap<&'e str, Vec<BinderUse<'e>>>,
    /// The names of all binders: they hide arrays.
    binders: Vec<&'e str>,
    /// Names that inner scopes have bound.
    hidden: Vec<&'e str>,
}

impl<'e> Finder<'e> {
    fn expr(&mut self, expr: &'e Expr) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Name(_) | ExprKind::Error => {}
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary { lhs, rhs, .. } => {
                self.expr(lhs);
                self.expr(rhs);
            }
            ExprKind::Call { callee: head, args } | ExprKind::MethodCall { receiver: head, args, .. } => {
                self.expr(head);
                args.iter().for_each(|arg| self.expr(&arg.value));
            }
            ExprKind::Pipe { value, call } => {
                self.expr(value);
                self.expr(call);
            }
            ExprKind::Field { base, .. } | ExprKind::Optional(base) => self.expr(base),
            ExprKind::Index { base, items, edges } => self.index(base, items, edges),
            ExprKind::Tuple(items) => items.iter().for_each(|item| self.expr(&item.value)),
            ExprKind::Array(items) => items.iter().for_each(|item| self.expr(item)),
            ExprKind::For { binders, body } => {
                binders.iter().filter_map(|binder| binder.range.as_ref()).for_each(|range| self.range(range));
                self.inside(binders.iter().map(|binder| binder.name.as_str()), |f| f.expr(body));
            }
            ExprKind::Lambda { params, body } => {
                self.inside(params.iter().map(|param| param.name.as_str()), |f| f.expr(body));
            }
            ExprKind::If { cond, then, otherwise } => {
                self.expr(cond);
                self.block(then);
                otherwise.iter().for_each(|expr| self.expr(expr));
            }
            ExprKind::Block(block) => self.block(block),
        }
    }

    fn inside(&mut self, names: impl Iterator<Item = &'e str>, walk: impl FnOnce(&mut Self)) {
        let n_hidden = self.hidden.len();
        self.hidden.extend(names);
        walk(self);
        self.hidden.truncate(n_hidden);
    }

    fn range(&mut self, range: &'e Range) {
        self.expr(&range.lo);
        self.expr(&range.hi);
        range.step.iter().for_each(|step| self.expr(step));
    }

    fn block(&mut self, block: &'e Block) {
        let n_hidden = self.hidden.len();
        for stmt in &block.stmts {
            match &stmt.kind {
                StmtKind::Let { pattern, value, .. } => {
                    self.expr(value);
                    self.pattern(pattern);
                }
                StmtKind::Assign { target, value, .. } => {
                    self.expr(target);
                    self.expr(value);
                }
                StmtKind::Expr { expr, .. } | StmtKind::Assert { cond: expr, .. } => self.expr(expr),
                StmtKind::Loop { binder, range, body } => {
                    self.range(range);
                    self.inside([binder.as_str()].into_iter(), |f| f.block(body));
                }
                StmtKind::While { cond, body } => {
                    self.expr(cond);
                    self.block(body);
                }
                StmtKind::Return(value) => value.iter().for_each(|value| self.expr(value)),
                StmtKind::Break | StmtKind::Continue | StmtKind::Error => {}
            }
        }
        block.tail.iter().for_each(|tail| self.expr(tail));
        self.hidden.truncate(n_hidden);
    }

    fn pattern(&mut self, pattern: &'e Pattern) {
        match &pattern.kind {
            PatternKind::Name(name) => self.hidden.push(name.as_str()),
            PatternKind::Tuple(items) => items.iter().for_each(|item| self.pattern(item)),
            PatternKind::Error => {}
        }
    }

    fn index(&mut self, base: &'e Expr, items: &'e [IndexItem], edges: &'e [EdgeMode]) {
        self.expr(base);
        for edge in edges {
            if let EdgeMode::Fill(value) = edge {
                self.expr(value);
            }
        }
        let array = match &base.kind {
            ExprKind::Name(name) => Some((name, None)),
            ExprKind::Field { base, name } => base.as_name().map(|array| (array, Some(name))),
            _ => None,
        };
        let is_inner = |name: &str| self.hidden.contains(&name) || self.binders.contains(&name);
        let array = array.filter(|(name, _)| !is_inner(name.as_str()));
        for (i, item) in items.iter().enumerate() {
            match &item.kind {
                IndexItemKind::Expr(expr) => {
                    self.expr(expr);
                    if let (Some((array, field)), Some(name)) = (array, expr.as_name()) {
                        self.note(array, field, name, items, i);
                    }
                }
                IndexItemKind::Slice { lo, hi, step } => {
                    [lo, hi, step].into_iter().flatten().for_each(|bound| self.expr(bound));
                }
                _ => {}
            }
        }
    }

    fn note(
        &mut self,
        array: &'e Name,
        field: Option<&'e Name>,
        name: &'e Name,
        items: &'e [IndexItem],
        at: usize,
    ) {
        if self.hidden.contains(&name.as_str()) {
            return;
        }
        let Some(uses) = self.uses.get_mut(name.as_str()) else { return };
        let takes_axis =
            |item: &&IndexItem| matches!(item.kind, IndexItemKind::Expr(_) | IndexItemKind::Slice { .. });
        let has_ellipsis = items[..at].iter().any(|item| matches!(item.kind, IndexItemKind::Ellipsis));
        let before = (!has_ellipsis).then(|| items[..at].iter().filter(takes_axis).count());
        let after = items[at + 1..].iter().filter(takes_axis).count();
        uses.push(BinderUse { array, field, before, after, span: name.span });
    }
}
