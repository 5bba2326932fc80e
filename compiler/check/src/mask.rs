//! `x[mask]`: the elements where a mask is true, in row-major order.
//!
//! A mask stands for the positions of its true elements, one index array an axis, as in NumPy; so `x[mask]` is a gather
//! whose extent is known when it runs. Where such elements are reduced at once, also through elementwise operations
//! and `let`s, nothing is gathered: the reduction goes over the whole mask, and what it does not choose counts as the
//! operator's neutral element. The positions are then used by nobody, and dropped.

use abi::Status;
use base::{BinOp, CmpOp, Code, DType, Diagnostic, Scalar, Span};
use syntax::ast::Name;

use crate::body::FnCx;
use crate::reduce::{Options, Reduced};
use crate::tuples::Nest;
use crate::typed::{
    Apply, Binder, Block, Edge, Expr, ExprKind, For, If, Index, IndexItem, LocalId, LocalKind, Op, Operand,
    Operator, Reduce, Selection, Size, Stmt, StmtKind, Type,
};
use crate::values::{Val, convert};

/// A mask whose positions have been taken.
#[derive(Clone)]
pub(crate) struct Chosen {
    /// The mask as it was written, and under a name that does not change.
    written: Expr,
    pub(crate) mask: Expr,
    /// How many of its elements are true: the extent of what it selects.
    pub(crate) count: LocalId,
    /// The positions, one index array an axis.
    pub(crate) at: Vec<LocalId>,
    /// The number of blocks that were open: it is known in the innermost.
    pub(crate) depth: usize,
}

/// A row whose different elements have been asked for.
pub(crate) struct Unique {
    /// The row as it was written.
    row: Expr,
    /// Its elements in order, and which of them are the first of their kind, under names that do not change.
    sorted: Expr,
    first: Expr,
    /// The number of blocks that were open: it is known in the innermost.
    pub(crate) depth: usize,
}

/// Where one dimension of an array of chosen elements is looked at.
#[derive(Clone)]
pub(crate) enum Point {
    /// At an element of the mask.
    Chosen(Vec<Expr>),
    /// At an index.
    At(Expr),
}

/// `expr` as a value of type `i64`.
fn int(kind: ExprKind, span: Span) -> Expr {
    Expr::new(kind, Type::scalar(DType::I64), span)
}

/// The element of an array at indices that are inside.
pub(crate) fn element(array: &Expr, at: &[Expr]) -> Expr {
    let items = at.iter().map(|index| IndexItem::At {
        index: Operand { value: index.clone(), frame: Vec::new() },
        edge: Edge::Inside,
    });
    let selection = Selection { frame: Vec::new(), frame_at: 0, items: items.collect() };
    let (dtype, span) = (array.ty().dtype, array.span);
    let index = Index { base: array.clone(), selection };
    Expr::new(ExprKind::Index(Box::new(index)), Type::scalar(dtype), span)
}

impl FnCx<'_, '_> {
    /// A binder or counter over an axis, and its value.
    pub(crate) fn over(&mut self, extent: &Size, kind: LocalKind, span: Span) -> (Binder, Expr) {
        let local = self.new_local("$i", Type::scalar(DType::I64), kind, span);
        let binder = Binder::counting(local, extent.clone(), span);
        (binder, int(ExprKind::Local(local), span))
    }

    /// Binders over all axes of a shape, and their values.
    pub(crate) fn over_all(
        &mut self,
        shape: &[Size],
        kind: LocalKind,
        span: Span,
    ) -> (Vec<Binder>, Vec<Expr>) {
        shape.iter().map(|extent| self.over(extent, kind, span)).unzip()
    }

