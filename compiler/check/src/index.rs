//! Indexing: elements, slices, gathers, new axes, edge modes, and the left side of an assignment.

use base::{BinOp, Code, DType, Diagnostic, Scalar, Span};
use syntax::ast::{self, EdgeMode, ExprKind as Ast, IndexItemKind};

use crate::body::{FnCx, is_unit};
use crate::typed::{
    Edge, Expr, ExprKind, Index, IndexItem, LocalId, LocalKind, Operand, Selection, Size, Type,
};
use crate::values::{Kind, Val, convert};

impl FnCx<'_, '_> {
    pub(crate) fn index(
        &mut self,
        base: &ast::Expr,
        items: &[ast::IndexItem],
        edges: &[EdgeMode],
        span: Span,
    ) -> Val {
        if let Ast::Field { base: array, name } = &base.kind
            && &*name.text == "shape"
        {
            return self.extent(array, items, span);
        }
        if let Some(name) = base.as_name()
            && self.scopes.peek(&name.text).is_none()
            && (DType::from_name(&name.text).is_some() || self.generic_dtype(&name.text).is_some())
        {
            let error = Diagnostic::error(Code::E0106, "a type is no value")
                .primary(span, "this is a type")
                .note(format!("an array of zeros is `{}(0)`", self.program.source_text(span)));
            self.error(error);
            return Val::Error;
        }
        let base = match self.expr(base, None) {
            tuple @ Val::Tuple(..) if !is_unit(&tuple) => {
                return self.index_tuple(tuple, items, edges, span);
            }
            val => self.decide(val),
        };
        let Some(base) = base else {
            self.check_items(items, edges);
            return Val::Error;
        };
        self.index_array(base, items, edges, span)
    }

    /// An element, or a part, of an array of tuples: of each of its arrays.
    fn index_tuple(&mut self, tuple: Val, items: &[ast::IndexItem], edges: &[EdgeMode], span: Span) -> Val {
        let (form, mut parts) = (tuple.form(), Vec::new());
        for part in tuple.into_parts() {
            let Some(base) = self.decide(part) else { return Val::Error };
            match self.index_array(base, items, edges, span) {
                Val::Error => return Val::Error,
                part => parts.push(part),
            }
        }
        form.filled(&mut parts.into_iter()).value(span)
    }

    fn index_array(&mut self, base: Expr, items: &[ast::IndexItem], edges: &[EdgeMode], span: Span) -> Val {
        match self.selection(&base, items, edges, span) {
            Some(selection) => self.selected(base, selection, span),
            None => Val::Error,
        }
    }

    /// The elements of `base` where `mask`, of its shape, is true.
    pub(crate) fn where_true(&mut self, base: Expr, mask: Expr, span: Span) -> Option<Val> {
        let shape = base.ty().shape.clone();
        let items = self.masked_axes(mask, &shape, &base)?;
        let selection = self.with_frame(items)?;
        Some(self.selected(base, selection, span))
    }

    fn selected(&mut self, base: Expr, selection: Selection, span: Span) -> Val {
        let base = self.settled(base, &selection);
        let ty = Type { dtype: base.ty().dtype, shape: selection.shape() };
        let expr = Expr::new(ExprKind::Index(Box::new(Index { base, selection })), ty, span);
        self.ranked(Val::Expr(expr))
    }

    /// Checks the parts of an index whose array is wrong, for their own mistakes.
    fn check_items(&mut self, items: &[ast::IndexItem], edges: &[EdgeMode]) {
        for item in items {
            match &item.kind {
                IndexItemKind::Expr(expr) => drop(self.expr(expr, None)),
                IndexItemKind::Slice { lo, hi, step } => {
                    [lo, hi, step].into_iter().flatten().for_each(|bound| drop(self.expr(bound, None)));
                }
                _ => {}
            }
        }
        for edge in edges {
            if let EdgeMode::Fill(value) = edge {
                self.expr(value, None);
            }
        }
    }

