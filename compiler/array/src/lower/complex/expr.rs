//! Expressions and their values.

use base::Span;
use check::typed::{Apply, Block, Expr, ExprKind, For, If, Op, Operand, Selection, Size, Type};

use super::frame::Source;
use super::{Split, index_const, is_pair, joined, local_expr, parts_of, scalar_operand, split_types, tuple};

impl Split {
    /// The expression with its values split: two for a complex scalar.
    pub(super) fn expr(&mut self, expr: &Expr) -> Expr {
        let span = expr.span;
        let types = split_types(&expr.types);
        let kind = match &expr.kind {
            ExprKind::Const(_) | ExprKind::Size(_) => return expr.clone(),
            ExprKind::Local(local) => match self.imaginary.get(local) {
                Some(&im) if is_pair(expr.ty()) => {
                    let parts = [*local, im].map(|local| local_expr(local, types[0].clone(), span));
                    return tuple(parts.into(), span);
                }
                _ => ExprKind::Local(*local),
            },
            ExprKind::Apply(apply) => return self.apply(apply, expr),
            ExprKind::Tuple(items) => ExprKind::Tuple(self.exprs(items)),
            ExprKind::Item { tuple: of, index } => return self.item(of, *index, span),
            ExprKind::Array(items) => ExprKind::Array(items.iter().map(|item| self.stored(item)).collect()),
            ExprKind::For(f) => ExprKind::For(Box::new(self.for_stored(f))),
            ExprKind::Reduce(reduce) => return self.reduce(reduce, expr),
            ExprKind::Scan(scan) => return self.scan(scan, expr),
            ExprKind::Index(index) => return self.index(index, expr),
            ExprKind::Permute { value, axes } => {
                let mut axes = axes.clone();
                if value.ty().dtype.is_complex() {
                    axes.push(axes.len());
                }
                ExprKind::Permute { value: Box::new(self.expr(value)), axes }
            }
            ExprKind::Expect { value } => ExprKind::Expect { value: Box::new(self.expr(value)) },
            ExprKind::If(i) => {
                let cond = self.expr(&i.cond);
                let (then, otherwise) = (self.block(&i.then), self.block(&i.otherwise));
                ExprKind::If(Box::new(If { cond, then, otherwise }))
            }
            ExprKind::Block(block) => ExprKind::Block(Box::new(self.block(block))),
        };
        Expr { kind, types, span }
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Vec<Expr> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    /// The values of an expression with one value, each an expression of its own.
    pub(super) fn values(&mut self, expr: &Expr) -> Vec<Expr> {
        let split = self.expr(expr);
        match split.kind {
            ExprKind::Tuple(values) => values,
            _ if split.types.len() == 1 => vec![split],
            _ => self.hide_all("part", split),
        }
    }

    /// The expression with its value stored: a complex scalar as an array of two.
    pub(super) fn stored(&mut self, expr: &Expr) -> Expr {
        match is_pair(expr.ty()) {
            true => joined(self.values(expr), expr.span),
            false => self.expr(expr),
        }
    }

    /// One value of a tuple.
    fn item(&mut self, of: &Expr, index: usize, span: Span) -> Expr {
        let first = split_types(&of.types[..index]).len();
        let count = parts_of(&of.types[index]).len();
        let of = self.expr(of);
        let mut values = self.hide_all("item", of);
        tuple(values.drain(first..first + count).collect(), span)
    }

    /// A `for` whose array is stored: its body's complex scalars are.
    fn for_stored(&mut self, f: &For) -> For {
        let body = match f.body.types.iter().any(is_pair) {
            false => self.wrapped(|cx| cx.expr(&f.body)),
            true if f.body.types.len() == 1 => self.wrapped(|cx| cx.stored(&f.body)),
            true => self.wrapped(|cx| {
                let split = cx.expr(&f.body);
                let span = split.span;
                let values = cx.hide_all("cell", split);
                tuple(join_pairs(values, &f.body.types, span), span)
            }),
        };
        For { binders: f.binders.clone(), body }
    }

    /// A block; its statements and its value may need statements of their own.
    pub(super) fn block(&mut self, block: &Block) -> Block {
        let outer = std::mem::take(&mut self.stmts);
        block.stmts.iter().for_each(|stmt| self.stmt(stmt));
        let value = block.value.as_ref().map(|value| self.expr(value));
        let stmts = std::mem::replace(&mut self.stmts, outer);
        Block { stmts, value }
    }

    fn apply(&mut self, apply: &Apply, expr: &Expr) -> Expr {
        let span = expr.span;
        let complex = |ty: &Type| ty.dtype.is_complex();
        let any = expr.types.iter().any(complex) || apply.args.iter().any(|arg| complex(arg.value.ty()));
        if !any {
            let args = apply.args.iter();
            let args = args.map(|arg| Operand { value: self.expr(&arg.value), frame: arg.frame.clone() });
            let apply = Apply { op: apply.op.clone(), frame: apply.frame.clone(), args: args.collect() };
            return Expr { kind: ExprKind::Apply(Box::new(apply)), types: expr.types.clone(), span };
        }
        if apply.frame.is_empty() {
            let args = apply.args.iter().map(|arg| self.values(&arg.value)).collect();
            return tuple(self.operation(&apply.op, args, &expr.types, span), span);
        }
        match &apply.op {
            Op::Convert if apply.args[0].value.ty().dtype.is_complex() && expr.ty().dtype.is_complex() => {
                self.convert_all(apply, expr)
            }
            Op::Real | Op::Imag if self.is_whole(apply) => self.plane(apply, expr),
            _ => self.over_frame(apply, expr, true),
        }
    }

    /// The values of an operation on cells that are given by their values.
    pub(super) fn operation(
        &mut self,
        op: &Op,
        args: Vec<Vec<Expr>>,
        types: &[Type],
        span: Span,
    ) -> Vec<Expr> {
        let Op::Call { .. } = op else {
            let of_reals = args.iter().all(|arg| arg.len() == 1) && !types[0].dtype.is_complex();
            return match of_reals {
                true => vec![self.plain(op, args, types, span)],
                false => self.cell(op, args, types[0].dtype, span),
            };
        };
        let call = self.plain(op, args, types, span);
        match call.types.len() {
            1 => vec![call],
            _ => self.hide_all("result", call),
        }
    }

    fn plain(&mut self, op: &Op, args: Vec<Vec<Expr>>, types: &[Type], span: Span) -> Expr {
        let args = args.into_iter().flatten().map(scalar_operand).collect();
        let apply = Apply { op: op.clone(), frame: Vec::new(), args };
        Expr { kind: ExprKind::Apply(Box::new(apply)), types: split_types(types), span }
    }

    /// A conversion between complex types, or a broadcast: part by part.
    fn convert_all(&mut self, apply: &Apply, expr: &Expr) -> Expr {
        let arg = &apply.args[0];
        let rank = apply.frame.len();
        let value = self.stored(&arg.value);
        let frame = [arg.frame.clone(), vec![Some(rank)]].concat();
        let over = [apply.frame.clone(), vec![Size::constant(2)]].concat();
        let apply = Apply { op: Op::Convert, frame: over, args: vec![Operand { value, frame }] };
        Expr { kind: ExprKind::Apply(Box::new(apply)), types: split_types(&expr.types), span: expr.span }
    }

    /// Whether the only operand is indexed by the frame as it is.
    fn is_whole(&self, apply: &Apply) -> bool {
        apply.args[0].frame.iter().copied().eq((0..apply.frame.len()).map(Some))
    }

    /// One part of every element: a view.
    fn plane(&mut self, apply: &Apply, expr: &Expr) -> Expr {
        let array = self.expr(&apply.args[0].value);
        let array = self.hide("z", array);
        let part = index_const(i64::from(apply.op == Op::Imag), expr.span);
        let selection = Selection { frame: Vec::new(), frame_at: 0, items: whole(&apply.frame, vec![part]) };
        let index = check::typed::Index { base: array, selection };
        Expr { kind: ExprKind::Index(Box::new(index)), types: expr.types.clone(), span: expr.span }
    }

    /// An operation over a frame, as a `for`. `join`: complex scalars of its cells are stored as arrays of two.
    pub(super) fn over_frame(&mut self, apply: &Apply, expr: &Expr, join: bool) -> Expr {
        let source = self.source_of(apply, expr);
        self.built(&source, &apply.frame, &expr.types, join, expr.span)
    }

    /// A `for` over `shape` of a source's cells.
    pub(super) fn built(
        &mut self,
        source: &Source<'_>,
        shape: &[Size],
        types: &[Type],
        join: bool,
        span: Span,
    ) -> Expr {
        let (binders, at) = self.binders(shape, span);
        let cells: Vec<Type> = types
            .iter()
            .map(|ty| Type { dtype: ty.dtype, shape: ty.shape[shape.len()..].to_vec() })
            .collect();
        let body = self.wrapped(|cx| {
            let values = cx.element(source, &at, span);
            tuple(if join { join_pairs(values, &cells, span) } else { values }, span)
        });
        let over = |ty: &Type| Type { dtype: ty.dtype, shape: [shape, &ty.shape].concat() };
        let types = body.types.iter().map(over).collect();
        Expr { kind: ExprKind::For(Box::new(For { binders, body })), types, span }
    }
}

/// Values of which each two that are a complex scalar of `types` become one array.
fn join_pairs(values: Vec<Expr>, types: &[Type], span: Span) -> Vec<Expr> {
    let mut values = values.into_iter();
    let join = |ty: &Type| match is_pair(ty) {
        true => Some(joined(values.by_ref().take(2).collect(), span)),
        false => values.next(),
    };
    types.iter().filter_map(join).collect()
}

/// The items of an index: every element of the axes, then `last`.
pub(super) fn whole(shape: &[Size], last: Vec<Expr>) -> Vec<check::typed::IndexItem> {
    use check::typed::{Edge, IndexItem};
    let at = |value| IndexItem::At { index: scalar_operand(value), edge: Edge::Inside };
    shape.iter().map(IndexItem::whole).chain(last.into_iter().map(at)).collect()
}