    /// The positions where `mask` is true.
    pub(crate) fn choose(&mut self, mask: Expr) -> Chosen {
        if let Some(known) = self.masks.iter().find(|known| self.alike(&known.written, &mask)) {
            return known.clone();
        }
        let written = mask.clone();
        let mask = self.hide("mask", mask);
        let span = mask.span;
        let i64_scalar = Type::scalar(DType::I64);
        let ones = Reduced {
            value: convert(mask.clone(), DType::I64),
            form: crate::typed::Form::Array,
            nest: Nest::One(()),
        };
        let number = self.fold_axes(Operator::Op(BinOp::Add), ones, &Options::default(), span);
        let count = self.new_local("$count", i64_scalar.clone(), LocalKind::Count, span);
        self.push_stmt(StmtKind::Let { locals: vec![Some(count)], value: number }, span);
        let total = mask.ty().shape.iter().fold(Size::constant(1), |total, extent| total.mul(extent));
        let vector = |extent: &Size| Type { dtype: DType::I64, shape: vec![extent.clone()] };
        let zero = Expr::new(ExprKind::Const(Scalar::i64(0)), i64_scalar.clone(), span);
        let mut found = Vec::new();
        for _ in &mask.ty().shape {
            let var = self.new_local("$found", vector(&total), LocalKind::Var, span);
            let zeros = Operand { value: zero.clone(), frame: Vec::new() };
            let fill = Apply { op: Op::Convert, frame: vec![total.clone()], args: vec![zeros] };
            let value = Expr::new(ExprKind::Apply(Box::new(fill)), vector(&total), span);
            self.push_stmt(StmtKind::Let { locals: vec![Some(var)], value }, span);
            found.push(var);
        }
        let next = self.new_local("$next", i64_scalar, LocalKind::Var, span);
        self.push_stmt(StmtKind::Let { locals: vec![Some(next)], value: zero }, span);
        self.find_true(&mask, &found, next);
        let size = Size::var(count);
        let mut at = Vec::new();
        for &var in &found {
            let (binder, index) = self.over(&size, LocalKind::Binder, span);
            let body = element(&Expr::new(ExprKind::Local(var), vector(&total), span), &[index]);
            let f = For { binders: vec![binder], body };
            let value = Expr::new(ExprKind::For(Box::new(f)), vector(&size), span);
            let positions = self.new_local("$at", vector(&size), LocalKind::Let, span);
            self.push_stmt(StmtKind::Let { locals: vec![Some(positions)], value }, span);
            at.push(positions);
        }
        let chosen = Chosen { written, mask, count, at, depth: self.open_blocks() };
        self.masks.push(chosen.clone());
        chosen
    }

    /// Whether two expressions, made of operators on names that do not change, are the same.
    fn alike(&self, a: &Expr, b: &Expr) -> bool {
        // The type too: a conversion or a fill says in it alone what it gives.
        let (of_a, of_b) = (a.ty(), b.ty());
        if of_a.dtype != of_b.dtype || !self.same_shape(&of_a.shape, &of_b.shape) {
            return false;
        }
        match (&a.kind, &b.kind) {
            (ExprKind::Const(a), ExprKind::Const(b)) => a == b,
            (ExprKind::Size(a), ExprKind::Size(b)) => self.same(a, b),
            (ExprKind::Local(a), ExprKind::Local(b)) => a == b && self.locals[*a].kind != LocalKind::Var,
            (ExprKind::Apply(a), ExprKind::Apply(b)) => {
                let same =
                    |(a, b): (&Operand, &Operand)| a.frame == b.frame && self.alike(&a.value, &b.value);
                a.op == b.op && a.args.len() == b.args.len() && a.args.iter().zip(&b.args).all(same)
            }
            _ => false,
        }
    }

    /// Loops over the mask that write each position behind those found before; the last write is moved past if the
    /// element is true, so nothing depends on a branch.
    fn find_true(&mut self, mask: &Expr, found: &[LocalId], next: LocalId) {
        let span = mask.span;
        let (binders, at) = self.over_all(&mask.ty().shape.clone(), LocalKind::Counter, span);
        let stmt = |kind| Stmt { kind, span };
        let place = int(ExprKind::Local(next), span);
        let mut stmts = Vec::new();
        for (&local, index) in found.iter().zip(&at) {
            let item = Operand { value: place.clone(), frame: Vec::new() };
            let items = vec![IndexItem::At { index: item, edge: Edge::Inside }];
            let selection = Selection { frame: Vec::new(), frame_at: 0, items };
            let value = Operand { value: index.clone(), frame: Vec::new() };
            stmts.push(stmt(StmtKind::Update { local, selection, op: None, value }));
        }
        let args = [place, convert(element(mask, &at), DType::I64)];
        let args = args.map(|value| Operand { value, frame: Vec::new() }).to_vec();
        let sum = Apply { op: Op::Binary(BinOp::Add), frame: Vec::new(), args };
        stmts.push(stmt(StmtKind::Assign { local: next, value: int(ExprKind::Apply(Box::new(sum)), span) }));
        for binder in binders.into_iter().rev() {
            let body = Block { stmts, value: None };
            stmts = vec![stmt(StmtKind::Loop { binder, body })];
        }
        for Stmt { kind, span } in stmts {
            self.push_stmt(kind, span);
        }
    }

