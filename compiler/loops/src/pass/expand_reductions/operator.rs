//! What one step of a reduction computes.

use base::{BinOp, CmpOp, DType, Scalar, UnOp, fault};

use super::Expansion;
use crate::build::Builder;
use crate::clone::Cloner;
use crate::ir::{Op, Operand, Reducer, Register, Ty};
use base::neutral::{extreme, neutral};

impl Expansion<'_> {
    /// What a chain starts from.
    pub(super) fn neutral(&self) -> Vec<Operand> {
        match &self.reduce.reducer {
            Reducer::Op(op) => vec![neutral(*op, self.dtypes[0]).into(); self.dtypes.len()],
            Reducer::SumOfProducts => vec![neutral(BinOp::Add, self.dtypes[0]).into(); self.dtypes.len()],
            // No leaf's index: what is left where every leaf is the worst value.
            Reducer::ArgMin | Reducer::ArgMax => {
                let worst = extreme(self.dtypes[0], self.reduce.reducer == Reducer::ArgMax);
                vec![worst.into(), Scalar::i64(i64::MAX).into()]
            }
            Reducer::User { init, .. } => init.clone(),
        }
    }
    /// Gives accumulators their first values.
    pub(super) fn start(&self, b: &mut Builder, accs: &[Register]) {
        for (acc, value) in accs.iter().zip(self.neutral()) {
            b.set(*acc, value);
        }
    }
    /// The accumulators with a leaf: a product is added by one fma.
    pub(super) fn step(&self, b: &mut Builder, acc: &[Operand], leaf: &[Operand]) -> Vec<Operand> {
        match self.reduce.reducer {
            Reducer::SumOfProducts => {}
            Reducer::ArgMin if fault!(LastOfEqual) => return better_later(b, CmpOp::Gt, acc, leaf),
            Reducer::ArgMin => return better_later(b, CmpOp::Ge, acc, leaf),
            Reducer::ArgMax => return better_later(b, CmpOp::Le, acc, leaf),
            _ => return self.join(b, acc, leaf),
        }
        let ty = Ty::scalar(self.dtypes[0]);
        let steps = leaf.chunks(2).zip(acc);
        let mut step = |(x, acc): (&[Operand], &Operand)| {
            if fault!(ProductRounded) {
                let product = b.binary(BinOp::Mul, x[0], x[1], "product");
                return b.binary(BinOp::Add, product, *acc, "acc");
            }
            b.define(ty, "acc", Op::Fma(x[0], x[1], *acc)).into()
        };
        steps.map(&mut step).collect()
    }
    /// The combination of two partial results.
    pub(super) fn join(&self, b: &mut Builder, x: &[Operand], y: &[Operand]) -> Vec<Operand> {
        let mut each = |op: BinOp| x.iter().zip(y).map(|(x, y)| b.binary(op, *x, *y, "acc")).collect();
        match &self.reduce.reducer {
            Reducer::Op(op) => each(*op),
            Reducer::SumOfProducts => each(BinOp::Add),
            Reducer::ArgMin => better(b, CmpOp::Lt, x, y),
            Reducer::ArgMax => better(b, CmpOp::Gt, x, y),
            reducer @ Reducer::User { .. } => apply(b, reducer, x, y),
        }
    }
}

/// The user's operator on two tuples.
pub(in crate::pass) fn apply(
    b: &mut Builder,
    reducer: &Reducer,
    x: &[Operand],
    y: &[Operand],
) -> Vec<Operand> {
    let Reducer::User { left, right, body, result, .. } = reducer else { return x.to_vec() };
    let mut cloner = Cloner::default();
    cloner.own_locals(&mut b.kernel, body);
    for (value, operand) in left.iter().zip(x).chain(right.iter().zip(y)) {
        cloner.replace_scalar(*value, *operand);
    }
    let body = cloner.block(&mut b.kernel, body);
    super::expand(b, body, true);
    result.iter().map(|operand| cloner.operand(*operand)).collect()
}

/// The better of two (value, index): NaN first, then by the comparison, then the smaller index.
fn better(b: &mut Builder, op: CmpOp, x: &[Operand], y: &[Operand]) -> Vec<Operand> {
    let dtype = b.kernel.operand_ty(y[0]).dtype;
    let wins = b.compare(op, y[0], x[0], "wins");
    let alike = b.compare(CmpOp::Eq, y[0], x[0], "alike");
    let before = b.compare(CmpOp::Lt, y[1], x[1], "before");
    let tie = b.binary(BinOp::And, alike, before, "tie");
    let mut takes = b.binary(BinOp::Or, wins, tie, "takes");
    if dtype.is_float() {
        let new = b.compare(CmpOp::Ne, y[0], y[0], "nan");
        let old = b.compare(CmpOp::Eq, x[0], x[0], "number");
        let first = b.binary(BinOp::Or, old, before, "first");
        let nan = b.binary(BinOp::And, new, first, "nan");
        takes = b.binary(BinOp::Or, takes, nan, "takes");
    }
    let value = b.select(takes, y[0], x[0], "best");
    let index = b.select(takes, y[1], x[1], "at");
    vec![value, index]
}

/// As [`better`] where `y` has the larger index: it takes the place of `x` if it is not `loses` against it and `x` is a
/// number. Where all leaves are the worst value there is none that does; the index then stays that of no leaf.
fn better_later(b: &mut Builder, loses: CmpOp, x: &[Operand], y: &[Operand]) -> Vec<Operand> {
    let ty = b.kernel.operand_ty(y[0]);
    let loses = b.compare(loses, y[0], x[0], "loses");
    let mut takes = b.define(Ty { dtype: DType::Bool, ..ty }, "takes", Op::Unary(UnOp::Not, loses)).into();
    if ty.dtype.is_float() && !fault!(NanIsPassed) {
        let old = b.compare(CmpOp::Eq, x[0], x[0], "number");
        takes = b.binary(BinOp::And, takes, old, "takes");
    }
    let value = b.select(takes, y[0], x[0], "best");
    let index = b.select(takes, y[1], x[1], "at");
    vec![value, index]
}

/// Bytes of the widest accumulator.
pub(super) fn widest(dtypes: &[DType]) -> usize {
    dtypes.iter().map(|dtype| dtype.size()).max().unwrap_or(8)
}