    /// The array under a name that never changes, where a mask chooses from it: the elements may be looked at later.
    fn settled(&mut self, base: Expr, selection: &Selection) -> Expr {
        match selection.frame.iter().any(|extent| self.mask_of(extent).is_some()) {
            true => self.hide("array", base),
            false => base,
        }
    }

    /// `x.shape[k]`.
    fn extent(&mut self, array: &ast::Expr, items: &[ast::IndexItem], span: Span) -> Val {
        let Some(array) = self.value(array, None) else { return Val::Error };
        let rank = array.ty().rank();
        let axis = match items {
            [ast::IndexItem { kind: IndexItemKind::Expr(axis), .. }] => self.constant_axis(axis, rank),
            _ => {
                let error = Diagnostic::error(Code::E0206, "`x.shape` takes one constant index");
                self.error(error.primary(span, "write such as `x.shape[0]`"));
                None
            }
        };
        let Some(axis) = axis else { return Val::Error };
        let kind = ExprKind::Size(array.ty().shape[axis].clone());
        Val::Expr(Expr::new(kind, Type::scalar(DType::I64), span))
    }

    /// The elements of `base` that an index means.
    pub(crate) fn selection(
        &mut self,
        base: &Expr,
        items: &[ast::IndexItem],
        edges: &[EdgeMode],
        span: Span,
    ) -> Option<Selection> {
        if let Some(newaxis) = items.iter().find_map(numpy_newaxis) {
            self.expr(newaxis, None);
            return None;
        }
        let shape = base.ty().shape.clone();
        let indices: Vec<Option<Val>> =
            items.iter().map(|item| self.index_value(item, edges.is_empty())).collect();
        let n_taken = items.iter().zip(&indices).map(|(item, index)| n_axes(item, index)).sum();
        if n_taken > shape.len() {
            self.too_many(base, n_taken, span);
            return None;
        }
        let edges = self.edges(edges, n_taken, base.ty().dtype, span)?;
        let mut checked = Vec::new();
        let (mut axis, mut n_seen, mut ellipsis, mut failed) = (0, 0, false, false);
        for (item, index) in items.iter().zip(indices) {
            let n = n_axes(item, &index);
            let edge = edges.get(n_seen).cloned().unwrap_or(Edge::Check);
            let found = match &item.kind {
                IndexItemKind::Expr(_) if index.as_ref().is_some_and(is_mask) => {
                    self.no_edge(&edge, item.span, "this is a mask").and_then(|()| {
                        let mask = self.decide(index?)?;
                        self.masked_axes(mask, &shape[axis..], base)
                    })
                }
                IndexItemKind::Expr(expr) => {
                    self.at(expr, index, &shape[axis], edge, base).map(|at| vec![at])
                }
                IndexItemKind::Slice { lo, hi, step } => {
                    let fine = self.no_edge(&edge, item.span, "this is a slice");
                    let bounds = [lo.as_deref(), hi.as_deref(), step.as_deref()];
                    let slice = self.slice(bounds, &shape[axis], item.span);
                    fine.and(slice).map(|slice| vec![slice])
                }
                IndexItemKind::New => Some(vec![IndexItem::New]),
                IndexItemKind::Ellipsis if !ellipsis => {
                    ellipsis = true;
                    let first = axis;
                    axis += shape.len() - n_taken;
                    Some(shape[first..axis].iter().map(IndexItem::whole).collect())
                }
                _ => self.no_index(item.span),
            };
            failed |= found.is_none();
            checked.extend(found.into_iter().flatten());
            (axis, n_seen) = (axis + n, n_seen + n);
        }
        if !ellipsis {
            checked.extend(shape[axis..].iter().map(IndexItem::whole));
        }
        if failed { None } else { self.with_frame(checked) }
    }

    fn no_index<T>(&mut self, span: Span) -> Option<T> {
        let error = Diagnostic::error(Code::E0131, "this is no index")
            .primary(span, "an index is an integer, a slice `a:b`, `new`, or `...` once");
        self.error(error);
        None
    }

