//! Expressions whose values are wanted as a whole.

use abi::Status;
use base::{CmpOp, Scalar};
use check::typed::{self, Expr, ExprKind, For};

use super::context::Lower;
use super::delayed::Delayed;
use crate::ir::{Binder, Op, Operand, Size, Type};

impl<'a> Lower<'a> {
    /// The value of an expression that has one.
    pub(super) fn value(&mut self, expr: &'a Expr) -> Operand {
        match self.values(expr)[..] {
            [value] => value,
            ref values => base::bug!("{} values where one is needed", values.len()),
        }
    }

    /// All values of an expression.
    pub(super) fn values(&mut self, expr: &'a Expr) -> Vec<Operand> {
        let outer = std::mem::replace(&mut self.b.span, expr.span);
        let values = self.values_of_kind(expr);
        self.b.span = outer;
        values
    }

    fn values_of_kind(&mut self, expr: &'a Expr) -> Vec<Operand> {
        match &expr.kind {
            ExprKind::Const(scalar) => vec![(*scalar).into()],
            ExprKind::Local(local) => vec![self.local(*local)],
            ExprKind::Size(size) => {
                let size = self.checked_size(size);
                vec![self.size_operand(&size)]
            }
            ExprKind::Apply(apply) => self.apply(apply, expr),
            ExprKind::Tuple(items) => items.iter().flat_map(|item| self.values(item)).collect(),
            ExprKind::Item { tuple, index } => vec![self.values(tuple)[*index]],
            ExprKind::Array(items) => vec![self.array(items, expr)],
            ExprKind::For(f) => self.build(f, expr),
            ExprKind::Reduce(reduce) => self.reduce(reduce, expr),
            ExprKind::Scan(scan) => self.scan(scan, expr),
            ExprKind::Index(index) => vec![self.index(index, expr)],
            ExprKind::Permute { .. } => {
                let delayed = self.delay(expr, true);
                let shape = self.ty(expr.ty()).shape;
                vec![self.store(&delayed, &shape)]
            }
            ExprKind::Expect { value } => vec![self.expect(value, expr)],
            ExprKind::If(i) => {
                let cond = self.value(&i.cond);
                let types: Vec<Type> = expr.types.iter().map(|ty| self.ty(ty)).collect();
                self.conditional(
                    cond,
                    &types,
                    |cx| cx.lower_branch(&i.then, &types),
                    |cx| cx.lower_branch(&i.otherwise, &types),
                )
            }
            ExprKind::Block(block) => self.lower_block(block),
        }
    }

    /// An array for each value of a `for`.
    fn build(&mut self, f: &'a For, expr: &'a Expr) -> Vec<Operand> {
        let binders = self.stored_binders(f);
        self.begin();
        let values = self.values(&f.body);
        let body = self.end(values);
        let types = expr.types.iter().map(|ty| self.ty(ty)).collect();
        let outs = self.b.emit_typed(Op::Build { binders, body }, types, "for");
        outs.into_iter().map(Operand::Var).collect()
    }

    /// The binders of a `for` whose array is stored, so that no extent may be negative.
    pub(super) fn stored_binders(&mut self, f: &'a For) -> Vec<Binder> {
        let mut binders = Vec::new();
        for binder in &f.binders {
            let ir = self.binder(binder);
            self.check_range(&ir.extent, binder);
            binders.push(ir);
        }
        binders
    }

    /// `x[…]` by itself.
    fn index(&mut self, index: &'a typed::Index, expr: &'a Expr) -> Operand {
        let base = self.delay(&index.base, false);
        let view = self.view(base, &index.selection);
        let delayed = Delayed::View(Box::new(view));
        let shape = self.ty(expr.ty()).shape;
        if shape.is_empty() {
            return self.element(&delayed, &[]);
        }
        self.store(&delayed, &shape)
    }

    /// `[a, b, …]`.
    fn array(&mut self, items: &'a [Expr], expr: &'a Expr) -> Operand {
        let ty = self.ty(expr.ty());
        let mut elements = Vec::new();
        if let Some(shape) = constant_shape(&ty)
            && flatten(items, &mut elements)
        {
            let elements = elements.into_iter().map(|element| self.value(element)).collect();
            return self.b.emit_one(Op::Literal { dtype: ty.dtype, shape, elements }, "array").into();
        }
        let items: Vec<Operand> = items.iter().map(|item| self.value(item)).collect();
        let (binders, at) = self.binders(&ty.shape);
        self.begin();
        let element = self.item_element(&items, 0, &at);
        let body = self.end(vec![element]);
        self.b.emit_one(Op::Build { binders, body }, "array").into()
    }

    /// The element `at[1..]` of item number `at[0]`, which is `first` or one of the items after it.
    fn item_element(&mut self, items: &[Operand], first: i64, at: &[Size]) -> Operand {
        if let [item] = items {
            let Operand::Var(array) = *item else { return *item };
            if at.len() == 1 {
                return *item;
            }
            let indices = at[1..].iter().map(|index| self.size_operand(index)).collect();
            return self.b.index(array, indices, false);
        }
        // Halves, so that many items do not nest deeply.
        let (low, high) = items.split_at(items.len() / 2);
        let middle = first + i64::try_from(low.len()).unwrap_or(0);
        let number = self.size_operand(&at[0]);
        let cond = self.b.compare(CmpOp::Lt, number, Scalar::i64(middle));
        self.begin();
        let value = self.item_element(low, first, at);
        let then = self.end(vec![value]);
        self.begin();
        let value = self.item_element(high, middle, at);
        let otherwise = self.end(vec![value]);
        self.b.emit_one(Op::If { cond, then, otherwise }, "item").into()
    }

    /// A value whose extents are asserted to be those of the expression's type.
    fn expect(&mut self, value: &'a Expr, expr: &'a Expr) -> Operand {
        let operand = self.value(value);
        let (found, wanted) = (self.b.operand_type(&operand), self.ty(expr.ty()));
        expr.ty().shape.iter().for_each(|size| self.check_divisors(size));
        let name = operand.var().map_or("value", |var| self.b.vars[var].name.as_str()).to_string();
        for (axis, (found, wanted)) in found.shape.iter().zip(&wanted.shape).enumerate() {
            if found == wanted {
                continue;
            }
            self.check_fits(wanted);
            let (a, b) = (self.size_operand(found), self.size_operand(wanted));
            let cond = self.b.compare(CmpOp::Eq, a, b);
            let message = format!("axis {axis} of `{name}` has {{0}} elements, not {{1}}");
            self.assert(cond, Status::Shape, message, vec![a, b]);
        }
        self.retype(operand, &wanted)
    }
}

/// The extents, if all are constants.
fn constant_shape(ty: &Type) -> Option<Vec<i64>> {
    ty.shape.iter().map(Size::as_constant).collect()
}

/// Collects the scalar items of nested array literals, row-major; false where an item is an array of another kind.
fn flatten<'a>(items: &'a [Expr], out: &mut Vec<&'a Expr>) -> bool {
    items.iter().all(|item| match &item.kind {
        ExprKind::Array(inner) => flatten(inner, out),
        _ if item.ty().rank() == 0 => {
            out.push(item);
            true
        }
        _ => false,
    })
}
