//! Expressions and types: where they break.

use super::layout::Piece;
use super::{List, Writer};
use crate::ast::*;
use crate::print::expr::{Tier, binary_tiers};
use crate::token::Token;

/// From so many items on, a list of plain ones is filled rather than set one a line.
const FILLED: usize = 5;

impl Writer<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) {
        let pairs = self.parentheses(expr);
        for _ in 0..pairs {
            self.token();
        }
        self.kind(expr);
        for _ in 0..pairs {
            self.token();
        }
    }

    fn kind(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Name(_) | ExprKind::Error => self.token(),
            ExprKind::Unary { op, operand, .. } => {
                self.token();
                if *op == UnaryOp::Not {
                    self.space();
                }
                self.expr(operand);
            }
            ExprKind::Binary { op, lhs, rhs, .. } => self.binary(*op, lhs, rhs),
            ExprKind::Call { callee, args } => {
                self.expr(callee);
                self.args(args);
            }
            ExprKind::MethodCall { receiver, args, .. } => {
                self.expr(receiver);
                self.token();
                self.token();
                self.args(args);
            }
            ExprKind::Pipe { value, call } => self.pipe(value, call),
            ExprKind::Field { base, .. } => {
                self.expr(base);
                self.token();
                self.token();
            }
            ExprKind::Index { base, items, edges } => {
                self.expr(base);
                self.index(items, edges);
            }
            ExprKind::Optional(inner) => {
                self.expr(inner);
                self.token();
            }
            ExprKind::Tuple(items) => self.tuple(items),
            ExprKind::Array(items) => {
                let fill = items.len() >= FILLED && items.iter().all(is_plain);
                self.list(items, List { fill, ..List::default() }, |w, item| w.expr(item));
            }
            ExprKind::For { binders, body } => self.for_expr(binders, body),
            ExprKind::Lambda { params, body } => self.lambda(params, body),
            ExprKind::If { .. } => self.condition(expr),
            ExprKind::Block(block) => self.block(block),
        }
    }

    fn binary(&mut self, op: BinaryOp, lhs: &Expr, rhs: &Expr) {
        if op == BinaryOp::Pow {
            self.expr(lhs);
            self.token();
            self.expr(rhs);
            return;
        }
        // Conditions are read one a line, sums as text.
        let tier = binary_tiers(op).0;
        self.push(Piece::Open { fill: tier > Tier::Not });
        self.chain(tier, lhs, rhs);
        self.push(Piece::Dedent);
        self.push(Piece::Close);
    }

    /// Operators of one tier, which stand at the starts of lines. Opens a level behind the first operand.
    fn chain(&mut self, tier: Tier, lhs: &Expr, rhs: &Expr) {
        match &lhs.kind {
            ExprKind::Binary { op, lhs: first, rhs: second, .. }
                if binary_tiers(*op).0 == tier && self.parentheses(lhs) == 0 =>
            {
                self.chain(tier, first, second);
            }
            _ => {
                self.expr(lhs);
                self.push(Piece::Indent);
            }
        }
        self.soft(true);
        self.word();
        self.expr(rhs);
    }

    fn pipe(&mut self, value: &Expr, call: &Expr) {
        self.push(Piece::Open { fill: false });
        self.stages(value, call);
        self.push(Piece::Dedent);
        self.push(Piece::Close);
    }

    fn stages(&mut self, value: &Expr, call: &Expr) {
        match &value.kind {
            ExprKind::Pipe { value: first, call: second } if self.parentheses(value) == 0 => {
                self.stages(first, second);
            }
            _ => {
                self.expr(value);
                self.push(Piece::Indent);
            }
        }
        self.soft(true);
        self.word();
        self.expr(call);
    }

    fn args(&mut self, args: &[Arg]) {
        let hug = matches!(args, [arg] if arg.name.is_none() && self.hugs(&arg.value));
        self.list(args, List { hug, ..List::default() }, |w, arg| {
            if arg.name.is_some() {
                w.token();
                w.infix();
            }
            if arg.inout {
                w.word();
            }
            w.expr(&arg.value);
        });
    }

    fn tuple(&mut self, items: &[TupleItem]) {
        let single = items.len() == 1 && items[0].name.is_none();
        self.list(items, List { single, ..List::default() }, |w, item| {
            if item.name.is_some() {
                w.token();
                w.infix();
            }
            w.expr(&item.value);
        });
    }

    fn index(&mut self, items: &[IndexItem], edges: &[EdgeMode]) {
        self.push(Piece::Open { fill: false });
        self.token();
        self.push(Piece::Indent);
        self.soft(false);
        for (at, item) in items.iter().enumerate() {
            self.index_item(item);
            if at + 1 < items.len() {
                self.token();
                self.soft(true);
            }
        }
        self.drop_comma();
        if !edges.is_empty() {
            self.word();
        }
        for (at, edge) in edges.iter().enumerate() {
            match edge {
                EdgeMode::Fill(value) => self.expr(value),
                EdgeMode::Wrap(_) | EdgeMode::Clamp(_) | EdgeMode::Mirror(_) => self.token(),
            }
            if at + 1 < edges.len() {
                self.token();
                self.soft(true);
            }
        }
        self.drop_comma();
        self.leading_comments(false);
        self.push(Piece::Dedent);
        self.soft(false);
        self.token();
        self.push(Piece::Close);
    }

    fn index_item(&mut self, item: &IndexItem) {
        match &item.kind {
            IndexItemKind::Expr(expr) => self.expr(expr),
            IndexItemKind::Slice { lo, hi, step } => {
                for (at, bound) in [lo, hi, step].into_iter().enumerate() {
                    if at > 0 {
                        self.eat(Token::Colon);
                    }
                    if let Some(bound) = bound {
                        self.expr(bound);
                    }
                }
            }
            IndexItemKind::Rest(_) => {
                self.token();
                self.token();
            }
            IndexItemKind::New | IndexItemKind::Ellipsis | IndexItemKind::Any | IndexItemKind::Unknown => {
                self.token();
            }
        }
    }

    fn for_expr(&mut self, binders: &[Binder], body: &Expr) {
        self.word();
        self.between_commas(binders, |w, binder| {
            w.token();
            if let Some(range) = &binder.range {
                w.infix();
                w.range(range);
            }
        });
        self.token();
        self.body(body);
    }

    /// What stands behind `:` or `=`: on the same line if it fits there or opens lines itself, else on the next.
    pub(super) fn body(&mut self, body: &Expr) {
        if self.hugs(body) {
            self.space();
            self.expr(body);
            return;
        }
        self.push(Piece::Open { fill: false });
        self.push(Piece::Indent);
        self.soft(true);
        self.expr(body);
        self.push(Piece::Dedent);
        self.push(Piece::Close);
    }

    pub(super) fn range(&mut self, range: &Range) {
        self.expr(&range.lo);
        self.token();
        self.expr(&range.hi);
        if let Some(step) = &range.step {
            self.infix();
            self.expr(step);
        }
    }

    fn lambda(&mut self, params: &[LambdaParam], body: &Expr) {
        self.token();
        self.between_commas(params, |w, param| {
            w.token();
            if let Some(ty) = &param.ty {
                w.word();
                w.ty(ty);
            }
        });
        self.word();
        self.expr(body);
    }

    /// Items between commas outside brackets; a comma at the end goes.
    pub(super) fn between_commas<T>(&mut self, items: &[T], one: impl Fn(&mut Self, &T)) {
        for (at, item) in items.iter().enumerate() {
            one(self, item);
            if at + 1 < items.len() {
                self.word();
            }
        }
        self.drop_comma();
    }

    /// An `if` with all its branches: each on one line, or none.
    pub(super) fn condition(&mut self, expr: &Expr) {
        self.push(Piece::Open { fill: false });
        self.branches(expr);
        self.push(Piece::Close);
    }

    fn branches(&mut self, expr: &Expr) {
        let ExprKind::If { cond, then, otherwise } = &expr.kind else { return self.expr(expr) };
        self.word();
        self.expr(cond);
        self.space();
        self.braces(then);
        if let Some(otherwise) = otherwise {
            self.infix();
            match &otherwise.kind {
                ExprKind::Block(block) => self.braces(block),
                _ => self.branches(otherwise),
            }
        }
    }

    /// Whether an expression opens and closes lines of its own, so that it may begin on any line.
    fn hugs(&self, expr: &Expr) -> bool {
        if self.parentheses(expr) > 0 {
            return false;
        }
        match &expr.kind {
            ExprKind::Block(_) | ExprKind::Array(_) => true,
            ExprKind::For { body, .. } | ExprKind::Lambda { body, .. } => {
                !matches!(body.kind, ExprKind::Array(_)) && self.hugs(body)
            }
            ExprKind::Call { args, .. } => {
                matches!(&args[..], [arg] if arg.name.is_none() && self.hugs(&arg.value))
            }
            _ => false,
        }
    }

    // Types

    pub(super) fn ty(&mut self, ty: &TypeExpr) {
        let pairs = self.pairs_at(ty.span);
        let pairs = pairs - usize::from(pairs > 0 && matches!(ty.kind, TypeExprKind::Tuple(_)));
        (0..pairs).for_each(|_| self.token());
        self.bare_type(ty);
        (0..pairs).for_each(|_| self.token());
    }

    fn bare_type(&mut self, ty: &TypeExpr) {
        match &ty.kind {
            TypeExprKind::Name { module, .. } => {
                if module.is_some() {
                    self.token();
                    self.token();
                }
                self.token();
            }
            TypeExprKind::Optional(inner) => {
                self.ty(inner);
                self.token();
            }
            TypeExprKind::Array { element, dims } => {
                self.ty(element);
                self.list(dims, List::default(), Self::dim);
            }
            TypeExprKind::Tuple(fields) => {
                let single = fields.len() == 1 && fields[0].name.is_none();
                self.list(fields, List { single, ..List::default() }, |w, field| {
                    if field.name.is_some() {
                        w.token();
                        w.word();
                    }
                    w.ty(&field.ty);
                });
            }
            TypeExprKind::Function { params, result } => {
                self.token();
                self.list(params, List::default(), |w, param| w.ty(param));
                self.infix();
                self.ty(result);
            }
            TypeExprKind::Error => self.token(),
        }
    }

    fn dim(&mut self, dim: &DimExpr) {
        if dim.label.is_some() {
            self.token();
            self.word();
        }
        match &dim.kind {
            DimKind::Size(size) => self.expr(size),
            DimKind::Rest(_) => {
                self.token();
                self.token();
            }
            DimKind::Unknown | DimKind::Any => self.token(),
        }
    }
}

/// A number, a name or a number with a sign.
fn is_plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Name(_) => true,
        ExprKind::Unary { operand, .. } => matches!(operand.kind, ExprKind::Literal(_)),
        _ => false,
    }
}
