//! Functions in lanes.

use std::collections::BTreeMap;

use base::DType;

use super::Vectoriser;
use super::lanes::Lane;
use crate::build::Builder;
use crate::ir::{Function, Param, Ty};

/// The function for so many lanes: parameters and result are vectors.
#[must_use]
pub fn in_lanes(function: &Function, lanes: u32) -> Function {
    if lanes == 1 {
        return function.clone();
    }
    let mut code = function.code.clone();
    let body = std::mem::take(&mut code.body);
    let mut values = BTreeMap::new();
    let mut params = Vec::new();
    for param in &code.params {
        let Param::Scalar(value) = param else { base::bug!("a function of other than scalars") };
        let mut info = code.values[*value].clone();
        info.ty.lanes = lanes;
        let own = code.values.push(info);
        values.insert(*value, Lane::Vector(own));
        params.push(Param::Scalar(own));
    }
    code.params = params;
    let mut registers = BTreeMap::new();
    for register in code.registers.ids() {
        let mut info = code.registers[register].clone();
        info.ty.lanes = lanes;
        registers.insert(register, code.registers.push(info));
    }
    let lane = code.fresh(Ty::scalar(DType::I64), "lane");
    let mut b = Builder::new(code);
    let buffers = BTreeMap::new();
    let mut vectoriser = Vectoriser {
        b: &mut b,
        width: lanes,
        values,
        registers: &registers,
        buffers,
        lane,
        mask: None,
        diverged: false,
        var: lane,
        below: BTreeMap::new(),
    };
    vectoriser.block(&body);
    let result = vectoriser.vector_value(&function.result).into();
    Function { code: b.finish(), result }
}
