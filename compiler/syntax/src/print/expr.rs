//! Expressions as text.

use super::Printer;
use crate::ast::*;
use std::fmt;

/// How tightly a form binds, loosest first: the tiers of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// `for`, lambda, `if`, block
    Whole,
    Pipe,
    Or,
    And,
    Not,
    Compare,
    Coalesce,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Add,
    Mul,
    Unary,
    Pow,
    /// A field, which is called only in parentheses.
    Field,
    Callee,
}

/// The tiers of an operator, of its left and of its right operand.
pub(crate) fn binary_tiers(op: BinaryOp) -> (Tier, Tier, Tier) {
    use BinaryOp::*;
    match op {
        Or => (Tier::Or, Tier::Or, Tier::And),
        And => (Tier::And, Tier::And, Tier::Not),
        Eq | Ne | Lt | Le | Gt | Ge => (Tier::Compare, Tier::Coalesce, Tier::Coalesce),
        Coalesce => (Tier::Coalesce, Tier::BitOr, Tier::Coalesce),
        BitOr => (Tier::BitOr, Tier::BitOr, Tier::BitXor),
        BitXor => (Tier::BitXor, Tier::BitXor, Tier::BitAnd),
        BitAnd => (Tier::BitAnd, Tier::BitAnd, Tier::Shift),
        Shl | Shr => (Tier::Shift, Tier::Shift, Tier::Add),
        Add | Sub => (Tier::Add, Tier::Add, Tier::Mul),
        Mul | Div | FloorDiv | Rem | MatMul => (Tier::Mul, Tier::Mul, Tier::Unary),
        Pow => (Tier::Pow, Tier::Field, Tier::Unary),
    }
}

fn tier(kind: &ExprKind) -> Tier {
    match kind {
        ExprKind::For { .. } | ExprKind::Lambda { .. } | ExprKind::If { .. } | ExprKind::Block(_) => {
            Tier::Whole
        }
        ExprKind::Pipe { .. } => Tier::Pipe,
        ExprKind::Binary { op, .. } => binary_tiers(*op).0,
        ExprKind::Unary { op: UnaryOp::Not, .. } => Tier::Not,
        ExprKind::Unary { .. } => Tier::Unary,
        ExprKind::Field { .. } => Tier::Field,
        ExprKind::Literal(_)
        | ExprKind::Name(_)
        | ExprKind::Call { .. }
        | ExprKind::MethodCall { .. }
        | ExprKind::Index { .. }
        | ExprKind::Optional(_)
        | ExprKind::Tuple(_)
        | ExprKind::Array(_)
        | ExprKind::Error => Tier::Callee,
    }
}

impl Printer<'_, '_> {
    /// An expression where any can stand.
    pub(super) fn expr(&mut self, expr: &Expr) -> fmt::Result {
        self.tiered(expr, Tier::Whole)
    }

    /// An expression where `for`, `if` and the like need parentheses.
    pub(super) fn operand(&mut self, expr: &Expr) -> fmt::Result {
        self.tiered(expr, Tier::Pipe)
    }

    fn tiered(&mut self, expr: &Expr, least: Tier) -> fmt::Result {
        if tier(&expr.kind) >= least {
            return self.kind(&expr.kind);
        }
        self.text("(")?;
        self.kind(&expr.kind)?;
        self.text(")")
    }

    /// What stands before a point: a number would swallow it.
    fn before_point(&mut self, base: &Expr) -> fmt::Result {
        if !matches!(base.kind, ExprKind::Literal(_)) {
            return self.tiered(base, Tier::Field);
        }
        self.text("(")?;
        self.kind(&base.kind)?;
        self.text(")")
    }

    fn kind(&mut self, kind: &ExprKind) -> fmt::Result {
        match kind {
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::Name(name) => self.show(name),
            ExprKind::Unary { op, operand, .. } => {
                self.show(format_args!("{op}{}", if *op == UnaryOp::Not { " " } else { "" }))?;
                self.tiered(operand, tier(kind))
            }
            ExprKind::Binary { op, lhs, rhs, .. } => {
                let (_, left, right) = binary_tiers(*op);
                self.tiered(lhs, left)?;
                self.show(format_args!(" {op} "))?;
                self.tiered(rhs, right)
            }
            ExprKind::Call { callee, args } => {
                self.tiered(callee, Tier::Callee)?;
                self.args(args)
            }
            ExprKind::MethodCall { receiver, name, args } => {
                self.before_point(receiver)?;
                self.show(format_args!(".{name}"))?;
                self.args(args)
            }
            ExprKind::Pipe { value, call } => {
                self.tiered(value, Tier::Pipe)?;
                self.text(" |> ")?;
                self.tiered(call, Tier::Field)
            }
            ExprKind::Field { base, name } => {
                self.before_point(base)?;
                self.show(format_args!(".{name}"))
            }
            ExprKind::Index { base, items, edges } => self.index(base, items, edges),
            ExprKind::Optional(inner) => {
                self.tiered(inner, Tier::Callee)?;
                self.text("?")
            }
            ExprKind::Tuple(items) => self.tuple(items),
            ExprKind::Array(items) => {
                self.text("[")?;
                self.list(items, |p, item| p.expr(item))?;
                self.text("]")
            }
            ExprKind::For { binders, body } => {
                self.text("for ")?;
                self.list(binders, Self::binder)?;
                self.text(": ")?;
                self.expr(body)
            }
            ExprKind::Lambda { params, body } => self.lambda(params, body),
            ExprKind::If { cond, then, otherwise } => self.condition(cond, then, otherwise.as_deref()),
            ExprKind::Block(block) => self.block(block),
            ExprKind::Error => self.text("<error>"),
        }
    }

