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
        println!("{}", manifest.to_json());
        return Ok(());
    }
    println!("{}: made by {}, ABI version {}", args.library.display(), manifest.compiler, manifest.abi);
    println!("CPU levels: {}", manifest.cpu_levels.join(", "));
    println!("source: sha256 {}", manifest.source_hash);
    if !manifest.doc.is_empty() {
        println!("\n{}", manifest.doc);
    }
    for function in &manifest.functions {
        println!("\n{}", function.signature);
        for line in function.doc.lines() {
            println!("    {line}");
        }
        println!("    uniform entry: {} (line {})", function.dl_symbol, function.line);
        for instance in &function.instances {
            println!("    typed entry: {}", instance_text(instance));
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
