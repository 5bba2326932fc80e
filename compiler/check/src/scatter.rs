//! Assignments that choose their elements by masks, and those by index arrays that go one after the other.

use base::{BinOp, Code, DType, Diagnostic, Span};
use syntax::ast::BinaryOp;

use crate::assign::Compound;
use crate::body::FnCx;
use crate::mask::{Chosen, Point, element};
use crate::typed::{
    Block, Edge, Expr, ExprKind, For, If, Index, IndexItem, LocalId, LocalKind, Operand, Selection, Size,
    Stmt, StmtKind, Type,
};
use crate::values::Val;

/// A selection that one mask makes: as the slices of all elements that the mask looks at, and which dimension of the
/// selection the mask's elements are.
struct Masked {
    chosen: Chosen,
    slices: Selection,
    dim: usize,
}

/// The parts of `x[…] op= value`.
pub(crate) struct Update {
    pub(crate) local: LocalId,
    /// The `var`'s value.
    pub(crate) base: Expr,
    pub(crate) selection: Selection,
    pub(crate) op: Compound,
    pub(crate) value: Val,
    pub(crate) span: Span,
}

impl FnCx<'_, '_> {
    /// What a selection is if exactly one mask and no other index array makes it.
    fn masked(&self, base: &Expr, selection: &Selection) -> Option<Masked> {
        let [extent] = selection.frame.as_slice() else { return None };
        let chosen = self.mask_of(extent)?;
        let mut at = chosen.at.iter();
        let mut items = Vec::new();
        for (axis, item) in selection.items.iter().filter(|item| !matches!(item, IndexItem::New)).enumerate()
        {
            items.push(match item {
                IndexItem::At { index, .. } if !index.frame.is_empty() => {
                    let ExprKind::Local(local) = index.value.kind else { return None };
                    (at.next() == Some(&local)).then_some(())?;
                    IndexItem::whole(&base.ty().shape[axis])
                }
                item => item.clone(),
            });
        }
        let has_new = items.len() < selection.items.len();
        let slices = Selection { frame: Vec::new(), frame_at: 0, items };
        (at.next().is_none() && !has_new).then_some(Masked { chosen, slices, dim: selection.frame_at })
    }

    /// `x[mask] op= value` as a choice for every element that the mask looks at; gives the parts back where the value
    /// must be read in the order of the chosen elements.
    pub(crate) fn update_masked(&mut self, update: Update) -> Option<Update> {
        let Some(masked) = self.masked(&update.base, &update.selection) else { return Some(update) };
        let shape = update.selection.shape();
        let rank = masked.chosen.mask.ty().rank();
        let slices = self.hide_indices(masked.slices);
        let (binders, at) = self.over_all(&slices.shape(), LocalKind::Binder, update.span);
        let mask_at = at[masked.dim..masked.dim + rank].to_vec();
        let points: Vec<Point> = (0..shape.len())
            .map(|dim| match dim {
                dim if dim < masked.dim => Point::At(at[dim].clone()),
                dim if dim == masked.dim => Point::Chosen(mask_at.clone()),
                dim => Point::At(at[dim + rank - 1].clone()),
            })
            .collect();
        let value = match self.value_at(&update.value, &shape, &points) {
            Some(value) => value,
            None => return Some(update),
        };
        let Update { local, base, op, span, .. } = update;
        let old = self.element_of(&base, &slices, &at);
        let (stmts, new) = self.in_block(None, |cx| cx.combined(op, old.clone(), value, span));
        let Some(new) = new else {
            self.must_be_told(span);
            return None;
        };
        let then = Block { stmts, value: Some(new) };
        let otherwise = Block { stmts: Vec::new(), value: Some(old) };
        let cond = element(&masked.chosen.mask, &mask_at);
        let scalar = Type::scalar(base.ty().dtype);
        let body = Expr::new(ExprKind::If(Box::new(If { cond, then, otherwise })), scalar, span);
        let ty = Type { dtype: base.ty().dtype, shape: slices.shape() };
        let all = Expr::new(ExprKind::For(Box::new(For { binders, body })), ty, span);
        if self.same_shape(&slices.shape(), &base.ty().shape) {
            self.push_stmt(StmtKind::Assign { local, value: all }, span);
            return None;
        }
        let value = self.place(all, 0, &slices.shape());
        self.push_stmt(StmtKind::Update { local, selection: slices, op: None, value }, span);
        None
    }

