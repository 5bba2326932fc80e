//! `arrc bench`.

mod inputs;
mod measure;

use std::collections::BTreeMap;

use abi::Instance;
use clap::Args;
use loops::Level;
use runtime::Library;
use serde_json::json;

use crate::cli::{MessageFormat, SourceArgs};
use crate::command::build::{levels_of, native_level};
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::Options;
use crate::progress::Progress;
use crate::source::Source;
use crate::value::Tensor;
use crate::{calls, loaded, source};
use inputs::Given;
use measure::{Step, Timing};

/// Options of `bench`.
#[derive(Args, Clone, Debug)]
pub struct BenchArgs {
    /// The source and how messages and results are printed
    #[command(flatten)]
    pub source: SourceArgs,
    /// The exported function to measure [default: all]
    pub function: Option<String>,
    /// A size of the random inputs, in elements: n=1000000
    #[arg(long = "size", value_name = "NAME=N")]
    pub sizes: Vec<String>,
    /// An input that is not random: a .npy or .png file, a number or a list
    #[arg(long = "arg", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub arguments: Vec<String>,
    /// Extents of loop dimensions before those of every random input: 1000 or 20,30
    #[arg(long, value_name = "EXTENTS", value_delimiter = ',')]
    pub lift: Vec<i64>,
    /// Threads that a call may use [default: ARRC_NUM_THREADS, else all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// CPU level of the code: v2, v3, v4 or native
    #[arg(long, value_name = "LEVEL", default_value = "native")]
    pub cpu: String,
    /// How long to measure each function, in seconds
    #[arg(long, value_name = "S", default_value_t = 1.0)]
    pub seconds: f64,
    /// Start of the random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// What was measured of one instance.
struct Report<'a> {
    instance: &'a Instance,
    inputs: Vec<Tensor>,
    /// Bytes of inputs and outputs.
    bytes: u64,
    float_ops: Option<array::analysis::FloatOps>,
    timing: Timing,
}

/// Builds a program for this machine and measures its functions.
///
/// # Errors
/// Wrong usage, a program with errors, a call that fails.
pub fn run(args: &BenchArgs) -> Outcome<()> {
    let given = Given::read(args)?;
    let level = level_of(&args.cpu)?;
    if !(args.seconds > 0.0 && args.seconds <= 3600.0) {
        return Err(usage("`--seconds`: expected a number above 0 and at most 3600"));
    }
    if args.threads == Some(0) {
        return Err(usage("`--threads`: expected at least 1"));
    }
    let mut source = source::load(&args.source)?;
    let functions = functions_of(&source, args.function.as_deref())?;
    given.check_names(&functions)?;
    let counted = counted_program(&source);
    let options = Options { levels: vec![level], arithmetic: args.source.arithmetic, ..Options::default() };
    let library = loaded::load(&mut source, &options)?;
    if let Some(threads) = args.threads {
        library.set_num_threads(threads);
    }
    let progress = Progress::start();
    for function in &functions {
        for (instance, inputs) in inputs_of(args, &given, function)? {
            progress.say(format_args!("measuring {}", instance.symbol));
            let report = measure_instance(args, &library, &counted, &function.name, instance, inputs)?;
            match args.source.message_format {
                MessageFormat::Human => out!("{}", report.to_text(args, level)),
                MessageFormat::Json => outln!("{}", report.to_json(args, &function.name, level)),
            }
        }
    }
    Ok(())
}

fn level_of(text: &str) -> Outcome<Level> {
    let levels = levels_of(text)?;
    match levels[..] {
        [level] if level <= native_level() => Ok(level),
        [level] => {
            Err(usage(format!("`--cpu {}`: this machine has only {}", level.name(), native_level().name())))
        }
        _ => Err(usage("`--cpu`: one level, for example v3")),
    }
}

fn functions_of(source: &Source, name: Option<&str>) -> Outcome<Vec<abi::Function>> {
    let interface = &source.checked.interface;
    match name {
        Some(name) => Ok(vec![calls::find(interface, name)?.clone()]),
        None if interface.functions.is_empty() => {
            Err(Failure::Program("nothing is exported: write `pub` before a function".into()))
        }
        None => Ok(interface.functions.clone()),
    }
}

