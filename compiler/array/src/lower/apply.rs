//! Scalar operations and calls, over a frame or not.

use base::{BinOp, DType, Id, UnOp};
use check::typed::{self, Apply, Expr};

use super::context::Lower;
use super::delayed::{Arg, covers, is_elementwise};
use crate::ir::{FuncId, Op, Operand, Size, Type};

impl<'a> Lower<'a> {
    /// The values of an `Apply`.
    pub(super) fn apply(&mut self, apply: &'a Apply, expr: &'a Expr) -> Vec<Operand> {
        if apply.frame.is_empty() {
            let args = apply.args.iter().map(|arg| self.value(&arg.value)).collect();
            let types: Vec<Type> = expr.types.iter().map(|ty| self.ty(ty)).collect();
            return self.scalar_op(&apply.op, args, &types);
        }
        if is_elementwise(apply, expr) {
            let delayed = self.delay(expr, true);
            let shape = self.ty(expr.ty()).shape;
            return vec![self.store(&delayed, &shape)];
        }
        self.lifted(apply, expr)
    }

    /// A call whose cells are arrays or which has several results, over a frame.
    fn lifted(&mut self, apply: &'a Apply, expr: &'a Expr) -> Vec<Operand> {
        let rank = apply.frame.len();
        let mut args = Vec::new();
        for arg in &apply.args {
            let shape = self.ty(arg.value.ty()).shape.split_off(arg.frame.len());
            let is_scalar = shape.is_empty();
            let value = self.delay(&arg.value, is_scalar && covers(&arg.frame, rank));
            args.push((Arg { value, frame: arg.frame.clone() }, shape));
        }
        let types: Vec<Type> = expr.types.iter().map(|ty| self.ty(ty)).collect();
        let frame: Vec<Size> = apply.frame.iter().map(|extent| self.size(extent)).collect();
        let cells: Vec<Type> = types
            .iter()
            .map(|ty| Type { dtype: ty.dtype, shape: ty.shape[rank.min(ty.rank())..].to_vec() })
            .collect();
        let (binders, at) = self.binders(&frame);
        self.begin();
        let args = args.iter().map(|(arg, shape)| self.cell(arg, shape, &at)).collect();
        let results = self.scalar_op(&apply.op, args, &cells);
        let body = self.end(results);
        let outs = self.b.emit_typed(Op::Build { binders, body }, types, "lifted");
        outs.into_iter().map(Operand::Var).collect()
    }

    /// The cell of an operand at a point of the frame; `shape` is the cell's.
    fn cell(&mut self, arg: &Arg<'a>, shape: &[Size], at: &[Size]) -> Operand {
        if shape.is_empty() {
            return self.arg_element(arg, at);
        }
        if arg.frame.is_empty() {
            return self.store(&arg.value, shape);
        }
        let (binders, inner) = self.binders(shape);
        let mut point = super::delayed::pick(&arg.frame, at);
        point.extend(inner);
        self.begin();
        let element = self.element(&arg.value, &point);
        let body = self.end(vec![element]);
        self.b.emit_one(Op::Build { binders, body }, "cell").into()
    }

    /// An operation on one cell. `types` are those of its results.
    pub(super) fn scalar_op(
        &mut self,
        op: &'a typed::Op,
        args: Vec<Operand>,
        types: &[Type],
    ) -> Vec<Operand> {
        // Half-precision floats are stored as such and computed as `f32`.
        let half = args.last().map(|arg| self.b.operand_type(arg).dtype).filter(|dtype| dtype.is_half());
        if let Some(half) = half
            && let typed::Op::Binary(_) | typed::Op::Compare(_) | typed::Op::Fma | typed::Op::Unary(_) = op
            && *op != typed::Op::Unary(UnOp::Bits)
        {
            let wide = args.into_iter().map(|arg| self.b.convert(DType::F32, arg)).collect();
            let result = self.scalar_op(op, wide, types)[0];
            let rounds = !matches!(op, typed::Op::Compare(_));
            return vec![if rounds { self.b.convert(half, result) } else { result }];
        }
        let result = match (op, &args[..]) {
            (typed::Op::Unary(op), [x]) => self.unary(*op, *x),
            (typed::Op::Binary(op), [x, y]) => self.binary(*op, *x, *y),
            (typed::Op::Compare(op), [x, y]) => self.b.compare(*op, *x, *y),
            (typed::Op::Fma, [x, y, z]) => self.b.fma(*x, *y, *z),
            (typed::Op::Convert, [x]) => self.b.convert(types[0].dtype, *x),
            (typed::Op::Select, [c, x, y]) => self.b.select(*c, *x, *y),
            (typed::Op::Call { function, sizes }, _) => {
                let sizes = sizes.iter().map(|size| self.given_size(size)).collect();
                let name = self.module.functions[*function].source_name.as_str();
                let call = Op::Call { function: FuncId::from_index(function.index()), sizes, args };
                let outs = self.b.emit_typed(call, types.to_vec(), name);
                return outs.into_iter().map(Operand::Var).collect();
            }
            (op, args) => base::bug!("{op:?} on {} operands", args.len()),
        };
        vec![result]
    }

    fn unary(&mut self, op: UnOp, x: Operand) -> Operand {
        if op == UnOp::Neg && self.is_i64(&x) {
            let zero = Operand::Const(base::Scalar::zero(DType::I64));
            if let Some(value) = self.index_arithmetic(BinOp::Sub, &zero, &x) {
                return value;
            }
        }
        self.b.unary(op, x)
    }

    fn binary(&mut self, op: BinOp, x: Operand, y: Operand) -> Operand {
        if self.is_i64(&x)
            && let Some(value) = self.index_arithmetic(op, &x, &y)
        {
            return value;
        }
        self.b.binary(op, x, y)
    }
}
