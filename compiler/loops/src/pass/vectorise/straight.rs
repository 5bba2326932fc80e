//! Straight code in lanes, for passes that make vectors themselves.

use std::collections::BTreeMap;

use base::{DType, Poly};

use super::{Lane, Vectoriser};
use crate::build::Builder;
use crate::ir::{Affine, Block, Operand, Ty, Value};

/// Puts straight code without memory of its own into the builder, in the lanes of a mask of which at least one is set:
/// `var` counts from `base`. Gives what the operands are in each lane.
pub(in crate::pass) fn straight_in_lanes(
    b: &mut Builder,
    (var, base): (Value, &Affine),
    body: &Block,
    mask: Value,
    operands: &[Operand],
) -> Vec<Value> {
    let width = b.kernel.values[mask].ty.lanes;
    let lane = b.kernel.fresh(Ty::scalar(DType::I64), "lane");
    let mut vectoriser = Vectoriser {
        b,
        width,
        values: BTreeMap::from([(var, Lane::Linear(base.add(&Poly::var(lane))))]),
        registers: &BTreeMap::new(),
        buffers: BTreeMap::new(),
        lane,
        mask: Some(mask),
        diverged: false,
        var,
        below: BTreeMap::new(),
    };
    vectoriser.block(body);
    operands.iter().map(|operand| vectoriser.vector_value(operand)).collect()
}