    /// `unique(x)`: of the sorted elements those that differ from the one before.
    pub(crate) fn unique(&mut self, args: Vec<Val>, span: Span) -> Val {
        let Some(row) = args.into_iter().next().and_then(|arg| self.decide(arg)) else { return Val::Error };
        if row.ty().rank() != 1 {
            let error = Diagnostic::error(Code::E0112, "`unique` is of an array of one dimension")
                .primary(row.span, format!("this is `{}`", self.type_text(row.ty())))
                .note("of all elements: `unique(flatten(x))`; how many different ones each row has: `count_unique(x)`");
            self.error(error);
            return Val::Error;
        }
        let (sorted, first) = match self.uniques.iter().find(|known| self.alike(&known.row, &row)) {
            Some(known) => (known.sorted.clone(), known.first.clone()),
            None => {
                let Some(sorted) = self.of_library("sort", row.clone(), span) else { return Val::Error };
                let sorted = self.hide("sorted", sorted);
                let first = self.of_library("first_of_runs", sorted.clone(), span);
                let Some(first) = first.map(|first| self.hide("first", first)) else { return Val::Error };
                let depth = self.open_blocks();
                self.uniques.push(Unique { row, sorted: sorted.clone(), first: first.clone(), depth });
                (sorted, first)
            }
        };
        self.where_true(sorted, first, span).unwrap_or(Val::Error)
    }

    /// A call of a function of the library.
    fn of_library(&mut self, name: &str, arg: Expr, span: Span) -> Option<Expr> {
        let defs = self.program.lookup_prelude(name).to_vec();
        let called = self.call_checked(&defs, &Name::new(name, span), vec![Val::Expr(arg)], span);
        self.decide(called)
    }

    /// The mask whose number of true elements this extent is.
    pub(crate) fn mask_of(&self, extent: &Size) -> Option<Chosen> {
        let extent = self.norm(extent);
        let count = extent.as_var()?;
        self.masks.iter().find(|known| known.count == *count).cloned()
    }

    /// Remembers what a `let` of chosen elements stands for.
    pub(crate) fn remember_chosen(&mut self, local: LocalId, value: &Expr) {
        if !self.masks.is_empty() && value.ty().shape.iter().any(|extent| self.mask_of(extent).is_some()) {
            self.chosen_lets.insert(local, value.clone());
        }
    }

    /// The element of `expr` at `at`, one point a dimension, without gathering what a mask chooses; none where that
    /// cannot be said. Scalars are bound to hidden locals first, unless `fixed`: then they must be such already.
    pub(crate) fn chosen_element(&mut self, expr: &Expr, at: &[Point], fixed: bool) -> Option<Expr> {
        if at.is_empty() {
            return match &expr.kind {
                ExprKind::Const(_) | ExprKind::Size(_) => Some(expr.clone()),
                ExprKind::Local(local) if self.locals[*local].kind != LocalKind::Var => Some(expr.clone()),
                _ if fixed => None,
                _ => Some(self.hide("scalar", expr.clone())),
            };
        }
        match &expr.kind {
            ExprKind::Local(local) if self.chosen_lets.contains_key(local) => {
                let value = self.chosen_lets[local].clone();
                self.chosen_element(&value, at, true)
            }
            ExprKind::Apply(apply) if apply.frame.len() == expr.ty().rank() => {
                let mut args = Vec::new();
                for arg in &apply.args {
                    if arg.value.ty().rank() != arg.frame.len() {
                        return None;
                    }
                    let zero = || Point::At(int(ExprKind::Const(Scalar::i64(0)), expr.span));
                    let inner: Vec<Point> =
                        arg.frame.iter().map(|dim| dim.map_or_else(zero, |k| at[k].clone())).collect();
                    let value = self.chosen_element(&arg.value, &inner, fixed)?;
                    args.push(Operand { value, frame: Vec::new() });
                }
                let apply = Apply { op: apply.op.clone(), frame: Vec::new(), args };
                let ty = Type::scalar(expr.ty().dtype);
                Some(Expr::new(ExprKind::Apply(Box::new(apply)), ty, expr.span))
            }
            ExprKind::Index(index) if at.iter().any(|point| matches!(point, Point::Chosen(_))) => {
                self.chosen_index(index, at, fixed)
            }
            ExprKind::Block(block) if block.stmts.is_empty() => {
                self.chosen_element(block.value.as_ref()?, at, fixed)
            }
            kind => {
                let is_local =
                    matches!(kind, ExprKind::Local(local) if self.locals[*local].kind != LocalKind::Var);
                let at: Option<Vec<Expr>> = at
                    .iter()
                    .map(|point| match point {
                        Point::At(index) => Some(index.clone()),
                        Point::Chosen(_) => None,
                    })
                    .collect();
                let at = at.filter(|_| is_local || !fixed)?;
                let array = self.hide("array", expr.clone());
                Some(element(&array, &at))
            }
        }
    }

