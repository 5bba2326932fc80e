//! Calls of a kernel with whole arrays, as the array IR's evaluator takes them.

use std::collections::BTreeMap;

use array::ArrayValue;
use array::ir::{Function, Size, Type, Var};
use base::{DType, Scalar};

use super::{Arg, Options, Stop, broken, run};
use crate::ir::{Kernel, Program};
use crate::lower::fixed_strides;

/// Elements between the rows of arguments and results where the type does not say the stride, so that it matters.
const GAP: i64 = 3;

/// The results of `kernel`, one of `program`, lowered from `function`, on `args`, one a parameter; the last are what the
/// parameters that it updates in place have become.
///
/// # Errors
/// A failed check, or a kernel that does what it must not, such as leaving a result unset.
pub fn call(
    function: &Function,
    program: &Program,
    kernel: &Kernel,
    args: &[ArrayValue],
    options: Options,
) -> Result<Vec<ArrayValue>, Stop> {
    let sizes = sizes(function, args);
    let mut slots = Vec::new();
    if function.frame {
        let extent = args.first().and_then(|arg| arg.shape.first()).copied().unwrap_or(0);
        slots.push(Arg::Scalar(Scalar::i64(to_i64(extent))));
    }
    for (i, (param, arg)) in function.params.iter().zip(args).enumerate() {
        slots.push(match (&arg.shape[..], function.inout.contains(&i)) {
            ([], true) => Arg::Array { data: vec![Some(arg.data[0])], extents: vec![], strides: vec![] },
            _ => place(arg, &function.vars[*param].ty.shape, true),
        });
    }
    let own = &function.results[..function.results.len() - function.inout.len()];
    let results = own.iter().map(|ty| empty(ty, &sizes)).collect::<Result<Vec<_>, _>>()?;
    let places = results.iter().zip(own);
    slots.extend(places.map(|(result, ty)| place(result, &ty.shape, false)));
    run(program, kernel, &mut slots, options)?;
    let first = slots.len() - results.len();
    let results = results.into_iter().zip(&slots[first..]);
    let updated = function.inout.iter().map(|&i| (args[i].clone(), &slots[i]));
    results.chain(updated).map(|(like, arg)| read(arg, like)).collect()
}

fn to_i64(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The sizes and `i64` parameters that the arguments bind.
fn sizes(function: &Function, args: &[ArrayValue]) -> BTreeMap<Var, i64> {
    let mut sizes = BTreeMap::new();
    for (param, arg) in function.params.iter().zip(args) {
        let ty = &function.vars[*param].ty;
        if ty.shape.is_empty() && ty.dtype == DType::I64 {
            sizes.insert(*param, arg.data[0].as_i64());
        }
        for (size, extent) in ty.shape.iter().zip(&arg.shape) {
            if let Some(var) = size.as_var() {
                sizes.entry(*var).or_insert(to_i64(*extent));
            }
        }
    }
    sizes
}

fn empty(ty: &Type, sizes: &BTreeMap<Var, i64>) -> Result<ArrayValue, Stop> {
    let extent = |size: &array::ir::Size| {
        let n = size.evaluate(&mut |var| sizes.get(var).copied().unwrap_or(0)).unwrap_or(0);
        usize::try_from(n).unwrap_or(0)
    };
    let shape: Vec<usize> = ty.shape.iter().map(extent).collect();
    let elements = shape.iter().try_fold(1usize, |product, n| product.checked_mul(*n));
    match elements.filter(|elements| *elements < 1 << 26) {
        Some(elements) => {
            Ok(ArrayValue { dtype: ty.dtype, shape, data: vec![Scalar::zero(ty.dtype); elements] })
        }
        None => Err(Stop::Refused),
    }
}

/// An argument in memory: `declared` is its shape in the function's type.
fn place(value: &ArrayValue, declared: &[Size], filled: bool) -> Arg {
    if value.shape.is_empty() {
        return Arg::Scalar(value.data[0]);
    }
    let extents: Vec<i64> = value.shape.iter().map(|n| to_i64(*n)).collect();
    let fixed = fixed_strides(declared);
    let mut strides = vec![1; extents.len()];
    for axis in (1..extents.len()).rev() {
        let dense = strides[axis] * extents[axis];
        let fixed = fixed.get(axis - 1).copied().flatten();
        strides[axis - 1] = fixed.unwrap_or(dense + GAP);
    }
    // An array without elements has no memory, however long its other axes are.
    let elements = if extents.contains(&0) { 0 } else { strides[0] * extents[0] };
    let mut data = vec![None; usize::try_from(elements + 1).unwrap_or(0)];
    if filled {
        for (flat, element) in value.data.iter().enumerate() {
            data[offset(flat, &extents, &strides)] = Some(*element);
        }
    }
    Arg::Array { data, extents, strides }
}

fn offset(flat: usize, extents: &[i64], strides: &[i64]) -> usize {
    let (mut rest, mut at) = (to_i64(flat), 0);
    for (extent, stride) in extents.iter().zip(strides).rev() {
        at += rest % extent * stride;
        rest /= extent;
    }
    usize::try_from(at).unwrap_or(0)
}

fn read(arg: &Arg, mut like: ArrayValue) -> Result<ArrayValue, Stop> {
    match arg {
        Arg::Scalar(scalar) => like.data[0] = *scalar,
        Arg::Array { data, extents, strides } => {
            for (flat, element) in like.data.iter_mut().enumerate() {
                match data[offset(flat, extents, strides)] {
                    Some(result) => *element = result,
                    None => return broken(format!("element {flat} of a result is not set")),
                }
            }
        }
    }
    Ok(like)
}
