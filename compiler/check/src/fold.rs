//! `fold(f, init, x)`: strictly in order, as loops.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast;

use crate::body::{FnCx, is_unit, wrap};
use crate::call::Arg;
use crate::comprehension::one_expr;

use crate::tuples::Form;
use crate::typed::{
    Binder, Block, Edge, Expr, ExprKind, For, Index, IndexItem, LocalKind, Operand, Selection, Stmt,
    StmtKind, Type,
};
use crate::values::{Kind, Val};

/// What is folded.
struct Fold<'e> {
    op: &'e ast::Expr,
    /// The arrays, of one shape; several for tuples.
    arrays: Vec<Expr>,
    nest: Form,
    /// The first state.
    init: Vec<Expr>,
    state_nest: Form,
    /// The axes that are gone through, in order.
    axes: Vec<usize>,
    span: Span,
}

impl FnCx<'_, '_> {
    /// `fold(f, init, x)` over all elements in row-major order, or along the axes that are named, for each cell of the
    /// others. Where the state is an array, its steps take the parts of `x` along the first axis.
    pub(crate) fn fold(
        &mut self,
        op: &ast::Expr,
        init: &ast::Expr,
        x: &ast::Expr,
        named: &[&Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let x = self.expr(x, None);
        let arrays = self.arrays(x);
        let element = arrays.as_ref().map(|(arrays, _)| arrays[0].ty().dtype);
        let init = self.expr(init, want.or(element));
        let options = self.options(named, arrays.as_ref().map(|(arrays, _)| arrays[0].ty().rank()), "fold");
        let (Some((arrays, nest)), Some(options)) = (arrays, options) else { return Val::Error };
        if let Some(keep) = named.iter().find(|arg| arg.name.is_some_and(|name| &*name.text != "axis")) {
            let error = Diagnostic::error(Code::E0111, "`fold` has no such argument");
            self.error(error.primary(keep.span, "known is `axis`"));
            return Val::Error;
        }
        let Some((init, state_nest)) = self.first_state(init, arrays[0].ty().dtype) else {
            return Val::Error;
        };
        let scalar_state = init.iter().all(|value| value.ty().rank() == 0);
        let rank = arrays[0].ty().rank();
        let axes = match options.axes {
            Some(axes) => axes,
            None if scalar_state => (0..rank).collect(),
            None => vec![0],
        };
        let fold = Fold { op, arrays, nest, init, state_nest, axes, span };
        if !scalar_state || fold.axes.len() == rank {
            let at = vec![None; rank];
            return self.folded(&fold, &at).map_or(Val::Error, |values| {
                fold.state_nest.filled(&mut values.into_iter().map(Val::Expr)).value(span)
            });
        }
        self.folded_cells(&fold)
    }

    /// The arrays that are folded, under names.
    fn arrays(&mut self, x: Val) -> Option<(Vec<Expr>, Form)> {
        if is_unit(&x) {
            self.decide(x);
            return None;
        }
        let nest = x.form();
        let arrays: Option<Vec<Expr>> = x.into_parts().into_iter().map(|val| self.decide(val)).collect();
        let arrays: Vec<Expr> = arrays?.into_iter().map(|array| self.hide("x", array)).collect();
        let shape = arrays[0].ty().shape.clone();
        let fits = |array: &&Expr| array.ty().rank() > 0 && self.same_shape(&array.ty().shape, &shape);
        let Some(wrong) = arrays.iter().find(|array| !fits(array)) else { return Some((arrays, nest)) };
        let error = Diagnostic::error(Code::E0125, "`fold` goes along arrays of one shape")
            .primary(wrong.span, format!("this is `{}`", self.type_text(wrong.ty())));
        self.error(error);
        None
    }

    /// The first state with its types: a literal takes that of the elements, an integer among several stays one.
    fn first_state(&mut self, init: Val, element: DType) -> Option<(Vec<Expr>, Form)> {
        if is_unit(&init) {
            self.decide(init);
            return None;
        }
        let nest = init.form();
        let vals = init.into_parts();
        let several = vals.len() > 1;
        let mut state = Vec::new();
        for val in vals {
            let value = match val.kind() {
                Some(Kind::OpenInt) if several => self.decide(val)?,
                Some(kind) if !several && kind.fits(element) => self.coerce(val, element, "")?,
                Some(Kind::OpenFloat) if element.is_float() => self.coerce(val, element, "")?,
                _ => self.decide(val)?,
            };
            state.push(self.hide("init", value));
        }
        Some((state, nest))
    }

    /// A fold for each cell of the axes that stay.
    fn folded_cells(&mut self, fold: &Fold<'_>) -> Val {
        let shape = fold.arrays[0].ty().shape.clone();
        let mut at = vec![None; shape.len()];
        let mut binders = Vec::new();
        for axis in (0..shape.len()).filter(|axis| !fold.axes.contains(axis)) {
            let (binder, index) = self.over(&shape[axis], LocalKind::Binder, fold.span);
            binders.push(binder);
            at[axis] = Some(index);
        }
        let (stmts, values) = self.in_block(None, |cx| cx.folded(fold, &at));
        let Some(values) = values else { return Val::Error };
        let cells = binders.iter().map(|binder| binder.extent.clone());
        let cells: Vec<_> = cells.collect();
        let types =
            values.iter().map(|value| Type { dtype: value.ty().dtype, shape: cells.clone() }).collect();
        let body = wrap(stmts, one_expr(values, fold.span));
        let kind = ExprKind::For(Box::new(For { binders, body }));
        let expr = Expr { kind, types, span: fold.span };
        self.spread(expr, &fold.state_nest)
    }

    /// The loops of a fold; `at` says where the axes that stay are looked at, none for the whole of them.
    fn folded(&mut self, fold: &Fold<'_>, at: &[Option<Expr>]) -> Option<Vec<Expr>> {
        let span = fold.span;
        let shape = fold.arrays[0].ty().shape.clone();
        let types: Vec<Type> = fold.init.iter().map(|value| value.ty().clone()).collect();
        let state = self.side("$state", &types, &fold.state_nest, LocalKind::Var, span).locals;
        for (&local, value) in state.iter().zip(&fold.init) {
            self.push_stmt(StmtKind::Let { locals: vec![Some(local)], value: value.clone() }, span);
        }
        let (mut counters, mut items): (Vec<Binder>, Vec<IndexItem>) = (Vec::new(), Vec::new());
        let inside =
            |value| IndexItem::At { index: Operand { value, frame: Vec::new() }, edge: Edge::Inside };
        for (axis, extent) in shape.iter().enumerate() {
            if fold.axes.contains(&axis) {
                let (counter, index) = self.over(extent, LocalKind::Counter, span);
                counters.push(counter);
                items.push(inside(index));
            } else {
                items.push(at[axis].clone().map_or_else(|| IndexItem::whole(extent), inside));
            }
        }
        let selection = Selection { frame: Vec::new(), frame_at: 0, items };
        let parts: Vec<Expr> = fold
            .arrays
            .iter()
            .map(|array| {
                let ty = Type { dtype: array.ty().dtype, shape: selection.shape() };
                let index = Index { base: array.clone(), selection: selection.clone() };
                Expr::new(ExprKind::Index(Box::new(index)), ty, span)
            })
            .collect();
        let part_types: Vec<Type> = parts.iter().map(|part| part.ty().clone()).collect();
        let left = self.side("$left", &types, &fold.state_nest, LocalKind::Let, span);
        let right = self.side("$right", &part_types, &fold.nest, LocalKind::Let, span);
        let (steps, next) = self.combination(fold.op, &left, &right)?;
        let next = self.matching(
            next,
            (&types, &fold.state_nest),
            "`fold`'s operator gives the next state",
            fold.op.span,
        )?;
        let stmt = |kind| Stmt { kind, span };
        let states: Vec<Expr> = state
            .iter()
            .zip(&types)
            .map(|(&local, ty)| Expr::new(ExprKind::Local(local), ty.clone(), span))
            .collect();
        let bound = left.locals.iter().zip(states.clone()).chain(right.locals.iter().zip(parts));
        let mut body: Vec<Stmt> =
            bound.map(|(&local, value)| stmt(StmtKind::Let { locals: vec![Some(local)], value })).collect();
        body.extend(steps);
        body.extend(state.iter().zip(next).map(|(&local, value)| stmt(StmtKind::Assign { local, value })));
        for binder in counters.into_iter().rev() {
            body = vec![stmt(StmtKind::Loop { binder, body: Block { stmts: body, value: None } })];
        }
        for Stmt { kind, span } in body {
            self.push_stmt(kind, span);
        }
        Some(states)
    }
}
