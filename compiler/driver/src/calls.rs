//! Calls of a loaded program's functions on arrays in memory: what `run` and `bench` share.

use abi::{Instance, Interface, SizeSource};
use runtime::TensorMut;

use crate::error::{Failure, Outcome, usage};
use crate::value::Tensor;

/// The exported function of that name.
///
/// # Errors
/// There is none (usage).
pub fn find<'a>(interface: &'a Interface, name: &str) -> Outcome<&'a abi::Function> {
    interface.functions.iter().find(|f| f.name == name).ok_or_else(|| {
        let names: Vec<&str> = interface.functions.iter().map(|f| f.name.as_str()).collect();
        match names.as_slice() {
            [] => usage("the program exports no function: write `pub` before one"),
            _ => usage(format!("the program exports no `{name}`; it exports {}", names.join(", "))),
        }
    })
}

/// Zeroed results of the shapes that follow from the arguments: the frame, then the core.
///
/// # Errors
/// Arguments whose shapes do not fit.
pub fn results_for(instance: &Instance, inputs: &[Tensor]) -> Outcome<Vec<Tensor>> {
    let mut frame: Vec<i64> = Vec::new();
    for (tensor, param) in inputs.iter().zip(&instance.params) {
        let Some(extra) = tensor.shape.len().checked_sub(param.rank()) else {
            return Err(Failure::Program(format!(
                "`--{}` needs {} dimensions ({}), but has {}",
                param.name,
                param.rank(),
                param.type_text(),
                tensor.shape.len()
            )));
        };
        frame = broadcast(&frame, &tensor.shape[..extra]).ok_or_else(|| {
            Failure::Program(format!("the loop dimensions of `--{}` do not fit those before it", param.name))
        })?;
    }
    let sizes = sizes_of(instance, inputs);
    let make = |param: &abi::Param| {
        let mut shape = frame.clone();
        for dim in &param.dims {
            let extent = dim.extent.as_ref().and_then(|extent| extent.evaluate(&sizes));
            let extent = extent.and_then(|e| i64::try_from(e).ok());
            shape.push(extent.filter(|e| *e >= 0).ok_or_else(|| {
                let value = extent.map_or("beyond 64 bits".into(), |extent| extent.to_string());
                Failure::Program(format!("the extent {} of `{}` would be {value}", dim.text, param.name))
            })?);
        }
        Tensor::zeros(param.dtype, &shape)
            .ok_or_else(|| Failure::Program(format!("`{}` is too large for memory", param.name)))
    };
    instance.results.iter().map(make).collect()
}

/// NumPy's rule: aligned from the right, equal or 1.
fn broadcast(a: &[i64], b: &[i64]) -> Option<Vec<i64>> {
    let rank = a.len().max(b.len());
    let extent =
        |shape: &[i64], axis: usize| (axis + shape.len()).checked_sub(rank).map_or(1, |at| shape[at]);
    (0..rank)
        .map(|axis| match (extent(a, axis), extent(b, axis)) {
            (x, y) if x == y || y == 1 => Some(x),
            (1, y) => Some(y),
            _ => None,
        })
        .collect()
}

/// The values of an instance's sizes, in their order.
#[must_use]
pub fn sizes_of(instance: &Instance, inputs: &[Tensor]) -> Vec<i64> {
    let size = |source: &SizeSource| match *source {
        SizeSource::Axis { param, axis } => {
            let frame = inputs[param].shape.len() - instance.params[param].rank();
            inputs[param].shape[frame + axis]
        }
        SizeSource::Scalar { param } => {
            inputs[param].bytes.first_chunk().map_or(0, |bytes| i64::from_le_bytes(*bytes))
        }
    };
    instance.sizes.iter().map(|var| size(&var.source)).collect()
}

/// Calls a function; what it updates in place is updated in `inputs`.
///
/// # Errors
/// A call that fails.
pub fn call(
    function: &runtime::Function,
    instance: &Instance,
    inputs: &mut [Tensor],
    results: &mut [Tensor],
) -> Outcome<()> {
    let broken = || Failure::Program("an array whose data does not fit its shape".into());
    let inputs = inputs
        .iter_mut()
        .zip(&instance.params)
        .map(|(t, param)| match param.inout {
            false => runtime::Tensor::from_bytes(t.dtype, &t.shape, &t.bytes),
            true => TensorMut::from_bytes(t.dtype, &t.shape, &mut t.bytes).map(runtime::Tensor::in_place),
        })
        .map(|tensor| tensor.ok_or_else(broken))
        .collect::<Outcome<Vec<_>>>()?;
    let mut outputs = results
        .iter_mut()
        .map(|t| TensorMut::from_bytes(t.dtype, &t.shape, &mut t.bytes).ok_or_else(broken))
        .collect::<Outcome<Vec<_>>>()?;
    function.call(&inputs, &mut outputs).map_err(|error| Failure::Program(error.to_string()))
}