    fn too_many(&mut self, base: &Expr, n: usize, span: Span) {
        let rank = base.ty().rank();
        let message = match rank {
            0 => "a scalar cannot be indexed".to_string(),
            1 => format!("{n} indices for one dimension"),
            _ => format!("{n} indices for {rank} dimensions"),
        };
        let label = format!("`{}` is `{}`", self.program.source_text(base.span), self.type_text(base.ty()));
        let error = Diagnostic::error(Code::E0204, message).primary(span, label);
        self.error(error);
    }

    /// Refuses an edge mode where no integer index stands.
    fn no_edge(&mut self, edge: &Edge, span: Span, what: &str) -> Option<()> {
        if matches!(edge, Edge::Check) {
            return Some(());
        }
        let error = Diagnostic::error(Code::E0212, "an edge mode is for integer indices")
            .primary(span, what)
            .note("write the array with a `for`: `for i in -1..n + 1: x[i; clamp]`");
        self.error(error);
        None
    }

    /// The edge modes, one for each index.
    fn edges(&mut self, edges: &[EdgeMode], n: usize, dtype: DType, span: Span) -> Option<Vec<Edge>> {
        if edges.len() > 1 && edges.len() != n {
            let error = Diagnostic::error(Code::E0212, format!("{} edge modes for {n} indices", edges.len()))
                .primary(span, "give one for all, or one each");
            self.error(error);
            return None;
        }
        let mut checked = Vec::new();
        for edge in edges {
            checked.push(match edge {
                EdgeMode::Wrap(_) => Edge::Wrap,
                EdgeMode::Clamp(_) => Edge::Clamp,
                EdgeMode::Mirror(_) => Edge::Mirror,
                EdgeMode::Fill(value) => {
                    if self.unknown_edge_mode(value) {
                        return None;
                    }
                    let val = self.expr(value, Some(dtype));
                    let value = self.coerce(val, dtype, "it stands in for elements of the array")?;
                    let value = self.scalar_needed(value, "the value found outside is a scalar")?;
                    Edge::Fill(Box::new(self.hide("fill", value)))
                }
            });
        }
        if let [edge] = checked.as_slice() {
            checked = vec![edge.clone(); n];
        }
        Some(checked)
    }

    /// Tells of edge modes as other libraries call them.
    fn unknown_edge_mode(&mut self, value: &ast::Expr) -> bool {
        let Some(name) = value.as_name().filter(|name| self.scopes.peek(&name.text).is_none()) else {
            return false;
        };
        let instead = match &*name.text {
            "nearest" | "edge" | "replicate" | "repeat" | "border" => "clamp",
            "reflect" | "symmetric" => "mirror",
            "periodic" | "circular" | "torus" => "wrap",
            "constant" | "zero" | "zeros" => "0.0",
            _ => return false,
        };
        let error = Diagnostic::error(Code::E0212, format!("there is no edge mode `{}`", name.text))
            .primary(name.span, format!("write `{instead}`"))
            .note("edge modes are `wrap`, `clamp`, `mirror` (without repeating the edge), or a value")
            .fix(name.span, instead, "the edge mode's name");
        self.error(error);
        true
    }

    /// The value of an item that is an index, except one that counts from the end: unless an edge mode says what a
    /// negative index means.
    fn index_value(&mut self, item: &ast::IndexItem, checked: bool) -> Option<Val> {
        match &item.kind {
            IndexItemKind::Expr(expr) if checked && expr.counts_from_end() => None,
            IndexItemKind::Expr(expr) => Some(self.expr(expr, Some(DType::I64))),
            _ => None,
        }
    }

