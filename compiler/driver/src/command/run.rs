//! `arrc run`.

use std::path::{Path, PathBuf};

use abi::Instance;

use crate::cli::RunArgs;
use crate::command::build::native_level;
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::Options;
use crate::value::{self, Tensor};
use crate::{calls, loaded, source};

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
    let function = calls::find(&source.checked.interface, &args.function)?;
    if asks_for_help(function, &args.arguments) {
        print_usage(function, &args.source.file);
        return Ok(());
    }
    let inputs = read_arguments(function, &given)?;
    let instance = instance_for(function, &inputs)?.clone();
    let mut inputs = complete(&instance, inputs)?;
    let shown = || instance.results.iter().chain(instance.params.iter().filter(|param| param.inout));
    let n_results = shown().count();
    if outputs.len() > n_results {
        return Err(usage(format!(
            "`{}` has {n_results} results, but there are {} outputs",
            args.function,
            outputs.len()
        )));
    }
    let mut results = calls::results_for(&instance, &inputs)?;
    let options =
        Options { levels: vec![native_level()], arithmetic: args.source.arithmetic, ..Options::default() };
    let library = loaded::load(&mut source, &options)?;
    let function = library.function(&args.function).map_err(|e| Failure::Program(e.to_string()))?;
    calls::call(&function, &instance, &mut inputs, &mut results)?;
    // What is updated in place follows the results.
    let updated = inputs.iter().zip(&instance.params).filter(|(_, param)| param.inout);
    let results = results.iter().chain(updated.map(|(input, _)| input));
    let names = shown().map(|param| param.name.as_str());
    deliver(&names.zip(results).collect::<Vec<_>>(), &outputs)
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
        outln!("{}\n", function.doc);
    }
    outln!("{}\n", function.signature);
    let params = function.instances.first().map_or(&[][..], |instance| &instance.params);
    let options: Vec<String> =
        params.iter().map(|param| format!(" --{} {}", param.name, param.type_text())).collect();
    outln!("arrc run {} {}{} [-o PATH]...", file.display(), function.name, options.concat());
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
            if outputs.contains(&Path::new(path)) {
                return Err(usage(format!(
                    "`-o {path}` is given twice: each result needs a file of its own"
                )));
            }
            outputs.push(Path::new(path));
            continue;
        }
        let Some(name) = argument.strip_prefix("--") else {
            return Err(usage(format!("`{argument}`: arguments are given by name: --NAME VALUE")));
        };
        let pair = match name.split_once('=') {
            Some(pair) => pair,
            None => (name, rest.next().ok_or_else(|| usage(without_value(argument)))?.as_str()),
        };
        if given.iter().any(|(known, _)| *known == pair.0) {
            return Err(usage(format!("`--{}` is given twice", pair.0)));
        }
        given.push(pair);
    }
    Ok((given, outputs))
}

fn without_value(argument: &str) -> String {
    format!(
        "`{argument}` has no value (what stands behind the function's name belongs to it; options of arrc stand before the file)"
    )
}

/// An argument before the instance is known.
enum Given<'a> {
    File(&'a str, Tensor),
    Literal(&'a str),
}

impl Given<'_> {
    /// How badly a type suits: a literal suits the type that the language gives it where nothing else asks for one.
    fn misfit(&self, dtype: abi::DType) -> usize {
        use abi::DType;
        let Given::Literal(text) = self else { return 0 };
        let is = |dtype: &DType| value::parse_literal(text, *dtype).is_ok();
        let own = [DType::I64, DType::F64, DType::C128, DType::Bool].into_iter().find(is);
        if own == Some(dtype) {
            0
        } else if is(&dtype) {
            1
        } else {
            NO_VALUE
        }
    }
}

/// A literal that is no value of a type counts for more than any number of others.
const NO_VALUE: usize = 1 << 16;

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
    let misfits = |instance: &Instance| -> usize {
        inputs.iter().zip(&instance.params).map(|(given, param)| given.misfit(param.dtype)).sum()
    };
    fitting.sort_by_key(|instance| (std::cmp::Reverse(instance.core_rank()), misfits(instance)));
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

/// A colour picture given to a function of a gray one would be looped over as `h` pictures of `w` by 3: a file's
/// channels are no columns.
fn refuse_channels_as_columns(file: &str, tensor: &Tensor, param: &abi::Param) -> Outcome<()> {
    let takes_columns = param.rank() == 2 && !matches!(param.dims[1].extent, Some(abi::SizeExpr::Const(_)));
    if !value::is_picture(Path::new(file)) || tensor.shape.len() != 3 || !takes_columns {
        return Ok(());
    }
    Err(usage(format!(
        "`{file}` has {} channels and `{}` is {}: give a gray picture, or take `{}[h, w, {}]`",
        tensor.shape[2],
        param.name,
        param.type_text(),
        param.dtype,
        tensor.shape[2]
    )))
}

fn complete(instance: &Instance, inputs: Vec<Given<'_>>) -> Outcome<Vec<Tensor>> {
    let tensor = |(given, param): (Given<'_>, &abi::Param)| match given {
        Given::File(file, tensor) => refuse_channels_as_columns(file, &tensor, param).map(|()| tensor),
        Given::Literal(text) => value::parse_literal(text, param.dtype)
            .map_err(|why| usage(format!("`--{}` ({}): {why}", param.name, param.type_text()))),
    };
    inputs.into_iter().zip(&instance.params).map(tensor).collect()
}

fn print_result(name: &str, result: &Tensor) {
    match result.shape.len() {
        0 => outln!("{name} = {}", result.text()),
        1 => outln!("{name}: {} = {}", result.type_text(), result.text()),
        _ => outln!("{name}: {} =\n{}", result.type_text(), result.text()),
    }
}