    /// An element of `x[mask]`, or of `x[i, mask, a:b]`.
    fn chosen_index(&mut self, index: &Index, at: &[Point], fixed: bool) -> Option<Expr> {
        let ExprKind::Local(base) = index.base.kind else { return None };
        if self.locals[base].kind == LocalKind::Var || index.selection.frame.len() != 1 {
            return None;
        }
        let chosen = self.mask_of(&index.selection.frame[0])?;
        let (mut items, mut dim, mut positions) = (Vec::new(), 0, Vec::new().into_iter());
        let mut n_positions = 0;
        for item in &index.selection.items {
            let inside =
                |value| IndexItem::At { index: Operand { value, frame: Vec::new() }, edge: Edge::Inside };
            match item {
                IndexItem::New => dim += 1,
                IndexItem::Slice { lo, step: 1, extent, .. } => {
                    // Only whole axes: a part would have to be checked.
                    let axis = &index.base.ty().shape[items.len()];
                    let (Point::At(at), Some(0), true) =
                        (&at[dim], lo.as_constant(), self.same(extent, axis))
                    else {
                        return None;
                    };
                    items.push(inside(at.clone()));
                    dim += 1;
                }
                IndexItem::Slice { .. } => return None,
                IndexItem::At { index, edge } if index.value.ty().rank() == 0 => {
                    let value = self.chosen_element(&index.value, &[], fixed)?;
                    items.push(IndexItem::At {
                        index: Operand { value, frame: Vec::new() },
                        edge: edge.clone(),
                    });
                }
                IndexItem::At { index, .. } => {
                    let ExprKind::Local(local) = index.value.kind else { return None };
                    if chosen.at.get(n_positions) != Some(&local) {
                        return None;
                    }
                    if n_positions == 0 {
                        let Point::Chosen(indices) = &at[dim] else { return None };
                        positions = indices.clone().into_iter();
                        dim += 1;
                    }
                    n_positions += 1;
                    items.push(inside(positions.next()?));
                }
            }
        }
        let selection = Selection { frame: Vec::new(), frame_at: 0, items };
        let ty = Type::scalar(index.base.ty().dtype);
        let span = index.base.span;
        let index = Index { base: index.base.clone(), selection };
        Some(Expr::new(ExprKind::Index(Box::new(index)), ty, span))
    }

    /// A reduction of chosen elements, in place; none where they must be gathered first.
    pub(crate) fn reduce_chosen(
        &mut self,
        operator: &Operator,
        reduced: &Reduced,
        axes: &[usize],
        keep: bool,
        span: Span,
    ) -> Option<Expr> {
        let value = &reduced.value;
        if value.types.len() != 1 {
            return None;
        }
        let (dim, chosen) =
            value.ty().shape.iter().enumerate().find_map(|(k, extent)| Some((k, self.mask_of(extent)?)))?;
        let all = axes.len() == value.ty().rank();
        if !axes.contains(&dim) || (keep && !all) {
            return None;
        }
        let neutral = neutral(operator, value.ty().dtype, span)?;
        let is_extreme = matches!(operator, Operator::Op(BinOp::Min | BinOp::Max));
        if is_extreme && !all {
            return None;
        }
        let (elements, over) = self.chosen_leaves(operator, value, (dim, &chosen), axes, neutral)?;
        if is_extreme {
            self.some_chosen(&chosen, operator, span);
        }
        let shape = value.ty().shape.iter().enumerate().filter(|(k, _)| !axes.contains(k));
        let ty = Type { dtype: value.ty().dtype, shape: shape.map(|(_, extent)| extent.clone()).collect() };
        let fma_leaf =
            matches!(operator, Operator::Op(BinOp::Add)) && crate::contract::has_product_leaf(&elements);
        let form = reduced.form;
        let operator = operator.clone();
        let reduce = Reduce { operator, value: elements, axes: over, keep: false, form, fma_leaf };
        let result = Expr::new(ExprKind::Reduce(Box::new(reduce)), ty, span);
        if !keep {
            return Some(result);
        }
        let ones = vec![Size::constant(1); axes.len()];
        let args = vec![Operand { value: result, frame: Vec::new() }];
        Some(crate::lift::apply_over(Op::Convert, ones, args, value.ty().dtype, span))
    }