    /// The value that belongs to one point of a place of that shape; none if it does not fit or must be gathered.
    fn value_at(&mut self, value: &Val, shape: &[Size], points: &[Point]) -> Option<Val> {
        let expr = match value {
            Val::Expr(expr) if expr.ty().rank() > 0 => expr.clone(),
            Val::Expr(expr) => return Some(Val::Expr(self.hide("value", expr.clone()))),
            Val::Open(expr) if expr.ty().rank() > 0 => self.decide(Val::Open(expr.clone()))?,
            scalar => return Some(scalar.clone()),
        };
        let operand = self.fitted(expr, shape)?;
        let start = Point::At(zero(operand.value.span));
        let inner: Vec<Point> =
            operand.frame.iter().map(|dim| dim.map_or(start.clone(), |k| points[k].clone())).collect();
        self.chosen_element(&operand.value, &inner, false).map(Val::Expr)
    }

    /// The element of an array that slices and single indices select at `at`. The slices are checked elsewhere.
    fn element_of(&mut self, base: &Expr, slices: &Selection, at: &[Expr]) -> Expr {
        let mut at = at.iter();
        let items = slices.items.iter().map(|item| match item {
            IndexItem::Slice { lo, step, .. } => {
                let Some(Expr { kind: ExprKind::Local(binder), types, span }) = at.next() else {
                    base::bug!("a slice without a binder")
                };
                let index = lo.add(&Size::var(*binder).scale(*step));
                let value = Expr { kind: ExprKind::Size(index), types: types.clone(), span: *span };
                IndexItem::At { index: Operand { value, frame: Vec::new() }, edge: Edge::Inside }
            }
            item => item.clone(),
        });
        let selection = Selection { frame: Vec::new(), frame_at: 0, items: items.collect() };
        let ty = Type::scalar(base.ty().dtype);
        let index = Index { base: base.clone(), selection };
        Expr::new(ExprKind::Index(Box::new(index)), ty, base.span)
    }

    /// The new value of an element.
    fn combined(&mut self, op: Compound, old: Expr, value: Val, span: Span) -> Option<Expr> {
        let dtype = old.ty().dtype;
        let value = match op {
            None => value,
            Some((op, op_span)) => self.binary_vals(op, op_span, Val::Expr(old), value, span),
        };
        self.coerce(value, dtype, "the array's elements have this type")
    }

    /// `x[idx] op= v` for operators that the program must apply itself, such as `//=`: one occurrence after the other.
    pub(crate) fn update_in_order(&mut self, update: Update) {
        let Update { local, base, selection, op, value, span } = update;
        let selection = self.hide_indices(selection);
        let shape = selection.shape();
        // What is wrong with the place is found before anything is assigned.
        let ty = Type { dtype: base.ty().dtype, shape: shape.clone() };
        let index = Index { base: base.clone(), selection: selection.clone() };
        self.push_stmt(StmtKind::Eval(Expr::new(ExprKind::Index(Box::new(index)), ty, span)), span);
        let (binders, at) = self.over_all(&shape, LocalKind::Counter, span);
        let value = match value {
            Val::Expr(expr) | Val::Open(expr) if expr.ty().rank() > 0 => {
                let Some(operand) = self.decide(Val::Expr(expr)).and_then(|v| self.fill(v, &shape, span))
                else {
                    return self.must_be_told(span);
                };
                let array = self.hide("value", operand.value);
                let inner: Vec<Expr> =
                    operand.frame.iter().map(|dim| dim.map_or(zero(span), |k| at[k].clone())).collect();
                Val::Expr(element(&array, &inner))
            }
            Val::Expr(scalar) => Val::Expr(self.hide("value", scalar)),
            other => other,
        };
        let place = scalar_place(&selection, &at);
        let old = Index { base: base.clone(), selection: place.clone() };
        let old = Expr::new(ExprKind::Index(Box::new(old)), Type::scalar(base.ty().dtype), span);
        let (mut stmts, new) = self.in_block(None, |cx| cx.combined(op, old, value, span));
        let Some(new) = new else { return self.must_be_told(span) };
        let value = Operand { value: new, frame: Vec::new() };
        stmts.push(Stmt { kind: StmtKind::Update { local, selection: place, op: None, value }, span });
        for binder in binders.into_iter().rev() {
            let body = Block { stmts, value: None };
            stmts = vec![Stmt { kind: StmtKind::Loop { binder, body }, span }];
        }
        for Stmt { kind, span } in stmts {
            self.push_stmt(kind, span);
        }
    }

