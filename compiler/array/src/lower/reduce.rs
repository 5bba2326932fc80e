//! Reductions and scans.
//!
//! The leaves of a reduction over a `for` are computed where they are combined; the axes that stay become a `Build`
//! around it. What is not a `for` and not elementwise is stored first.

use std::collections::BTreeSet;

use base::{BinOp, DType, Scalar, fault};
use check::typed::{self, Apply, Expr, ExprKind, For, LocalId, Operator, UserOperator};

use super::context::Lower;
use super::delayed::{Arg, Delayed, covers};
use crate::ir::{Binder, Form, Lambda, Op, Operand, Reducer, Size, Type};

/// One axis of what is reduced.
enum Domain<'a> {
    /// A binder of the source.
    Bound(&'a typed::Binder),
    /// An axis of an array.
    Extent(Size),
}

/// What is combined.
enum Leaves<'a> {
    /// The value of a `for`'s body, under its binders.
    Body(&'a Expr),
    /// Elements of an array, or of arrays of one shape.
    Elements(Vec<Delayed<'a>>),
    /// The products of the elements of two arrays.
    Pairs(Operand, Operand),
    /// The combination of all elements of the array that a `for`'s body gives. Only where its extents depend on the
    /// `for`'s binders, so that it cannot be stored for all of them.
    Nested(&'a Expr),
}

/// How leaves are combined.
#[derive(Clone, Copy)]
struct How<'a> {
    operator: &'a Operator,
    form: Form,
    fma_leaf: bool,
    /// Whether leaves are [`ragged`](super::ragged) triples.
    ragged: bool,
    /// The leaves' element type.
    dtype: DType,
}

impl How<'_> {
    /// Whether a combination of nothing is an error.
    fn has_no_neutral(&self) -> bool {
        match self.operator {
            Operator::Op(op) => matches!(op, BinOp::Min | BinOp::Max),
            Operator::ArgMin | Operator::ArgMax => true,
            Operator::User(_) => false,
        }
    }
}

impl<'a> Lower<'a> {
    /// The values of a reduction.
    pub(super) fn reduce(&mut self, reduce: &'a typed::Reduce, expr: &'a Expr) -> Vec<Operand> {
        let of = &reduce.value.types[0];
        if of.rank() == 0 {
            // A reduction over no axes is its leaf.
            let values = self.values(&reduce.value);
            return match &reduce.operator {
                Operator::ArgMin | Operator::ArgMax => vec![Scalar::i64(0).into()],
                Operator::Op(_) | Operator::User(_) => values,
            };
        }
        let form = match (&reduce.operator, reduce.form) {
            (Operator::User(_), _) | (_, typed::Form::Loop) => Form::Loop,
            (_, typed::Form::Array) => Form::Array,
        };
        let dtype = of.dtype;
        let how = How { operator: &reduce.operator, form, fma_leaf: reduce.fma_leaf, ragged: false, dtype };
        let values = self.combine(&reduce.value, &reduce.axes, reduce.keep, how);
        self.retype_all(values, expr)
    }

    /// The values with the types of the expression that gives them.
    fn retype_all(&mut self, values: Vec<Operand>, expr: &Expr) -> Vec<Operand> {
        let types: Vec<Type> = expr.types.iter().map(|ty| self.ty(ty)).collect();
        values.into_iter().zip(types).map(|(value, ty)| self.retype(value, &ty)).collect()
    }

    fn combine(&mut self, value: &'a Expr, axes: &[usize], keep: bool, how: How<'a>) -> Vec<Operand> {
        let (domain, leaves) = self.leaves(value, how.fma_leaf);
        let is_nested = independent(&domain, axes) < axes.len() || matches!(leaves, Leaves::Nested(_));
        let how = How { ragged: is_nested && how.has_no_neutral(), ..how };
        let mut at = vec![Size::constant(0); domain.len()];
        let kept = self.kept(&domain, axes, keep, &mut at);
        if !kept.is_empty() {
            self.begin();
        }
        let values = self.combine_axes(&domain, axes, &leaves, &mut at, how);
        let values = if how.ragged { vec![self.ragged_result(how.operator, &values)] } else { values };
        if kept.is_empty() {
            return values;
        }
        let body = self.end(values);
        self.b.emit(Op::Build { binders: kept, body }, "reduce").into_iter().map(Operand::Var).collect()
    }