    /// The index arrays that a mask of the axes from the front of `shape` stands for.
    fn masked_axes(&mut self, mask: Expr, shape: &[Size], base: &Expr) -> Option<Vec<IndexItem>> {
        let own = mask.ty().shape.clone();
        let fits = own.len() <= shape.len() && self.same_shape(&own, &shape[..own.len()]);
        if !fits {
            let needed = self.shape_text(&shape[..own.len().min(shape.len())]);
            let error = Diagnostic::error(Code::E0200, format!("a mask has the array's shape {needed}"))
                .primary(mask.span, format!("this is `{}`", self.type_text(mask.ty())))
                .secondary(base.span, format!("this is `{}`", self.type_text(base.ty())));
            let error = self.explain_sizes(error, &[&own, shape]);
            self.error(error);
            return None;
        }
        let span = mask.span;
        let chosen = self.choose(mask);
        let items = chosen.at.iter().map(|&at| {
            let value = Expr::new(ExprKind::Local(at), self.locals[at].ty.clone(), span);
            IndexItem::At { index: Operand { value, frame: Vec::new() }, edge: Edge::Inside }
        });
        Some(items.collect())
    }

    /// An index of an axis of extent `extent`; its value is none if it counts from the end.
    fn at(
        &mut self,
        expr: &ast::Expr,
        value: Option<Val>,
        extent: &Size,
        edge: Edge,
        base: &Expr,
    ) -> Option<IndexItem> {
        let checked = matches!(edge, Edge::Check);
        let index = match (&expr.kind, value) {
            (_, Some(value)) => self.int_index(value, &edge, extent)?,
            (Ast::Unary { operand, .. }, None) => {
                let from_end = self.expr(operand, Some(DType::I64));
                let from_end = self.int_index(from_end, &edge, extent)?;
                let end = Expr::new(ExprKind::Size(extent.clone()), Type::scalar(DType::I64), expr.span);
                self.arithmetic(BinOp::Sub, end, from_end, expr.span)?
            }
            (_, None) => base::bug!("an index that was not checked"),
        };
        let index = match self.as_size(&index) {
            Some(size) => {
                if checked {
                    self.never_outside(&size, extent, expr.span, base)?;
                }
                match size.as_constant() {
                    Some(_) => Expr { kind: ExprKind::Size(size), ..index },
                    None => index,
                }
            }
            None => index,
        };
        Some(IndexItem::At { index: Operand { frame: Vec::new(), value: index }, edge })
    }

    /// Refuses an index that is outside whatever the sizes are.
    fn never_outside(&mut self, index: &Size, extent: &Size, span: Span, base: &Expr) -> Option<()> {
        let below = self.is_negative(index);
        let above = self.norm(index).sub(&self.norm(extent)).as_constant().is_some_and(|over| over >= 0);
        if !below && !above {
            return Some(());
        }
        let message = format!("the index `{}` is always outside", self.program.source_text(span));
        let last = self.size_text(&extent.sub(&Size::constant(1)));
        let source = self.program.source_text(span);
        let way = if below && source.strip_prefix('-').is_some_and(|rest| rest.contains(['+', '-'])) {
            format!(
                "only a minus before the whole index counts from the end: `x[-({})]`",
                negated_text(&source)
            )
        } else {
            "`x[-1]` is the last element; an edge mode says what outside means: `x[i; clamp]`".into()
        };
        let error = Diagnostic::error(Code::E0205, message)
            .primary(span, format!("indices run from 0 to `{last}`"))
            .secondary(base.span, format!("this is `{}`", self.type_text(base.ty())))
            .note(way);
        self.error(error);
        None
    }

    /// Whether an index is below 0 whatever the extents are.
    fn is_negative(&self, index: &Size) -> bool {
        let is_extent = |local: &LocalId| self.locals[*local].kind == LocalKind::Size;
        let constant = index.terms().find(|(atoms, _)| atoms.is_empty()).map_or(0, |(_, c)| c);
        constant < 0 && index.terms().all(|(_, c)| c < 0) && index.vars().iter().all(is_extent)
    }

    /// An integer index, scalar or array, as an `i64` that means the same element of an axis of that extent.
    fn int_index(&mut self, val: Val, edge: &Edge, extent: &Size) -> Option<Expr> {
        let val = self.int_val(val, "an index is an integer")?;
        let value = self.decide(val)?;
        let value = if value.ty().dtype == DType::U64 { self.u64_index(value, edge, extent)? } else { value };
        Some(convert(value, DType::I64))
    }