    /// The elements of `value`, whose dimension `dim` is `chosen`, over the whole mask, with `neutral` for what is not
    /// chosen; and which of its axes are those of `axes`.
    fn chosen_leaves(
        &mut self,
        operator: &Operator,
        value: &Expr,
        (dim, chosen): (usize, &Chosen),
        axes: &[usize],
        neutral: Expr,
    ) -> Option<(Expr, Vec<usize>)> {
        let span = value.span;
        let (mut binders, mut points, mut over) = (Vec::new(), Vec::new(), Vec::new());
        let mut truth = Vec::new();
        for (k, extent) in value.ty().shape.iter().enumerate() {
            let first = binders.len();
            if k == dim {
                let (all, at) = self.over_all(&chosen.mask.ty().shape, LocalKind::Binder, span);
                binders.extend(all);
                truth.clone_from(&at);
                points.push(Point::Chosen(at));
            } else {
                let (binder, at) = self.over(extent, LocalKind::Binder, span);
                binders.push(binder);
                points.push(Point::At(at));
            }
            if axes.contains(&k) {
                over.extend(first..binders.len());
            }
        }
        let leaf = self.chosen_element(value, &points, false)?;
        let is_true = element(&chosen.mask, &truth);
        let is_sum = matches!(operator, Operator::Op(BinOp::Add)) && leaf.ty().dtype.is_float();
        let body = match leaf.kind {
            // A product stays one, so that each step is a fused multiply-add; 0.0 * 1.0 where nothing is chosen.
            ExprKind::Apply(mut product) if is_sum && product.op == Op::Binary(BinOp::Mul) => {
                let one = Scalar::float(value.ty().dtype, 1.0);
                let one = Expr::new(ExprKind::Const(one), leaf.types[0].clone(), span);
                for (arg, none) in product.args.iter_mut().zip([neutral, one]) {
                    arg.value = either(&is_true, arg.value.clone(), none);
                }
                Expr { kind: ExprKind::Apply(product), ..leaf }
            }
            kind => either(&is_true, Expr { kind, ..leaf }, neutral),
        };
        let shape = binders.iter().map(|binder| binder.extent.clone()).collect();
        let ty = Type { dtype: value.ty().dtype, shape };
        let f = For { binders, body };
        Some((Expr::new(ExprKind::For(Box::new(f)), ty, span), over))
    }

    /// Fails, as `min` of nothing does, if nothing is chosen.
    fn some_chosen(&mut self, chosen: &Chosen, operator: &Operator, span: Span) {
        let what = if matches!(operator, Operator::Op(BinOp::Min)) { "minimum" } else { "maximum" };
        let args = [ExprKind::Local(chosen.count), ExprKind::Const(Scalar::i64(0))];
        let args = args.map(|kind| Operand { value: int(kind, span), frame: Vec::new() }).to_vec();
        let cond = crate::lift::apply_over(Op::Compare(CmpOp::Gt), Vec::new(), args, DType::Bool, span);
        let message = format!("the {what} of nothing");
        self.push_stmt(StmtKind::Assert { cond, message, status: Status::Shape }, span);
    }
}

/// One of two scalars; the other is not evaluated.
pub(crate) fn either(cond: &Expr, then: Expr, otherwise: Expr) -> Expr {
    let (ty, span) = (then.ty().clone(), then.span);
    let block = |value| Block { stmts: Vec::new(), value: Some(value) };
    let choice = If { cond: cond.clone(), then: block(then), otherwise: block(otherwise) };
    Expr::new(ExprKind::If(Box::new(choice)), ty, span)
}

/// What leaves a reduction as it is; none for operators whose result says where it was found.
fn neutral(operator: &Operator, of: DType, span: Span) -> Option<Expr> {
    let dtype = of.part();
    let scalar = match operator {
        Operator::User(user) => return Some(user.init.clone()),
        Operator::ArgMin | Operator::ArgMax => return None,
        Operator::Op(BinOp::Add) => Scalar::zero(dtype),
        Operator::Op(BinOp::Mul) if dtype.is_float() => Scalar::float(dtype, 1.0),
        Operator::Op(BinOp::Mul) => Scalar::int(dtype, 1),
        Operator::Op(BinOp::And) => Scalar::bool(true),
        Operator::Op(BinOp::Or) => Scalar::bool(false),
        Operator::Op(op @ (BinOp::Min | BinOp::Max)) => {
            let is_min = *op == BinOp::Min;
            if dtype.is_float() {
                Scalar::float(dtype, if is_min { f64::INFINITY } else { f64::NEG_INFINITY })
            } else {
                let (least, greatest) = crate::lit::int_range(dtype);
                let bound = if is_min { greatest } else { least };
                // The greatest `u64` has the bits of -1.
                Scalar::int(dtype, i64::try_from(bound).unwrap_or(-1))
            }
        }
        Operator::Op(_) => return None,
    };
    Some(convert(Expr::new(ExprKind::Const(scalar), Type::scalar(dtype), span), of))
}
