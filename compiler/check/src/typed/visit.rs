//! Walks over the typed program.

use std::collections::BTreeSet;

use super::{
    Block, Edge, Expr, ExprKind, Function, IndexItem, LocalId, Operator, Selection, Stmt, StmtKind, Type,
};

/// The locals that `block` assigns or updates, without those that it defines itself.
///
/// Branches and loops need them: they are the values that change inside.
#[must_use]
pub fn assigned_locals(block: &Block) -> BTreeSet<LocalId> {
    let (mut assigned, mut defined) = (BTreeSet::new(), BTreeSet::new());
    let mut visit = |node: Node<'_>| match node {
        Node::Stmt(Stmt { kind: StmtKind::Let { locals, .. }, .. }) => {
            defined.extend(locals.iter().flatten())
        }
        Node::Stmt(Stmt {
            kind: StmtKind::Assign { local, .. } | StmtKind::Update { local, .. }, ..
        }) => {
            assigned.insert(*local);
        }
        _ => {}
    };
    Walk { visit: &mut visit }.block(block);
    assigned.difference(&defined).copied().collect()
}

/// Whether any value in a function, named or not, has a type for which `test` holds.
#[must_use]
pub fn any_type(function: &Function, test: &mut dyn FnMut(&Type) -> bool) -> bool {
    let mut found = function.results.iter().any(|result| test(&result.ty))
        || function.locals.iter().any(|local| test(&local.ty));
    let mut visit = |node: Node<'_>| {
        if let Node::Expr(expr) = node {
            found |= expr.types.iter().any(&mut *test);
        }
    };
    Walk { visit: &mut visit }.block(&function.body);
    found
}

/// Whether control never comes past these statements: all ways through them end with `return`, `break` or `continue`.
#[must_use]
pub fn always_leaves(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break | StmtKind::Continue | StmtKind::Return => true,
        StmtKind::Eval(Expr { kind: ExprKind::If(choice), .. }) => {
            always_leaves(&choice.then.stmts) && always_leaves(&choice.otherwise.stmts)
        }
        StmtKind::While { cond, body } => {
            matches!(cond.kind, ExprKind::Const(c) if c.as_bool()) && !mentions(body, &StmtKind::Break)
        }
        _ => false,
    })
}

/// Whether a `return` stands in `block` or in the blocks inside it.
#[must_use]
pub fn returns(block: &Block) -> bool {
    mentions(block, &StmtKind::Return)
}

/// Whether `wanted` (which has no parts) stands in `block`; a `break` of a loop inside it does not count.
fn mentions(block: &Block, wanted: &StmtKind) -> bool {
    let is_wanted = |kind: &StmtKind| std::mem::discriminant(kind) == std::mem::discriminant(wanted);
    let in_value = |value: &Expr| match &value.kind {
        ExprKind::If(choice) => mentions(&choice.then, wanted) || mentions(&choice.otherwise, wanted),
        _ => false,
    };
    block.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Loop { body, .. } | StmtKind::While { body, .. } => {
            matches!(wanted, StmtKind::Return) && mentions(body, wanted)
        }
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Eval(value) => {
            in_value(value)
        }
        kind => is_wanted(kind),
    }) || block.value.as_ref().is_some_and(in_value)
}

/// What a walk meets.
enum Node<'a> {
    Stmt(&'a Stmt),
    Expr(&'a Expr),
}

/// Visits every statement and every expression.
struct Walk<'w> {
    visit: &'w mut dyn FnMut(Node<'_>),
}

impl Walk<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            (self.visit)(Node::Stmt(stmt));
            match &stmt.kind {
                StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => self.expr(value),
                StmtKind::Update { selection, value, .. } => {
                    self.selection(selection);
                    self.expr(&value.value);
                }
                StmtKind::Loop { body, .. } => self.block(body),
                StmtKind::While { cond, body } => {
                    self.expr(cond);
                    self.block(body);
                }
                StmtKind::Break | StmtKind::Continue | StmtKind::Return => {}
                StmtKind::Assert { cond: value, .. } | StmtKind::Eval(value) => self.expr(value),
            }
        }
        block.value.iter().for_each(|value| self.expr(value));
    }

    fn expr(&mut self, expr: &Expr) {
        (self.visit)(Node::Expr(expr));
        match &expr.kind {
            ExprKind::Const(_) | ExprKind::Local(_) | ExprKind::Size(_) => {}
            ExprKind::Apply(apply) => apply.args.iter().for_each(|arg| self.expr(&arg.value)),
            ExprKind::Tuple(items) | ExprKind::Array(items) => items.iter().for_each(|item| self.expr(item)),
            ExprKind::Item { tuple: value, .. }
            | ExprKind::Permute { value, .. }
            | ExprKind::Expect { value } => {
                self.expr(value);
            }
            ExprKind::For(f) => self.expr(&f.body),
            ExprKind::Reduce(reduce) => {
                self.operator(&reduce.operator);
                self.expr(&reduce.value);
            }
            ExprKind::Scan(scan) => {
                self.operator(&scan.operator);
                self.expr(&scan.value);
            }
            ExprKind::Index(index) => {
                self.expr(&index.base);
                self.selection(&index.selection);
            }
            ExprKind::If(i) => {
                self.expr(&i.cond);
                self.block(&i.then);
                self.block(&i.otherwise);
            }
            ExprKind::Block(block) => self.block(block),
        }
    }

    fn operator(&mut self, operator: &Operator) {
        if let Operator::User(user) = operator {
            self.expr(&user.init);
            self.expr(&user.body);
        }
    }

    fn selection(&mut self, selection: &Selection) {
        for item in &selection.items {
            if let IndexItem::At { index, edge } = item {
                self.expr(&index.value);
                if let Edge::Fill(value) = edge {
                    self.expr(value);
                }
            }
        }
    }
}