    /// A `u64` index brought into the range of `i64`: beyond it, to its end, where every such index is outside; for an
    /// edge mode that repeats, to the same place of the first period.
    fn u64_index(&mut self, index: Expr, edge: &Edge, extent: &Size) -> Option<Expr> {
        let span = index.span;
        let period = match edge {
            Edge::Check | Edge::Inside | Edge::Clamp | Edge::Fill(_) => {
                let end = u64_const(i64::MAX, span);
                return self.arithmetic(BinOp::Min, index, end, span);
            }
            Edge::Wrap => extent.clone(),
            Edge::Mirror => extent.scale(2).sub(&Size::constant(2)),
        };
        let period = Expr::new(ExprKind::Size(period), Type::scalar(DType::I64), span);
        // An axis of no elements, or one that is mirrored into itself, has no period: the edge mode sees to it.
        let one = u64_const(1, span);
        let period = self.arithmetic(BinOp::Max, convert(period, DType::U64), one, span)?;
        self.arithmetic(BinOp::Mod, index, period, span)
    }

    /// The value, if it is of an integer type.
    pub(crate) fn int_val(&mut self, val: Val, what: &str) -> Option<Val> {
        match val.kind() {
            Some(Kind::OpenInt) => Some(val),
            Some(Kind::Known(dtype)) if dtype.is_int() => Some(val),
            Some(found) => {
                let span = val.span()?;
                let error = Diagnostic::error(Code::E0131, format!("{what}, this is {}", found.text()))
                    .primary(span, "not an integer");
                let error = match found {
                    Kind::Known(dtype) if dtype.is_float() => self.offer_conversion(error, span, DType::I64),
                    _ => error,
                };
                self.error(error);
                None
            }
            None => {
                self.decide(val);
                None
            }
        }
    }

    /// The value, if it is a scalar.
    pub(crate) fn scalar_needed(&mut self, value: Expr, what: &str) -> Option<Expr> {
        if value.ty().rank() == 0 {
            return Some(value);
        }
        let error = Diagnostic::error(Code::E0125, what.to_string())
            .primary(value.span, format!("this is `{}`", self.type_text(value.ty())));
        self.error(error);
        None
    }

    /// `lo:hi:step` of an axis of extent `extent`.
    fn slice(&mut self, bounds: [Option<&ast::Expr>; 3], extent: &Size, span: Span) -> Option<IndexItem> {
        let [lo, hi, step] = bounds;
        let step = match step {
            Some(step) => self.step(step)?,
            None => 1,
        };
        let bound = |cx: &mut Self, expr: &ast::Expr, name: &str| match &expr.kind {
            Ast::Unary { operand, .. } if expr.counts_from_end() => {
                let size = cx.size_expr(operand, name, "the bounds of a slice are integers")?;
                Some(extent.sub(&size))
            }
            _ => cx.size_expr(expr, name, "the bounds of a slice are integers"),
        };
        let last = extent.sub(&Size::constant(1));
        let lo = match lo {
            Some(lo) => bound(self, lo, "lo")?,
            None if step < 0 => last,
            None => Size::constant(0),
        };
        let hi = match hi {
            Some(hi) => bound(self, hi, "hi")?,
            None if step < 0 => Size::constant(-1),
            None => extent.clone(),
        };
        self.slice_inside([&lo, &hi], step, extent, span)?;
        let extent = self.norm(&crate::bounds::extent_of(&lo, &hi, step));
        Some(IndexItem::Slice { lo, hi, step, extent })
    }