    /// The combination over `axes`, the other axes being bound. Axes whose extents depend on one before them are
    /// reduced inside, each such reduction being a leaf of the outer one.
    fn combine_axes(
        &mut self,
        domain: &[Domain<'a>],
        axes: &[usize],
        leaves: &Leaves<'a>,
        at: &mut [Size],
        how: How<'a>,
    ) -> Vec<Operand> {
        let (now, later) = axes.split_at(independent(domain, axes));
        if now.is_empty() {
            return self.leaf(leaves, at, how);
        }
        let binders = self.reduced(domain, now, at);
        let reducer = self.reducer(how, !later.is_empty() || matches!(leaves, Leaves::Nested(_)));
        self.begin();
        let leaf = if later.is_empty() {
            self.leaf(leaves, at, how)
        } else {
            self.combine_axes(domain, later, leaves, at, how)
        };
        let body = self.end(leaf);
        let outs = self.b.emit(Op::Reduce { binders, body, reducer, form: how.form }, "reduce");
        outs.into_iter().map(Operand::Var).collect()
    }

    /// `y[…, k, …] = x[…, 0, …] ⊕ … ⊕ x[…, k, …]`.
    pub(super) fn scan(&mut self, scan: &'a typed::Scan, expr: &'a Expr) -> Vec<Operand> {
        let form = Form::Array;
        let dtype = scan.value.types[0].dtype;
        let how = How { operator: &scan.operator, form, fma_leaf: false, ragged: false, dtype };
        let (domain, leaves) = self.leaves(&scan.value, false);
        let mut at = vec![Size::constant(0); domain.len()];
        let kept = self.kept(&domain, &[scan.axis], false, &mut at);
        if !kept.is_empty() {
            self.begin();
        }
        let along = self.reduced(&domain, &[scan.axis], &mut at);
        let [binder] = &along[..] else { base::bug!("a scan along {} axes", along.len()) };
        if let Domain::Bound(source) = &domain[scan.axis] {
            self.check_range(&binder.extent, source);
        }
        let reducer = self.reducer(how, false);
        self.begin();
        let leaf = self.leaf(&leaves, &at, how);
        let body = self.end(leaf);
        let values = self.b.emit(Op::Scan { binder: binder.clone(), body, reducer }, "scan");
        let values = values.into_iter().map(Operand::Var).collect();
        if kept.is_empty() {
            return self.retype_all(values, expr);
        }
        let body = self.end(values);
        let rows = self.b.emit(Op::Build { binders: kept, body }, "scan");
        if scan.axis + 1 == domain.len() {
            return self.retype_all(rows.into_iter().map(Operand::Var).collect(), expr);
        }
        let (binders, mut at) = self.binders(&self.ty(&expr.types[0]).shape);
        let along = at.remove(if fault!(ScanAxesMixed) { 0 } else { scan.axis });
        at.push(along);
        self.begin();
        let elements = rows.into_iter().map(|rows| self.element(&Delayed::Stored(rows), &at)).collect();
        let body = self.end(elements);
        self.b.emit(Op::Build { binders, body }, "scan").into_iter().map(Operand::Var).collect()
    }

    // The domain.

    /// Binders of the axes that stay, in the order of the result; `keep` leaves one of extent 1 for the others.
    fn kept(&mut self, domain: &[Domain<'a>], axes: &[usize], keep: bool, at: &mut [Size]) -> Vec<Binder> {
        let mut binders = Vec::new();
        for (axis, dim) in domain.iter().enumerate() {
            if !axes.contains(&axis) {
                let binder = self.domain_binder(dim, &mut at[axis]);
                if let Domain::Bound(source) = dim {
                    self.check_range(&binder.extent, source);
                }
                binders.push(binder);
            } else if keep {
                binders.push(self.b.binder("unit", Size::constant(1)));
            }
        }
        binders
    }

    /// Binders of the axes that go, in order.
    fn reduced(&mut self, domain: &[Domain<'a>], axes: &[usize], at: &mut [Size]) -> Vec<Binder> {
        let mut binders = Vec::new();
        for (axis, dim) in domain.iter().enumerate() {
            if axes.contains(&axis) {
                binders.push(self.domain_binder(dim, &mut at[axis]));
            }
        }
        binders
    }

    fn domain_binder(&mut self, dim: &Domain<'a>, at: &mut Size) -> Binder {
        let binder = match dim {
            Domain::Bound(source) => self.binder(source),
            Domain::Extent(extent) => self.b.binder("i", extent.clone()),
        };
        *at = Size::var(binder.var);
        binder
    }

    /// The axes of what is reduced, and its leaves.
    fn leaves(&mut self, value: &'a Expr, fma_leaf: bool) -> (Vec<Domain<'a>>, Leaves<'a>) {
        match &value.kind {
            ExprKind::Block(block) if block.value.is_some() => {
                let Some(inner) = self.enter(block) else { base::bug!("a block without a value") };
                return self.leaves(inner, fma_leaf);
            }
            ExprKind::For(f) => {
                let (domain, body, inner_locals) = chain(f);
                if body.types[0].rank() == 0 {
                    return (domain, Leaves::Body(body));
                }
                let depends = |size: &typed::Size| {
                    size.vars().iter().any(|local| inner_locals.contains(local) || !self.is_defined(*local))
                };
                if body.types[0].shape.iter().any(depends) {
                    return (domain, Leaves::Nested(body));
                }
            }
            _ => {}
        }
        let leaves = match fma_leaf {
            true => {
                let pair = self.pair(value);
                let [a, b] = pair[..] else { base::bug!("a product has two factors") };
                Leaves::Pairs(a, b)
            }
            false if value.types.len() == 1 => Leaves::Elements(vec![self.delay(value, true)]),
            false => {
                let stored = self.values(value).into_iter().filter_map(Operand::var);
                Leaves::Elements(stored.map(Delayed::Stored).collect())
            }
        };
        let shape = self.ty(&value.types[0]).shape;
        (shape.into_iter().map(Domain::Extent).collect(), leaves)
    }

    // The leaves.

    fn leaf(&mut self, leaves: &Leaves<'a>, at: &[Size], how: How<'a>) -> Vec<Operand> {
        let mut leaf = match leaves {
            Leaves::Body(body) if how.fma_leaf => self.pair(body),
            Leaves::Body(body) => self.values(body),
            Leaves::Elements(arrays) => arrays.iter().map(|array| self.element(array, at)).collect(),
            Leaves::Pairs(a, b) => [a, b].map(|factor| self.factor(*factor, at)).to_vec(),
            Leaves::Nested(body) => {
                let (domain, leaves) = self.leaves(body, how.fma_leaf);
                let axes: Vec<usize> = (0..domain.len()).collect();
                let mut at = vec![Size::constant(0); domain.len()];
                return self.combine_axes(&domain, &axes, &leaves, &mut at, how);
            }
        };
        if how.ragged {
            leaf.extend([Scalar::i64(0), Scalar::i64(1)].map(Operand::Const));
        }
        leaf
    }

    fn factor(&mut self, factor: Operand, at: &[Size]) -> Operand {
        match factor {
            Operand::Var(array) => self.element(&Delayed::Stored(array), at),
            scalar @ Operand::Const(_) => scalar,
        }
    }

    /// The two factors of a product, each of the shape of the whole.
    fn pair(&mut self, expr: &'a Expr) -> Vec<Operand> {
        match &expr.kind {
            ExprKind::Block(block) => match self.enter(block) {
                Some(value) => self.pair(value),
                None => base::bug!("a block without a value where a product is needed"),
            },
            ExprKind::For(f) => {
                let binders = self.stored_binders(f);
                self.begin();
                let factors = self.pair(&f.body);
                let body = self.end(factors);
                self.b.emit(Op::Build { binders, body }, "factor").into_iter().map(Operand::Var).collect()
            }
            ExprKind::Apply(apply) if apply.op == typed::Op::Binary(BinOp::Mul) => self.factors_of(apply),
            _ => base::bug!("a product was promised as the leaf of a reduction"),
        }
    }

    fn factors_of(&mut self, apply: &'a Apply) -> Vec<Operand> {
        if apply.frame.is_empty() {
            return apply.args.iter().map(|arg| self.value(&arg.value)).collect();
        }
        let mut args = Vec::new();
        for arg in &apply.args {
            let value = self.delay(&arg.value, covers(&arg.frame, apply.frame.len()));
            args.push(Arg { value, frame: arg.frame.clone() });
        }
        let frame: Vec<Size> = apply.frame.iter().map(|extent| self.size(extent)).collect();
        let (binders, at) = self.binders(&frame);
        self.begin();
        let factors = args.iter().map(|arg| self.arg_element(arg, &at)).collect();
        let body = self.end(factors);
        self.b.emit(Op::Build { binders, body }, "factor").into_iter().map(Operand::Var).collect()
    }

    // Operators.

    /// The operator. `nested`: its leaves are themselves combinations.
    fn reducer(&mut self, how: How<'a>, nested: bool) -> Reducer {
        match how.operator {
            operator if how.ragged => self.ragged_reducer(operator, how.dtype),
            Operator::Op(_) if how.fma_leaf && !nested => Reducer::SumOfProducts,
            Operator::Op(op) => Reducer::Op(*op),
            Operator::ArgMin => Reducer::ArgMin,
            Operator::ArgMax => Reducer::ArgMax,
            Operator::User(user) => self.user_reducer(user),
        }
    }

    fn user_reducer(&mut self, user: &'a UserOperator) -> Reducer {
        let init = self.values(&user.init);
        let params = user.left.iter().chain(&user.right).map(|&local| self.define(local)).collect();
        self.begin();
        let values = self.values(&user.body);
        let body = self.end(values);
        Reducer::User { init, combine: Lambda { params, body } }
    }
}

/// How many of `axes` may be reduced together: those before the first whose extent depends on one of them.
fn independent(domain: &[Domain<'_>], axes: &[usize]) -> usize {
    let mut locals = BTreeSet::new();
    for (number, &axis) in axes.iter().enumerate() {
        if let Domain::Bound(binder) = &domain[axis] {
            if binder.extent.vars().iter().any(|local| locals.contains(local)) {
                return number;
            }
            locals.insert(binder.local);
        }
    }
    axes.len()
}

/// The binders of directly nested `for`s, the innermost body, and the binders' locals.
fn chain(f: &For) -> (Vec<Domain<'_>>, &Expr, BTreeSet<LocalId>) {
    let (mut domain, mut locals, mut inner) = (Vec::new(), BTreeSet::new(), f);
    loop {
        domain.extend(inner.binders.iter().map(Domain::Bound));
        locals.extend(inner.binders.iter().map(|binder| binder.local));
        match &inner.body.kind {
            ExprKind::For(next) => inner = next,
            _ => return (domain, &inner.body, locals),
        }
    }
}