/// The program as it was written, with every call in its place: what float operations are counted of.
fn counted_program(source: &Source) -> array::Program {
    let mut program = array::lower(&source.checked.module);
    let mut cx = base::PassCx::new();
    for pass in [&array::pass::INLINE, &array::pass::SIMPLIFY] {
        cx.run(pass, &mut program);
    }
    program
}

/// The instances of a function with their inputs. Of several, those for which sizes are missing are passed over: they
/// are of other ranks.
///
/// # Errors
/// Sizes that are missing for all.
fn inputs_of<'a>(
    args: &BenchArgs,
    given: &Given,
    function: &'a abi::Function,
) -> Outcome<Vec<(&'a Instance, Vec<Tensor>)>> {
    let (mut found, mut missing) = (Vec::new(), None);
    for instance in &function.instances {
        match given.inputs(instance, args) {
            Ok(inputs) => found.push((instance, inputs)),
            Err(failure @ Failure::Usage(_)) => missing = missing.or(Some(failure)),
            Err(other) => return Err(other),
        }
    }
    match missing {
        Some(failure) if found.is_empty() => Err(failure),
        _ => Ok(found),
    }
}

fn measure_instance<'a>(
    args: &BenchArgs,
    library: &Library,
    counted: &array::Program,
    name: &str,
    instance: &'a Instance,
    mut inputs: Vec<Tensor>,
) -> Outcome<Report<'a>> {
    let mut results = calls::results_for(instance, &inputs)?;
    let function = library.function(name).map_err(|e| Failure::Program(e.to_string()))?;
    let updated: Vec<usize> = (0..inputs.len()).filter(|&k| instance.params[k].inout).collect();
    let fresh: Vec<Vec<u8>> = updated.iter().map(|&k| inputs[k].bytes.clone()).collect();
    let timing = measure::measure(args.seconds, !updated.is_empty(), |step| match step {
        Step::Prepare => {
            updated.iter().zip(&fresh).for_each(|(&k, bytes)| inputs[k].bytes.copy_from_slice(bytes));
            Ok(())
        }
        Step::Call => calls::call(&function, instance, &mut inputs, &mut results),
    })
    .map_err(|failure| match failure {
        Failure::Program(why) => Failure::Program(format!(
            "{why}\nthe inputs are random numbers; give those that must not be with `--arg NAME=VALUE`"
        )),
        other => other,
    })?;
    let bytes = inputs.iter().chain(&results).map(|tensor| tensor.bytes.len() as u64).sum();
    let float_ops = float_ops(counted, instance, &inputs, &args.lift);
    Ok(Report { instance, inputs, bytes, float_ops, timing })
}

/// Float operations of one call, from the array IR and the sizes of the inputs.
fn float_ops(
    program: &array::Program,
    instance: &Instance,
    inputs: &[Tensor],
    lift: &[i64],
) -> Option<array::analysis::FloatOps> {
    let function = &program.functions[program.find(&instance.symbol)?];
    let cells: i64 = lift.iter().product();
    let names: BTreeMap<&str, i64> = instance
        .sizes
        .iter()
        .map(|size| size.name.as_str())
        .zip(calls::sizes_of(instance, inputs))
        .chain(instance.params.iter().zip(inputs).filter_map(|(param, input)| {
            let is_integer = param.dtype == abi::DType::I64 && input.shape.is_empty();
            let bytes = input.bytes.first_chunk().filter(|_| is_integer)?;
            Some((param.name.as_str(), i64::from_le_bytes(*bytes)))
        }))
        .collect();
    // Hosts know a dimension `s.0` of `..s` as `s0`.
    let name_of = |var: &array::ir::Var| function.vars[*var].name.replace('.', "");
    let known = |var: &array::ir::Var| Some((*var, *names.get(name_of(var).as_str())?));
    let mut values: BTreeMap<_, _> =
        function.sizes.iter().chain(&function.params).filter_map(known).collect();
    if function.frame {
        // A function of scalars has its loop dimensions as its only size.
        values.extend(function.sizes.iter().map(|size| (*size, cells)));
    }
    let mut ops = array::analysis::float_ops(function, &values)?;
    if !function.frame {
        ops.count *= cells as f64;
    }
    Some(ops)
}

