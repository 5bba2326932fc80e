//! Complex numbers in tests: as hosts have them, and as the evaluator takes them.
//!
//! A host's complex array has a complex element type and two floats an element in its data. The array IR knows floats
//! only: a complex scalar is two scalars there, a complex array has one more axis of extent 2.

use abi::{DType, Instance, Interface};
use array::ArrayValue;

/// The element types of an entry point as the source says them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Of the parameters.
    pub params: Vec<DType>,
    /// Of the results, behind them of what is updated in place.
    pub results: Vec<DType>,
    /// Which parameters are updated in place.
    pub inout: Vec<usize>,
}

impl Signature {
    /// That of the entry point with this symbol; none if there is none.
    #[must_use]
    pub fn of(interface: &Interface, symbol: &str) -> Option<Self> {
        let mut instances = interface.functions.iter().flat_map(|function| &function.instances);
        let Instance { params, results, .. } = instances.find(|instance| instance.symbol == symbol)?;
        let dtypes = |all: &[abi::Param]| -> Vec<DType> { all.iter().map(|param| param.dtype).collect() };
        let inout: Vec<usize> = (0..params.len()).filter(|&idx| params[idx].inout).collect();
        let mut results = dtypes(results);
        results.extend(inout.iter().map(|&idx| params[idx].dtype));
        Some(Self { params: dtypes(params), results, inout })
    }
}

/// A host's arrays as the evaluator takes them.
#[must_use]
pub fn split(arrays: &[ArrayValue]) -> Vec<ArrayValue> {
    let mut split = Vec::new();
    for array in arrays {
        let part = array.dtype.part();
        if !array.dtype.is_complex() {
            split.push(array.clone());
        } else if array.shape.is_empty() {
            split.extend(array.data.iter().map(|part| ArrayValue::scalar(*part)));
        } else {
            let shape = [&array.shape[..], &[2]].concat();
            split.push(ArrayValue { dtype: part, shape, data: array.data.clone() });
        }
    }
    split
}

/// The evaluator's arrays as a host has them, of these types.
#[must_use]
pub fn join(dtypes: &[DType], arrays: Vec<ArrayValue>) -> Vec<ArrayValue> {
    let types: Vec<_> = arrays.iter().map(|array| (array.dtype, array.shape.clone())).collect();
    let mut data = arrays.into_iter().flat_map(|array| array.data);
    let joined = join_types(dtypes, &types).into_iter();
    let array = |(dtype, shape): (DType, Vec<usize>)| {
        let count = shape.iter().product::<usize>() * parts_of(dtype);
        ArrayValue { dtype, data: data.by_ref().take(count).collect(), shape }
    };
    joined.map(array).collect()
}

/// The shapes of the evaluator's arrays as a host has them.
#[must_use]
pub fn join_types(dtypes: &[DType], types: &[(DType, Vec<usize>)]) -> Vec<(DType, Vec<usize>)> {
    let mut shapes = types.iter().map(|(_, shape)| shape.clone());
    let mut joined = Vec::new();
    for &dtype in dtypes {
        let Some(mut shape) = shapes.next() else { break };
        // The other part of a scalar, or the axis of the parts.
        if dtype.is_complex() && shape.pop().is_none() {
            shapes.next();
        }
        joined.push((dtype, shape));
    }
    joined
}

/// How many scalars an element is.
#[must_use]
pub fn parts_of(dtype: DType) -> usize {
    if dtype.is_complex() { 2 } else { 1 }
}
