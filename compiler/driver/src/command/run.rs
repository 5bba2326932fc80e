//! `arrc run`.

use std::path::{Path, PathBuf};

use abi::{Instance, Interface, SizeSource};
use runtime::TensorMut;

use crate::cli::RunArgs;
use crate::command::build::native_level;
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::Options;
use crate::source::Source;
use crate::value::{self, Tensor};
use crate::{loaded, source};

/// Builds a program for this machine, calls one function, writes or prints its results.
///
/// # Errors
/// Wrong usage, a program with errors, a call that fails.
pub fn run(args: &RunArgs) -> Outcome<()> {
    let (given, later) = match args.arguments.as_slice() {
        [only] if only == HELP => (Vec::new(), Vec::new()),
        arguments => pairs(arguments)?,
    };
    let outputs: Vec<&Path> = args.output.iter().map(PathBuf::as_path).chain(later).collect();
    for output in &outputs {
        value::check_output(output)?;
    }
    let mut source = source::load(&args.source)?;
    let function = find(&source.checked.interface, &args.function)?;
    if asks_for_help(function, &args.arguments) {
        print_usage(function, &args.source.file);
        return Ok(());
    }
    let inputs = read_arguments(function, &given)?;
    let instance = instance_for(function, &inputs)?.clone();
    let inputs = complete(&instance, inputs)?;
    if outputs.len() > instance.results.len() {
        return Err(usage(format!(
            "`{}` has {} results, but there are {} outputs",
            args.function,
            instance.results.len(),
            outputs.len()
        )));
    }
    let mut results = results_for(&instance, &inputs)?;
    call(&mut source, &args.function, &inputs, &mut results)?;
    let names = instance.results.iter().map(|param| param.name.as_str());
    deliver(&names.zip(&results).collect::<Vec<_>>(), &outputs)
}

/// What asks how the function is called, unless it has a parameter of that name.
const HELP: &str = "--help";

fn asks_for_help(function: &abi::Function, arguments: &[String]) -> bool {
    let is_param = |name: &str| {
        let mut params = function.instances.iter().flat_map(|instance| &instance.params);
        params.any(|param| param.name == name)
    };
    matches!(arguments, [only] if only == HELP) && !is_param(HELP.trim_start_matches('-'))
}

/// How the function is called from the command line.
fn print_usage(function: &abi::Function, file: &Path) {
    if !function.doc.is_empty() {
        println!("{}\n", function.doc);
    }
    println!("{}\n", function.signature);
    let params = function.instances.first().map_or(&[][..], |instance| &instance.params);
    let options: Vec<String> =
        params.iter().map(|param| format!(" --{} {}", param.name, param.type_text())).collect();
    println!("arrc run {} {}{} [-o PATH]...", file.display(), function.name, options.concat());
}

/// Writes the results to the outputs in order, an archive taking all that are left, and prints the others.
fn deliver(results: &[(&str, &Tensor)], outputs: &[&Path]) -> Outcome<()> {
    let mut left = results;
    for output in outputs {
        let n_taken = if value::is_archive(output) { left.len() } else { left.len().min(1) };
        let (taken, rest) = left.split_at(n_taken);
        value::write(output, taken)?;
        left = rest;
    }
    left.iter().for_each(|(name, result)| print_result(name, result));
    Ok(())
}

/// A parameter's name and its argument's text.
type Pair<'a> = (&'a str, &'a str);

/// `--name value` or `--name=value`, in order, and the outputs among them: `-o path`.
fn pairs(arguments: &[String]) -> Outcome<(Vec<Pair<'_>>, Vec<&Path>)> {
    let (mut given, mut outputs): (Vec<Pair<'_>>, Vec<&Path>) = (Vec::new(), Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "-o" {
            let path = rest.next().ok_or_else(|| usage("`-o` has no value"))?;
            outputs.push(Path::new(path));
            continue;
        }
        let Some(name) = argument.strip_prefix("--") else {
            return Err(usage(format!("`{argument}`: arguments are given by name: --NAME VALUE")));
        };
        let pair = match name.split_once('=') {
            Some(pair) => pair,
            None => (name, rest.next().ok_or_else(|| usage(format!("`{argument}` has no value")))?.as_str()),
        };
        if given.iter().any(|(known, _)| *known == pair.0) {
            return Err(usage(format!("`--{}` is given twice", pair.0)));
        }
        given.push(pair);
    }
    Ok((given, outputs))
}

fn find<'a>(interface: &'a Interface, name: &str) -> Outcome<&'a abi::Function> {
    interface.functions.iter().find(|f| f.name == name).ok_or_else(|| {
        let names: Vec<&str> = interface.functions.iter().map(|f| f.name.as_str()).collect();
        match names.as_slice() {
            [] => usage("the program exports no function: write `pub` before one"),
            _ => usage(format!("the program exports no `{name}`; it exports {}", names.join(", "))),
        }
    })
}

