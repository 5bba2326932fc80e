//! How deep a tree is: one more than its deepest child, read from the children when a node is made.
//!
//! Nodes are made through `new`, so a depth costs one look at the direct children and no walk.

use super::{
    Block, DimExpr, DimKind, EdgeMode, Expr, ExprKind, IndexItem, IndexItemKind, Pattern, PatternKind, Range,
    Stmt, StmtKind, TypeExpr, TypeExprKind,
};
use base::Span;

impl Expr {
    /// The expression `kind` at `span`, one level deeper than what is in it.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        let depth = 1 + inside_expr(&kind);
        Expr { kind, span, depth }
    }
}

impl TypeExpr {
    /// The type `kind` at `span`, one level deeper than what is in it.
    pub fn new(kind: TypeExprKind, span: Span) -> Self {
        let depth = 1 + match &kind {
            TypeExprKind::Name { .. } | TypeExprKind::Error => 0,
            TypeExprKind::Optional(inner) => inner.depth,
            TypeExprKind::Array { element, dims } => element.depth.max(deepest(dims, inside_dim)),
            TypeExprKind::Tuple(fields) => deepest(fields, |field| field.ty.depth),
            TypeExprKind::Function { params, result } => result.depth.max(deepest(params, |ty| ty.depth)),
        };
        TypeExpr { kind, span, depth }
    }
}

impl Pattern {
    /// The pattern `kind` at `span`, one level deeper than what is in it.
    pub fn new(kind: PatternKind, span: Span) -> Self {
        let depth = 1 + match &kind {
            PatternKind::Name(_) | PatternKind::Error => 0,
            PatternKind::Tuple(items) => deepest(items, |item| item.depth),
        };
        Pattern { kind, span, depth }
    }
}

impl Block {
    /// The block of `stmts` and `tail` at `span`, one level deeper than what is in it.
    pub fn new(stmts: Vec<Stmt>, tail: Option<Box<Expr>>, span: Span) -> Self {
        let depth = 1 + inside(&tail).max(deepest(&stmts, inside_stmt));
        Block { stmts, tail, span, depth }
    }
}

fn deepest<T>(items: &[T], depth: impl Fn(&T) -> u32) -> u32 {
    items.iter().map(depth).max().unwrap_or(0)
}

fn inside(expr: &Option<Box<Expr>>) -> u32 {
    expr.as_ref().map_or(0, |expr| expr.depth)
}

fn inside_expr(kind: &ExprKind) -> u32 {
    match kind {
        ExprKind::Literal(_) | ExprKind::Name(_) | ExprKind::Error => 0,
        ExprKind::Unary { operand, .. } => operand.depth,
        ExprKind::Binary { lhs, rhs, .. } => lhs.depth.max(rhs.depth),
        ExprKind::Call { callee: head, args } | ExprKind::MethodCall { receiver: head, args, .. } => {
            head.depth.max(deepest(args, |arg| arg.value.depth))
        }
        ExprKind::Pipe { value, call } => value.depth.max(call.depth),
        ExprKind::Field { base, .. } | ExprKind::Optional(base) => base.depth,
        ExprKind::Index { base, items, edges } => {
            base.depth.max(deepest(items, inside_index)).max(deepest(edges, inside_edge))
        }
        ExprKind::Tuple(items) => deepest(items, |item| item.value.depth),
        ExprKind::Array(items) => deepest(items, |item| item.depth),
        ExprKind::For { binders, body } => {
            body.depth.max(deepest(binders, |binder| binder.range.as_ref().map_or(0, inside_range)))
        }
        ExprKind::Lambda { params, body } => {
            body.depth.max(deepest(params, |param| param.ty.as_ref().map_or(0, |ty| ty.depth)))
        }
        ExprKind::If { cond, then, otherwise } => cond.depth.max(then.depth).max(inside(otherwise)),
        ExprKind::Block(block) => block.depth,
    }
}

fn inside_index(item: &IndexItem) -> u32 {
    match &item.kind {
        IndexItemKind::Expr(expr) => expr.depth,
        IndexItemKind::Slice { lo, hi, step } => inside(lo).max(inside(hi)).max(inside(step)),
        IndexItemKind::New
        | IndexItemKind::Ellipsis
        | IndexItemKind::Rest(_)
        | IndexItemKind::Any
        | IndexItemKind::Unknown => 0,
    }
}

fn inside_edge(edge: &EdgeMode) -> u32 {
    match edge {
        EdgeMode::Fill(value) => value.depth,
        EdgeMode::Wrap(_) | EdgeMode::Clamp(_) | EdgeMode::Mirror(_) => 0,
    }
}

fn inside_range(range: &Range) -> u32 {
    range.lo.depth.max(range.hi.depth).max(inside(&range.step))
}

fn inside_dim(dim: &DimExpr) -> u32 {
    match &dim.kind {
        DimKind::Size(size) => size.depth,
        DimKind::Rest(_) | DimKind::Unknown | DimKind::Any => 0,
    }
}

fn inside_stmt(stmt: &Stmt) -> u32 {
    match &stmt.kind {
        StmtKind::Let { pattern, ty, value, .. } => {
            value.depth.max(pattern.depth).max(ty.as_ref().map_or(0, |ty| ty.depth))
        }
        StmtKind::Assign { target, value, .. } => target.depth.max(value.depth),
        StmtKind::Expr { expr, .. } | StmtKind::Assert { cond: expr, .. } => expr.depth,
        StmtKind::Loop { range, body, .. } => inside_range(range).max(body.depth),
        StmtKind::While { cond, body } => cond.depth.max(body.depth),
        StmtKind::Return(value) => value.as_ref().map_or(0, |value| value.depth),
        StmtKind::Break | StmtKind::Continue | StmtKind::Error => 0,
    }
}