    /// Refuses a slice that is outside whatever the sizes are.
    fn slice_inside(&mut self, bounds: [&Size; 2], step: i64, axis: &Size, span: Span) -> Option<()> {
        let [lo, hi] = bounds.map(|bound| self.norm(bound));
        let axis = self.norm(axis);
        // With a negative step a bound may be before the first element, but not behind the last.
        let first = if step > 0 { 0 } else { -1 };
        let below = |bound: &Size| bound.as_constant().is_some_and(|bound| bound < first);
        let above = |bound: &Size| bound.sub(&axis).as_constant().is_some_and(|over| over > first);
        let length = if step > 0 { hi.sub(&lo) } else { lo.sub(&hi) };
        let outside = |cx: &Self, what: &str, bound: &Size| {
            let last = cx.size_text(&axis.add(&Size::constant(first)));
            format!("its {what} `{}` is not between {first} and `{last}`", cx.size_text(bound))
        };
        let label = if below(&lo) || above(&lo) {
            outside(self, "start", &lo)
        } else if below(&hi) || above(&hi) {
            outside(self, "end", &hi)
        } else if let Some(length @ ..=-1) = length.as_constant() {
            format!("its extent would be {length}")
        } else {
            return Some(());
        };
        let error = Diagnostic::error(Code::E0205, "this slice is always outside")
            .primary(span, label)
            .note("unlike those of NumPy, slices never clip: the extent of `x[a:b]` is exactly b - a");
        self.error(error);
        None
    }

    /// The selection, with the dimensions that index arrays have together.
    fn with_frame(&mut self, items: Vec<IndexItem>) -> Option<Selection> {
        let is_array =
            |item: &IndexItem| matches!(item, IndexItem::At { index, .. } if index.value.ty().rank() > 0);
        let first = items.iter().position(is_array);
        let last = items.iter().rposition(is_array);
        let (Some(first), Some(last)) = (first, last) else {
            return Some(Selection { frame: Vec::new(), frame_at: 0, items });
        };
        // Their dimensions stand in their place, or first where a slice parts them.
        let gives_dim = |item: &&IndexItem| !matches!(item, IndexItem::At { .. });
        let frame_at = match items[first..=last].iter().any(|item| gives_dim(&item)) {
            true => 0,
            false => items[..first].iter().filter(gives_dim).count(),
        };
        let indices = items.iter().filter(|item| is_array(item)).filter_map(|item| match item {
            IndexItem::At { index, .. } => Some((index.value.clone(), 0)),
            _ => None,
        });
        let lifted = self.lift(indices.collect())?;
        let mut operands = lifted.operands.into_iter();
        let items = items.into_iter().map(|item| match item {
            IndexItem::At { index, edge } if index.value.ty().rank() > 0 => {
                IndexItem::At { index: operands.next().unwrap_or(index), edge }
            }
            item => item,
        });
        Some(Selection { frame: lifted.frame, frame_at, items: items.collect() })
    }
}

/// `n + 1` for `-n - 1`.
fn negated_text(source: &str) -> String {
    let swap = |c: char| match c {
        '+' => '-',
        '-' => '+',
        c => c,
    };
    source.trim_start_matches('-').trim_start().chars().map(swap).collect()
}

fn u64_const(value: i64, span: Span) -> Expr {
    Expr::new(ExprKind::Const(Scalar::int(DType::U64, value)), Type::scalar(DType::U64), span)
}

/// How many axes an item takes up.
fn n_axes(item: &ast::IndexItem, index: &Option<Val>) -> usize {
    match (&item.kind, index) {
        (IndexItemKind::Expr(_), Some(val)) if is_mask(val) => val.shape().len(),
        (IndexItemKind::Expr(_) | IndexItemKind::Slice { .. }, _) => 1,
        _ => 0,
    }
}

/// Whether an index is a mask.
fn is_mask(val: &Val) -> bool {
    matches!(val, Val::Expr(value) if value.ty().dtype == DType::Bool && value.ty().rank() > 0)
}

/// `np.newaxis`, which is told of before it is counted as an index.
fn numpy_newaxis(item: &ast::IndexItem) -> Option<&ast::Expr> {
    let IndexItemKind::Expr(expr) = &item.kind else { return None };
    matches!(&expr.kind, Ast::Field { name, .. } if &*name.text == "newaxis").then_some(expr)
}
