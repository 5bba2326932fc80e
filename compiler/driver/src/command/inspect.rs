//! `arrc inspect`.

use runtime::Library;
use runtime::manifest::{InstanceEntry, ParamEntry};

use crate::cli::InspectArgs;
use crate::error::{Failure, Outcome};

/// Shows what a library says about itself.
///
/// # Errors
/// A file that is not a library made by arrc.
pub fn run(args: &InspectArgs) -> Outcome<()> {
    let manifest = Library::inspect(&args.library).map_err(|e| Failure::Program(e.to_string()))?;
    if args.json {
        outln!("{}", manifest.to_json());
        return Ok(());
    }
    outln!("{}: made by {}, ABI version {}", args.library.display(), manifest.compiler, manifest.abi);
    outln!("CPU levels: {}", manifest.cpu_levels.join(", "));
    if !manifest.arithmetic.is_empty() {
        outln!("arithmetic: {}", manifest.arithmetic.join(", "));
    }
    outln!("source: sha256 {}", manifest.source_hash);
    if !manifest.doc.is_empty() {
        outln!("\n{}", manifest.doc);
    }
    for function in &manifest.functions {
        outln!("\n{}", function.signature);
        for line in function.doc.lines() {
            outln!("    {line}");
        }
        outln!("    uniform entry: {} (line {})", function.dl_symbol, function.line);
        for instance in &function.instances {
            outln!("    typed entry: {}", instance_text(instance));
        }
    }
    Ok(())
}

fn instance_text(instance: &InstanceEntry) -> String {
    let list = |params: &[ParamEntry]| params.iter().map(param_text).collect::<Vec<_>>().join(", ");
    let mut text = format!("{}({}) -> {}", instance.symbol, list(&instance.params), list(&instance.results));
    if !instance.constraints.is_empty() {
        text.push_str(&format!(" where {}", instance.constraints.join(", ")));
    }
    text
}

fn param_text(param: &ParamEntry) -> String {
    let shape = if param.dims.is_empty() { String::new() } else { format!("[{}]", param.dims.join(", ")) };
    format!("{}: {}{shape}", param.name, param.dtype.name())
}
