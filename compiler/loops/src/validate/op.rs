//! The types of operations.

use base::{DType, Id};

use super::{Validator, ensure};
use crate::ir::{Fold, Op, Operand, Param, Ty};

impl Validator<'_> {
    /// The type that `op` gives where `wanted` is declared (a constant takes the lanes that are wanted).
    pub(super) fn op(&self, op: &Op, wanted: Ty) -> Result<Ty, String> {
        match op {
            Op::Index(poly) => self.poly(poly).map(|()| Ty::scalar(DType::I64)),
            Op::Unary(op, a) => {
                let (dtype, lanes) = self.operand(a)?;
                let dtype = op.result(dtype).ok_or_else(|| format!("{op} on {}", dtype.name()))?;
                Ok(Ty { dtype, lanes: lanes.unwrap_or(wanted.lanes) })
            }
            Op::Binary(op, a, b) => {
                let ty = self.alike(&[*a, *b], wanted)?;
                ensure(op.applies(ty.dtype), || format!("{op} on {}", ty.dtype.name()))?;
                Ok(ty)
            }
            Op::Compare(_, a, b) => Ok(Ty { dtype: DType::Bool, ..self.alike(&[*a, *b], wanted)? }),
            Op::Fma(a, b, c) => {
                let ty = self.alike(&[*a, *b, *c], wanted)?;
                ensure(ty.dtype.is_float(), || "fma on integers".into())?;
                Ok(ty)
            }
            Op::Convert(dtype, a) => {
                let (_, lanes) = self.operand(a)?;
                Ok(Ty { dtype: *dtype, lanes: lanes.unwrap_or(wanted.lanes) })
            }
            Op::Select(cond, a, b) => {
                let ty = self.alike(&[*a, *b], wanted)?;
                self.of_type(cond, Ty { dtype: DType::Bool, ..ty })?;
                Ok(ty)
            }
            Op::Call(function, args) => {
                let callee = self.callable.get(function.index());
                let callee = callee.ok_or_else(|| format!("no {function}, or it comes later"))?;
                let fits = |param: &Param, arg: &Operand| match param {
                    Param::Scalar(value) => {
                        let dtype = callee.code.values[*value].ty.dtype;
                        self.of_type(arg, Ty { dtype, lanes: wanted.lanes })
                    }
                    _ => Err("a parameter that is no scalar".into()),
                };
                ensure(args.len() == callee.code.params.len(), || format!("arguments of {function}"))?;
                callee.code.params.iter().zip(args).try_for_each(|(param, arg)| fits(param, arg))?;
                Ok(callee.code.operand_ty(callee.result).with_lanes(wanted.lanes))
            }
            Op::Load(access, mask) => {
                self.access(access, wanted.lanes)?;
                self.mask(*mask, wanted.lanes)?;
                Ok(Ty { dtype: self.kernel.buffers[access.buffer].dtype, lanes: wanted.lanes })
            }
            Op::Get(register) => self.register(*register),
            _ => self.op_of_lanes(op, wanted),
        }
    }

    fn op_of_lanes(&self, op: &Op, wanted: Ty) -> Result<Ty, String> {
        let lanes_of = |operand: &Operand| self.operand(operand).map(|(d, l)| (d, l.unwrap_or(wanted.lanes)));
        match op {
            Op::Splat(a, lanes) => {
                let (dtype, one) = self.operand(a)?;
                ensure(one.is_none_or(|l| l == 1), || "splat of a vector".into())?;
                Ok(Ty { dtype, lanes: *lanes })
            }
            Op::Iota(dtype, lanes) => {
                ensure(dtype.is_int(), || "iota of no integer".into())?;
                Ok(Ty { dtype: *dtype, lanes: *lanes })
            }
            Op::Extract(a, lane) => {
                let (dtype, lanes) = lanes_of(a)?;
                ensure(*lane < lanes, || format!("no lane {lane}"))?;
                Ok(Ty::scalar(dtype))
            }
            Op::FoldLanes(op, a) => {
                let (dtype, _) = lanes_of(a)?;
                let applies = if let Fold::Op(op) = op { op.applies(dtype) } else { true };
                ensure(applies, || format!("{op} on {}", dtype.name()))?;
                Ok(Ty::scalar(dtype))
            }
            Op::Shuffle(a, b, numbers) => {
                let ((dtype, n), (other, m)) = (lanes_of(a)?, lanes_of(b)?);
                ensure(dtype == other && n == m, || "shuffle of different vectors".into())?;
                ensure(numbers.iter().all(|l| *l < n + m), || "shuffle of a lane that is not there".into())?;
                let lanes = u32::try_from(numbers.len()).map_err(|e| e.to_string())?;
                Ok(Ty { dtype, lanes })
            }
            Op::Any(a) | Op::All(a) => {
                ensure(lanes_of(a)?.0 == DType::Bool, || "any or all of no mask".into())?;
                Ok(Ty::scalar(DType::Bool))
            }
            Op::FirstActive(a, mask) => {
                let (dtype, lanes) = lanes_of(a)?;
                self.mask(Some(*mask), lanes)?;
                Ok(Ty::scalar(dtype))
            }
            Op::FirstLanes(n, lanes) => {
                self.of_type(n, Ty::scalar(DType::I64))?;
                Ok(Ty { dtype: DType::Bool, lanes: *lanes })
            }
            Op::Lead(access, bytes) => {
                self.access(access, 1)?;
                let element = self.kernel.buffers[access.buffer].dtype.size();
                let fits = bytes.is_power_of_two() && *bytes as usize >= element;
                ensure(fits, || format!("no alignment of {bytes} bytes"))?;
                Ok(Ty::scalar(DType::I64))
            }
            Op::Anew(a, b) => {
                self.of_type(a, Ty::scalar(DType::I64))?;
                self.of_type(b, Ty::scalar(DType::I64))?;
                Ok(Ty::scalar(DType::I64))
            }
            _ => Err("not an operation".into()),
        }
    }

    /// The one type of the operands; constants take any lanes.
    fn alike(&self, operands: &[Operand], wanted: Ty) -> Result<Ty, String> {
        let (mut dtype, mut lanes) = (None, None);
        for operand in operands {
            let (d, l) = self.operand(operand)?;
            ensure(*dtype.get_or_insert(d) == d, || format!("{operand:?} is {}", d.name()))?;
            if let Some(l) = l {
                ensure(*lanes.get_or_insert(l) == l, || format!("{operand:?} has {l} lanes"))?;
            }
        }
        Ok(Ty { dtype: dtype.unwrap_or(wanted.dtype), lanes: lanes.unwrap_or(wanted.lanes) })
    }
}