    /// A literal as it can be read back: integers in base ten.
    pub(super) fn literal(&mut self, literal: &Literal) -> fmt::Result {
        let shown = |suffix: &Option<Suffix>| suffix.map_or("", Suffix::as_str);
        match literal {
            Literal::Bool(value) => self.show(value),
            Literal::Int { value, suffix } => self.show(format_args!("{value}{}", shown(suffix))),
            Literal::Float { text, suffix } => self.show(format_args!("{text}{}", shown(suffix))),
            Literal::Imaginary { text } => self.show(format_args!("{text}i")),
        }
    }

    fn args(&mut self, args: &[Arg]) -> fmt::Result {
        self.text("(")?;
        self.list(args, |p, arg| {
            if let Some(name) = &arg.name {
                p.show(format_args!("{name} = "))?;
            }
            p.text(if arg.inout { "inout " } else { "" })?;
            p.expr(&arg.value)
        })?;
        self.text(")")
    }

    fn tuple(&mut self, items: &[TupleItem]) -> fmt::Result {
        self.text("(")?;
        self.list(items, |p, item| {
            if let Some(name) = &item.name {
                p.show(format_args!("{name} = "))?;
            }
            p.expr(&item.value)
        })?;
        self.tuple_comma(items.len(), items.iter().any(|item| item.name.is_some()))?;
        self.text(")")
    }

    fn index(&mut self, base: &Expr, items: &[IndexItem], edges: &[EdgeMode]) -> fmt::Result {
        self.tiered(base, Tier::Field)?;
        self.text("[")?;
        self.list(items, Self::index_item)?;
        if !edges.is_empty() {
            self.text("; ")?;
            self.list(edges, Self::edge_mode)?;
        }
        self.text("]")
    }

    fn index_item(&mut self, item: &IndexItem) -> fmt::Result {
        match &item.kind {
            IndexItemKind::Expr(expr) => self.expr(expr),
            IndexItemKind::Slice { lo, hi, step } => {
                self.bound(lo)?;
                self.text(":")?;
                self.bound(hi)?;
                if step.is_some() {
                    self.text(":")?;
                }
                self.bound(step)
            }
            IndexItemKind::New => self.text("new"),
            IndexItemKind::Ellipsis => self.text("..."),
            IndexItemKind::Rest(name) => self.show(format_args!("..{name}")),
            IndexItemKind::Any => self.text("_"),
            IndexItemKind::Unknown => self.text("?"),
        }
    }

    fn bound(&mut self, bound: &Option<Box<Expr>>) -> fmt::Result {
        bound.as_ref().map_or(Ok(()), |bound| self.operand(bound))
    }

    fn edge_mode(&mut self, edge: &EdgeMode) -> fmt::Result {
        match edge {
            EdgeMode::Wrap(_) => self.text("wrap"),
            EdgeMode::Clamp(_) => self.text("clamp"),
            EdgeMode::Mirror(_) => self.text("mirror"),
            EdgeMode::Fill(Expr { kind: ExprKind::Name(name), .. }) => self.show(format_args!("({name})")),
            EdgeMode::Fill(value) => self.expr(value),
        }
    }

    fn binder(&mut self, binder: &Binder) -> fmt::Result {
        self.show(&binder.name)?;
        if let Some(range) = &binder.range {
            self.text(" in ")?;
            self.range(range)?;
        }
        Ok(())
    }

    /// `a..b by c`
    pub(super) fn range(&mut self, range: &Range) -> fmt::Result {
        self.operand(&range.lo)?;
        self.text(if range.inclusive { "..=" } else { ".." })?;
        self.operand(&range.hi)?;
        if let Some(step) = &range.step {
            self.text(" by ")?;
            self.operand(step)?;
        }
        Ok(())
    }

    fn lambda(&mut self, params: &[LambdaParam], body: &Expr) -> fmt::Result {
        self.text("|")?;
        self.list(params, |p, param| {
            p.show(&param.name)?;
            if let Some(ty) = &param.ty {
                p.text(": ")?;
                p.ty(ty)?;
            }
            Ok(())
        })?;
        self.text("| ")?;
        self.expr(body)
    }

    fn condition(&mut self, cond: &Expr, then: &Block, otherwise: Option<&Expr>) -> fmt::Result {
        self.text("if ")?;
        self.operand(cond)?;
        self.text(" ")?;
        self.block(then)?;
        if let Some(otherwise) = otherwise {
            self.text(" else ")?;
            self.expr(otherwise)?;
        }
        Ok(())
    }
}