impl Report<'_> {
    fn to_text(&self, args: &BenchArgs, level: Level) -> String {
        let params = self.instance.params.iter().zip(&self.inputs);
        let params: Vec<String> = params.map(|(p, t)| format!("{}: {}", p.name, t.type_text())).collect();
        let timing = &self.timing;
        let mut text = format!(
            "{}({}) at {} on {}\n    median {}, fastest {}, spread {:.0} % ({} of {})\n    {}: {:.3} GB/s",
            self.instance.symbol,
            params.join(", "),
            level.name(),
            plural(threads(args), "thread"),
            seconds_text(timing.median),
            seconds_text(timing.fastest),
            timing.spread() * 100.0,
            plural(timing.samples, "sample"),
            plural(timing.calls as usize, "call"),
            scaled(self.bytes as f64, "B"),
            self.bytes as f64 / timing.median / 1e9,
        );
        if let Some(ops) = self.float_ops.filter(|ops| ops.count > 0.0) {
            let about = if ops.exact { "" } else { "about " };
            text.push_str(&format!(
                "; {about}{}: {about}{:.3} GFLOP/s",
                scaled(ops.count, "flop"),
                ops.count / timing.median / 1e9
            ));
        }
        text.push('\n');
        text
    }

    fn to_json(&self, args: &BenchArgs, function: &str, level: Level) -> serde_json::Value {
        let timing = &self.timing;
        let sizes = self.instance.sizes.iter().zip(calls::sizes_of(self.instance, &self.inputs));
        json!({
            "function": function,
            "symbol": self.instance.symbol,
            "inputs": self.instance.params.iter().zip(&self.inputs).map(|(param, input)| {
                json!({ "name": param.name, "dtype": param.dtype.name(), "shape": input.shape })
            }).collect::<Vec<_>>(),
            "sizes": sizes.map(|(size, value)| (size.name.clone(), json!(value))).collect::<serde_json::Map<_, _>>(),
            "cpu": level.name(),
            "threads": threads(args),
            "samples": timing.samples,
            "calls_per_sample": timing.calls,
            "median_s": timing.median,
            "fastest_s": timing.fastest,
            "p10_s": timing.p10,
            "p90_s": timing.p90,
            "bytes": self.bytes,
            "gb_per_s": self.bytes as f64 / timing.median / 1e9,
            "float_ops": self.float_ops.map(|ops| ops.count),
            "float_ops_exact": self.float_ops.map(|ops| ops.exact),
            "gflop_per_s": self.float_ops.map(|ops| ops.count / timing.median / 1e9),
        })
    }
}

/// How many threads a call may use.
fn threads(args: &BenchArgs) -> usize {
    let of_environment = || std::env::var("ARRC_NUM_THREADS").ok()?.parse().ok().filter(|n| *n > 0);
    let of_machine = || std::thread::available_parallelism().map_or(1, usize::from);
    args.threads.or_else(of_environment).unwrap_or_else(of_machine)
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn seconds_text(seconds: f64) -> String {
    let (factor, unit) = match seconds {
        s if s >= 1.0 => (1.0, "s"),
        s if s >= 1e-3 => (1e3, "ms"),
        s if s >= 1e-6 => (1e6, "us"),
        _ => (1e9, "ns"),
    };
    format!("{:.4} {unit}", seconds * factor)
}

fn scaled(amount: f64, unit: &str) -> String {
    let (factor, prefix) = match amount {
        a if a >= 1e9 => (1e9, "G"),
        a if a >= 1e6 => (1e6, "M"),
        a if a >= 1e3 => (1e3, "k"),
        _ => (1.0, ""),
    };
    format!("{} {prefix}{unit}", (amount / factor * 1000.0).round() / 1000.0)
}
