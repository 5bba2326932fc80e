//! Indices and slices of complex arrays, and what is selected by an assignment.

use check::typed::{Edge, Expr, ExprKind, Index, IndexItem, Operand, Selection, Size, Type};

use super::{Split, index_const, is_pair, scalar_operand, split_types, tuple};

impl Split {
    /// `x[…]`.
    pub(super) fn index(&mut self, index: &Index, expr: &Expr) -> Expr {
        let base = self.expr(&index.base);
        let ty = index.base.ty();
        let span = expr.span;
        if !ty.dtype.is_complex() {
            let selection = self.selection(&index.selection, None);
            let kind = ExprKind::Index(Box::new(Index { base, selection }));
            return Expr { kind, types: expr.types.clone(), span };
        }
        let fills = index
            .selection
            .items
            .iter()
            .any(|item| matches!(item, IndexItem::At { edge: Edge::Fill(_), .. }));
        if !is_pair(expr.ty()) && !fills {
            let selection = self.with_parts(&index.selection);
            let kind = ExprKind::Index(Box::new(Index { base, selection }));
            return Expr { kind, types: split_types(&expr.types), span };
        }
        // Part by part: the base and the indices stand twice.
        let base = self.hide("x", base);
        let shared = self.shared(&index.selection);
        let ty = Type { dtype: expr.ty().dtype.part(), shape: expr.ty().shape.clone() };
        let parts = (0..2).map(|k| {
            let mut selection = self.selection(&shared, Some(k));
            let at = index_const(i64::from(k == 1), span);
            selection.items.push(IndexItem::At { index: scalar_operand(at), edge: Edge::Inside });
            let index = Index { base: base.clone(), selection };
            Expr::new(ExprKind::Index(Box::new(index)), ty.clone(), span)
        });
        let parts: Vec<Expr> = parts.collect();
        if is_pair(expr.ty()) {
            return tuple(parts, span);
        }
        self.interleaved(parts, span)
    }

    /// The selection with every index evaluated.
    fn shared(&mut self, selection: &Selection) -> Selection {
        let items = selection.items.iter().map(|item| match item {
            IndexItem::At { index, edge } => {
                let value = self.expr(&index.value);
                let value = self.hide("at", value);
                IndexItem::At { index: Operand { value, frame: index.frame.clone() }, edge: edge.clone() }
            }
            other => other.clone(),
        });
        Selection { frame: selection.frame.clone(), frame_at: selection.frame_at, items: items.collect() }
    }

    /// The selection with its expressions split. `part`: what stands in for an element outside is this part of it.
    fn selection(&mut self, selection: &Selection, part: Option<usize>) -> Selection {
        let items = selection.items.iter().map(|item| match item {
            IndexItem::At { index, edge } => {
                let value = self.expr(&index.value);
                let edge = match edge {
                    Edge::Fill(fill) => {
                        let mut values = self.values(fill);
                        let fill = values.swap_remove(part.unwrap_or(0));
                        Edge::Fill(Box::new(self.hide("fill", fill)))
                    }
                    edge => edge.clone(),
                };
                IndexItem::At { index: Operand { value, frame: index.frame.clone() }, edge }
            }
            other => other.clone(),
        });
        Selection { frame: selection.frame.clone(), frame_at: selection.frame_at, items: items.collect() }
    }

    /// The selection of an array of parts: both parts of what is selected.
    pub(super) fn with_parts(&mut self, selection: &Selection) -> Selection {
        let mut selection = self.selection(selection, None);
        selection.items.push(IndexItem::whole(&Size::constant(2)));
        selection
    }

    /// The selection of an assignment to an array of that type.
    pub(super) fn target(&mut self, selection: &Selection, complex: bool) -> Selection {
        if complex { self.with_parts(selection) } else { self.selection(selection, None) }
    }
}