/// An argument before the instance is known.
enum Given<'a> {
    File(&'a str, Tensor),
    Literal(&'a str),
}

fn read_arguments<'a>(function: &abi::Function, given: &[(&'a str, &'a str)]) -> Outcome<Vec<Given<'a>>> {
    let params = function.instances.first().map_or(&[][..], |instance| &instance.params);
    let known: Vec<String> = params.iter().map(|param| format!("--{}", param.name)).collect();
    if let Some((name, _)) = given.iter().find(|(name, _)| !params.iter().any(|param| param.name == *name)) {
        return Err(usage(format!(
            "`{}` has no parameter `{name}`; it takes {}",
            function.name,
            known.join(" ")
        )));
    }
    let read = |param: &abi::Param| {
        let (_, text) = given.iter().find(|(name, _)| *name == param.name).ok_or_else(|| {
            usage(format!(
                "`--{}` ({}) is missing; `{}` takes {}",
                param.name,
                param.type_text(),
                function.name,
                known.join(" ")
            ))
        })?;
        let is_file = value::names_file(text);
        Ok(if is_file {
            Given::File(text, value::read(Path::new(text), &param.name)?)
        } else {
            Given::Literal(text)
        })
    };
    params.iter().map(read).collect()
}

/// The instance that the library's uniform entry would choose: of those whose element types are those of the files the
/// one with the highest core ranks that the arguments have. Where none has, any: the call will say so.
fn instance_for<'a>(function: &'a abi::Function, inputs: &[Given<'_>]) -> Outcome<&'a Instance> {
    let rank_of = |given: &Given<'_>, param: &abi::Param| match given {
        Given::File(_, tensor) => tensor.shape.len(),
        Given::Literal(text) => {
            value::parse_literal(text, param.dtype).map_or(0, |tensor| tensor.shape.len())
        }
    };
    let types_fit = |instance: &&Instance| {
        inputs.iter().zip(&instance.params).all(|(given, param)| match given {
            Given::File(_, tensor) => tensor.dtype == param.dtype,
            Given::Literal(_) => true,
        })
    };
    let ranks_fit = |instance: &&Instance| {
        inputs.iter().zip(&instance.params).all(|(given, param)| rank_of(given, param) >= param.rank())
    };
    let mut fitting: Vec<&Instance> = function.instances.iter().filter(types_fit).collect();
    fitting.sort_by_key(|instance| std::cmp::Reverse(instance.core_rank()));
    let chosen = fitting.iter().find(|instance| ranks_fit(instance)).or(fitting.last());
    chosen.copied().ok_or_else(|| {
        let files = inputs.iter().filter_map(|given| match given {
            Given::File(name, tensor) => Some(format!("`{name}` is {}", tensor.type_text())),
            Given::Literal(_) => None,
        });
        let files: Vec<String> = files.collect();
        Failure::Program(format!(
            "no instance of `{}` takes these element types: {}; its signature is {}",
            function.name,
            files.join(", "),
            function.signature
        ))
    })
}

fn complete(instance: &Instance, inputs: Vec<Given<'_>>) -> Outcome<Vec<Tensor>> {
    let tensor = |(given, param): (Given<'_>, &abi::Param)| match given {
        Given::File(_, tensor) => Ok(tensor),
        Given::Literal(text) => value::parse_literal(text, param.dtype)
            .map_err(|why| usage(format!("`--{}` ({}): {why}", param.name, param.type_text()))),
    };
    inputs.into_iter().zip(&instance.params).map(tensor).collect()
}

/// Zeroed results of the shapes that follow from the arguments: the frame, then the core.
fn results_for(instance: &Instance, inputs: &[Tensor]) -> Outcome<Vec<Tensor>> {
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
            let extent = extent.and_then(|e| i64::try_from(e).ok()).filter(|e| *e >= 0);
            shape.push(extent.ok_or_else(|| {
                Failure::Program(format!(
                    "the extent {} of `{}` is not possible for these arguments",
                    dim.text, param.name
                ))
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

fn sizes_of(instance: &Instance, inputs: &[Tensor]) -> Vec<i64> {
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

fn call(source: &mut Source, name: &str, inputs: &[Tensor], results: &mut [Tensor]) -> Outcome<()> {
    let options = Options { levels: vec![native_level()], ..Options::default() };
    let library = loaded::load(source, &options)?;
    let failed = |error: runtime::Error| Failure::Program(error.to_string());
    let function = library.function(name).map_err(failed)?;
    let broken = || Failure::Program("an array whose data does not fit its shape".into());
    let inputs = inputs
        .iter()
        .map(|t| runtime::Tensor::from_bytes(t.dtype, &t.shape, &t.bytes).ok_or_else(broken))
        .collect::<Outcome<Vec<_>>>()?;
    let mut outputs = results
        .iter_mut()
        .map(|t| TensorMut::from_bytes(t.dtype, &t.shape, &mut t.bytes).ok_or_else(broken))
        .collect::<Outcome<Vec<_>>>()?;
    function.call(&inputs, &mut outputs).map_err(failed)
}

fn print_result(name: &str, result: &Tensor) {
    match result.shape.len() {
        0 => println!("{name} = {}", result.text()),
        1 => println!("{name}: {} = {}", result.type_text(), result.text()),
        _ => println!("{name}: {} =\n{}", result.type_text(), result.text()),
    }
}
