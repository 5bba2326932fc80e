//! Makes a library's manifest from its interface.

use abi::manifest::{FunctionEntry, InstanceEntry, Manifest, ParamEntry};
use abi::{ABI_VERSION, Function, Instance, Interface, Param, Role};

/// The manifest. `compiler` is arrc's name and version, `source_hash` hexadecimal digits,
/// `cpu_levels` names such as `x86-64-v3`.
pub fn make_manifest(
    interface: &Interface,
    compiler: &str,
    source_hash: &str,
    cpu_levels: &[String],
) -> Manifest {
    Manifest {
        abi: ABI_VERSION,
        compiler: compiler.to_string(),
        library: interface.library.clone(),
        source_hash: source_hash.to_string(),
        cpu_levels: cpu_levels.to_vec(),
        arithmetic: Vec::new(),
        doc: interface.doc.clone(),
        functions: interface.functions.iter().map(describe_function).collect(),
    }
}

fn describe_function(function: &Function) -> FunctionEntry {
    let first = function.instances.first();
    FunctionEntry {
        name: function.name.clone(),
        dl_symbol: function.dl_symbol.clone(),
        doc: function.doc.clone(),
        signature: function.signature.clone(),
        line: function.line,
        inputs: first.map_or(0, |instance| instance.params.len()),
        outputs: first.map_or(0, |instance| instance.results.len()),
        attrs: function.attrs.clone(),
        instances: function.instances.iter().map(describe_instance).collect(),
    }
}

fn describe_instance(instance: &Instance) -> InstanceEntry {
    let constraints = instance.constraints.iter();
    InstanceEntry {
        symbol: instance.symbol.clone(),
        dl_symbol: instance.dl_symbol.clone(),
        gufunc: instance.gufunc_signature(),
        params: instance.params.iter().map(describe_param).collect(),
        results: instance.results.iter().map(describe_param).collect(),
        sizes: instance.size_names(),
        constraints: constraints.map(|constraint| constraint.text.clone()).collect(),
    }
}

fn describe_param(param: &Param) -> ParamEntry {
    let is_labelled = param.dims.iter().any(|dim| dim.label.is_some());
    let is_plain = param.path == [param.name.as_str()];
    let labels = param.dims.iter().map(|dim| dim.label.clone());
    ParamEntry {
        name: param.name.clone(),
        path: if is_plain { Vec::new() } else { param.path.clone() },
        dtype: param.dtype,
        rank: param.rank(),
        dims: param.dims.iter().map(|dim| dim.text.clone()).collect(),
        labels: if is_labelled { labels.collect() } else { Vec::new() },
        validity: param.role == Role::Validity,
        inout: param.inout,
        // Until the access analysis says more: any part may be needed.
        access: Vec::new(),
    }
}
