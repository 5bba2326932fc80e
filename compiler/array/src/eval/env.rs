//! The values of one call's variables, and how a call from outside gives the first of them.

use std::rc::Rc;

use abi::Status;
use base::{IndexVec, Scalar};

use super::{ArrayValue, Eval, EvalError, Value};
use crate::ir::{Binder, Function, Operand, Size, Type, Var};
use crate::typing::Vars;

/// Values by variable.
pub(super) struct Env<'f> {
    values: IndexVec<Var, Option<Value>>,
    /// The function's variables.
    pub(super) vars: &'f Vars,
}

impl<'f> Env<'f> {
    pub(super) fn new(vars: &'f Vars) -> Self {
        Self { values: vars.iter().map(|_| None).collect(), vars }
    }
    pub(super) fn set(&mut self, var: Var, value: Value) {
        self.values[var] = Some(value);
    }
    fn value(&self, var: Var) -> &Value {
        match self.values.get(var) {
            Some(Some(value)) => value,
            _ => base::bug!("{var} has no value"),
        }
    }
    pub(super) fn operand(&self, operand: &Operand) -> Value {
        match operand {
            Operand::Var(var) => self.value(*var).clone(),
            Operand::Const(scalar) => Value::Scalar(*scalar),
        }
    }
    pub(super) fn operand_type(&self, operand: &Operand) -> Type {
        match operand {
            Operand::Var(var) => self.vars[*var].ty.clone(),
            Operand::Const(scalar) => Type::scalar(scalar.dtype),
        }
    }
    pub(super) fn scalar(&self, operand: &Operand) -> Scalar {
        match operand {
            Operand::Var(var) => self.value(*var).scalar(),
            Operand::Const(scalar) => *scalar,
        }
    }
    pub(super) fn integer(&self, operand: &Operand) -> i64 {
        self.scalar(operand).as_i64()
    }
    pub(super) fn array(&self, var: Var) -> Rc<ArrayValue> {
        match self.value(var) {
            Value::Array(array) => Rc::clone(array),
            Value::Scalar(scalar) => Rc::new(ArrayValue::scalar(*scalar)),
        }
    }
    pub(super) fn size(&self, size: &Size) -> Eval<i64> {
        let value = size.evaluate(&mut |var| self.value(*var).scalar().as_i64());
        value.ok_or_else(|| EvalError::new(Status::Divide, "division by zero in a size"))
    }
    /// The extents of binders; a negative one counts as 0.
    pub(super) fn extents(&self, binders: &[Binder]) -> Eval<Vec<i64>> {
        binders.iter().map(|binder| Ok(self.size(&binder.extent)?.max(0))).collect()
    }
}

/// Parameters and sizes of a call from outside: element types, ranks, extents and the `where` are checked as at the
/// boundary of a library.
pub(super) fn bind<'f>(callee: &'f Function, args: &[Value]) -> Eval<Env<'f>> {
    if args.len() != callee.params.len() {
        let message = format!("{} arguments for {} parameters", args.len(), callee.params.len());
        return Err(EvalError::new(Status::Rank, message));
    }
    let mut env = Env::new(&callee.vars);
    for (idx, (&param, arg)) in callee.params.iter().zip(args).enumerate() {
        let ty = &callee.vars[param].ty;
        let (dtype, shape) = type_of(arg);
        if dtype != ty.dtype {
            return Err(EvalError::new(
                Status::DType,
                format!("argument {idx} has elements of type {dtype}"),
            ));
        }
        if shape.len() != ty.rank() {
            return Err(EvalError::new(Status::Rank, format!("argument {idx} has rank {}", shape.len())));
        }
        for (extent, &actual) in ty.shape.iter().zip(&shape) {
            if let Some(size) = extent.as_var().filter(|size| callee.sizes.contains(size))
                && env.values[*size].is_none()
            {
                env.set(*size, Value::Scalar(Scalar::i64(actual)));
            }
        }
        env.set(param, arg.clone());
    }
    if callee.sizes.iter().any(|size| env.values[*size].is_none()) {
        base::bug!("a size that no parameter binds");
    }
    for (idx, (&param, arg)) in callee.params.iter().zip(args).enumerate() {
        for (axis, (extent, actual)) in callee.vars[param].ty.shape.iter().zip(type_of(arg).1).enumerate() {
            let expected = env.size(extent)?;
            if expected != actual {
                let message = format!("axis {axis} of argument {idx} has extent {actual}, not {expected}");
                return Err(EvalError::new(Status::Shape, message));
            }
        }
    }
    for fact in &callee.nonnegative {
        if env.size(fact)? < 0 {
            return Err(EvalError::new(Status::Shape, "the sizes break a `where`"));
        }
    }
    Ok(env)
}

fn type_of(arg: &Value) -> (base::DType, Vec<i64>) {
    match arg {
        Value::Scalar(scalar) => (scalar.dtype, Vec::new()),
        Value::Array(array) => {
            let shape = array.shape.iter().map(|&n| i64::try_from(n).unwrap_or(i64::MAX));
            (array.dtype, shape.collect())
        }
    }
}
