//! Operations over a frame: trees of them are computed cell by cell.

use super::super::delayed::covers;
use base::Span;
use check::typed::{Apply, Edge, Expr, ExprKind, Index, IndexItem, Op, Selection, Type};

use super::{Split, index_const, is_pair, scalar_operand, split_types};

/// What the cells of an array come from.
pub(super) enum Source<'e> {
    /// The same values everywhere, computed already.
    Same(Vec<Expr>),
    /// A local array with the type that it had; the cell's axes are its last ones.
    Stored { array: Expr, ty: Type },
    /// An operation on the cells of others.
    Op { op: &'e Op, args: Vec<(Source<'e>, Vec<Option<usize>>)>, types: Vec<Type>, span: Span },
}

impl Split {
    /// Where the cells of an operation over a frame come from.
    pub(super) fn source_of<'e>(&mut self, apply: &'e Apply, expr: &Expr) -> Source<'e> {
        let rank = apply.frame.len();
        let args = apply.args.iter().map(|arg| {
            // An operand whose cells are arrays is stored: a cell has no elements of its own.
            let is_scalar = arg.value.ty().rank() == arg.frame.len();
            (self.source(&arg.value, is_scalar && covers(&arg.frame, rank)), arg.frame.clone())
        });
        let args = args.collect();
        let cell = |ty: &Type| Type { dtype: ty.dtype, shape: ty.shape[rank..].to_vec() };
        Source::Op { op: &apply.op, args, types: expr.types.iter().map(cell).collect(), span: expr.span }
    }

    /// Where the cells of an operand come from. `whole`: each of its elements is used once.
    pub(super) fn source<'e>(&mut self, expr: &'e Expr, whole: bool) -> Source<'e> {
        if expr.ty().rank() == 0 {
            let values = self.values(expr);
            return Source::Same(self.share(values));
        }
        match &expr.kind {
            ExprKind::Apply(apply) if whole && apply.frame.len() == expr.ty().rank() => {
                self.source_of(apply, expr)
            }
            _ => {
                let array = self.expr(expr);
                Source::Stored { array: self.hide("x", array), ty: expr.ty().clone() }
            }
        }
    }

    /// The values of the cell at a point of the frame.
    pub(super) fn element(&mut self, source: &Source<'_>, at: &[Expr], span: Span) -> Vec<Expr> {
        match source {
            Source::Same(values) => values.clone(),
            Source::Stored { array, ty } => cell_of(array, ty, at, span),
            Source::Op { op, args, types, span } => {
                let mut cells = Vec::new();
                for (arg, frame) in args {
                    let at: Vec<Expr> = frame
                        .iter()
                        .map(|dim| dim.map_or_else(|| index_const(0, *span), |k| at[k].clone()))
                        .collect();
                    cells.push(self.element(arg, &at, *span));
                }
                self.operation(op, cells, types, *span)
            }
        }
    }
}

/// The cell of a stored array: its elements at `at`, whole in the axes that are left.
pub(super) fn cell_of(array: &Expr, ty: &Type, at: &[Expr], span: Span) -> Vec<Expr> {
    let cell = Type { dtype: ty.dtype, shape: ty.shape[at.len()..].to_vec() };
    let mut items: Vec<IndexItem> = at
        .iter()
        .map(|value| IndexItem::At { index: scalar_operand(value.clone()), edge: Edge::Inside })
        .collect();
    let types = split_types(std::slice::from_ref(&cell));
    if !is_pair(&cell) {
        items.extend(types[0].shape.iter().map(IndexItem::whole));
        return vec![taken(array, items, types[0].clone(), span)];
    }
    let part = |k: i64| {
        let at = IndexItem::At { index: scalar_operand(index_const(k, span)), edge: Edge::Inside };
        taken(array, [items.clone(), vec![at]].concat(), types[0].clone(), span)
    };
    vec![part(0), part(1)]
}

fn taken(array: &Expr, items: Vec<IndexItem>, ty: Type, span: Span) -> Expr {
    let selection = Selection { frame: Vec::new(), frame_at: 0, items };
    let index = Index { base: array.clone(), selection };
    Expr::new(ExprKind::Index(Box::new(index)), ty, span)
}
