//! Minima and maxima over a domain whose inner extents depend on outer indices.
//!
//! An inner range may be empty while others are not, and a minimum of nothing has no value. So a leaf is a triple: a
//! value, its position among the leaves that `count` says there are. Triples combine associatively, and no leaves at all
//! are (anything, anything, 0).

use abi::Status;
use base::{BinOp, CmpOp, DType, Scalar};
use check::typed::Operator;

use super::context::Lower;
use crate::ir::{Op, Operand, Reducer};

impl Lower<'_> {
    /// The combination of two triples.
    pub(super) fn ragged_reducer(&mut self, operator: &Operator, dtype: DType) -> Reducer {
        let zero = Operand::Const(Scalar::i64(0));
        let init = vec![Scalar::zero(dtype).into(), zero, zero];
        let combine = self.b.lambda(&[dtype, DType::I64, DType::I64], |b, left, right| {
            let left_empty = b.compare(CmpOp::Eq, left[2], zero);
            let right_empty = b.compare(CmpOp::Eq, right[2], zero);
            // The first of several that are alike wins, and a NaN wins over everything else.
            let order = if is_minimum(operator) { CmpOp::Lt } else { CmpOp::Gt };
            let beats = b.compare(order, right[0], left[0]);
            let left_nan = b.compare(CmpOp::Ne, left[0], left[0]);
            let right_nan = b.compare(CmpOp::Ne, right[0], right[0]);
            let left_number = b.compare(CmpOp::Eq, left_nan, Scalar::bool(false));
            let only_right_nan = b.binary(BinOp::And, right_nan, left_number);
            let wins = b.binary(BinOp::Or, beats, only_right_nan);
            let value = match operator {
                Operator::Op(op) => b.binary(*op, left[0], right[0]),
                _ => b.select(wins, right[0], left[0]),
            };
            let value = b.select(left_empty, right[0], value);
            let value = b.select(right_empty, left[0], value);
            let shifted = b.binary(BinOp::Add, left[2], right[1]);
            let position = b.select(wins, shifted, left[1]);
            let position = b.select(left_empty, shifted, position);
            let position = b.select(right_empty, left[1], position);
            vec![value, position, b.binary(BinOp::Add, left[2], right[2])]
        });
        Reducer::User { init, combine }
    }

    /// What a triple says; fails where there were no leaves.
    pub(super) fn ragged_result(&mut self, operator: &Operator, triple: &[Operand]) -> Operand {
        let any = self.b.compare(CmpOp::Gt, triple[2], Scalar::i64(0));
        let what = if is_minimum(operator) { "minimum" } else { "maximum" };
        self.assert(any, Status::Shape, format!("the {what} of nothing"), Vec::new());
        let wanted = if matches!(operator, Operator::Op(_)) { triple[0] } else { triple[1] };
        self.b.emit_one(Op::Copy(wanted), what).into()
    }
}

fn is_minimum(operator: &Operator) -> bool {
    matches!(operator, Operator::Op(BinOp::Min) | Operator::ArgMin)
}