    /// The value of an assignment by a mask, in the order of the chosen elements: as many as there are, which is
    /// asserted at run time.
    pub(crate) fn as_many_as_chosen(&mut self, value: Expr, selection: &Selection) -> Option<Expr> {
        let shape = selection.shape();
        let own = value.ty().shape.clone();
        let Some(first) = shape.len().checked_sub(own.len()) else { return Some(value) };
        let Some(chosen) = selection.frame.iter().find_map(|extent| self.mask_of(extent)) else {
            return Some(value);
        };
        let mut wanted = own.clone();
        for (extent, needed) in wanted.iter_mut().zip(&shape[first..]) {
            let is_count = self.mask_of(needed).is_some();
            if is_count && !self.same(extent, needed) && self.norm(extent).as_constant() != Some(1) {
                if chosen.mask.ty().rank() == 1 && self.same(extent, &chosen.mask.ty().shape[0]) {
                    self.value_of_whole(&value, &chosen);
                    return None;
                }
                *extent = needed.clone();
            }
        }
        if wanted == own {
            return Some(value);
        }
        let (ty, span) = (Type { dtype: value.ty().dtype, shape: wanted }, value.span);
        Some(Expr::new(ExprKind::Expect { value: Box::new(value) }, ty, span))
    }

    /// Tells of `x[mask] = y` where `y` has the shape of `x`.
    fn value_of_whole(&mut self, value: &Expr, chosen: &Chosen) {
        let (text, mask) = (self.program.source_text(value.span), self.program.source_text(chosen.mask.span));
        let error =
            Diagnostic::error(Code::E0200, "the value has an element for each of the mask's, chosen or not")
                .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
                .secondary(chosen.mask.span, "only where this is true is assigned");
        let error = error.fix(value.span, format!("{text}[{mask}]"), "take the same elements of both");
        self.error(error);
    }
}

/// The operator, if an update applies it itself for every occurrence in order.
pub(crate) fn own_operator(op: BinaryOp, dtype: DType) -> Option<BinOp> {
    let bin = crate::operators::arithmetic(op)?;
    // The parts of complex numbers are updated one by one, which an operator that mixes them does not allow; and
    // half-precision floats are rounded after each operation.
    let fits = match dtype.is_complex() {
        true => matches!(bin, BinOp::Add | BinOp::Sub),
        false => bin.applies(dtype) && !dtype.is_half(),
    };
    (fits && !bin.fallible()).then_some(bin)
}

/// The index 0.
fn zero(span: Span) -> Expr {
    Expr::new(ExprKind::Size(Size::constant(0)), Type::scalar(DType::I64), span)
}

/// The single element of a selection at a point of it.
fn scalar_place(selection: &Selection, at: &[Expr]) -> Selection {
    let n = selection.frame.len();
    let frame = &at[selection.frame_at..selection.frame_at + n];
    let mut dims = at[..selection.frame_at].iter().chain(&at[selection.frame_at + n..]);
    let mut items = Vec::new();
    for item in &selection.items {
        let (value, edge) = match item {
            IndexItem::New => {
                dims.next();
                continue;
            }
            IndexItem::Slice { lo, step, .. } => {
                let Some(Expr { kind: ExprKind::Local(counter), types, span }) = dims.next() else {
                    base::bug!("a slice without a counter")
                };
                let index = lo.add(&Size::var(*counter).scale(*step));
                (Expr { kind: ExprKind::Size(index), types: types.clone(), span: *span }, Edge::Inside)
            }
            IndexItem::At { index, edge } if index.value.ty().rank() > 0 => {
                let start = zero(index.value.span);
                let inner: Vec<Expr> =
                    index.frame.iter().map(|dim| dim.map_or(start.clone(), |k| frame[k].clone())).collect();
                (element(&index.value, &inner), edge.clone())
            }
            IndexItem::At { index, edge } => (index.value.clone(), edge.clone()),
        };
        items.push(IndexItem::At { index: Operand { value, frame: Vec::new() }, edge });
    }
    Selection { frame: Vec::new(), frame_at: 0, items }
}
