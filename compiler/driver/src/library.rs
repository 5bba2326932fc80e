//! A shared library from a checked program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base::Remark;
use sha2::{Digest, Sha256};

/// What [`entries`] makes.
pub use codegen::Output as Entries;

use crate::elf::Machine;
use crate::error::{Failure, Outcome, usage};
use crate::link::{self, LinkError};
use crate::manifest;
use crate::objects;
use crate::pipeline::{self, Options, Times};
use crate::source::Source;

/// The compiler's name and version, as manifests and headers say it.
pub const COMPILER: &str = concat!("arrc ", env!("CARGO_PKG_VERSION"));

/// The library's name: the file's stem without `lib`, other characters than letters, digits and `_` replaced by `_`.
#[must_use]
pub fn name_of(output: &Path) -> String {
    let stem = output.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.strip_prefix("lib").filter(|rest| !rest.is_empty()).unwrap_or(&stem);
    let mut name: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

/// Where the header of a library goes: `libheat.so` has `heat.h`.
#[must_use]
pub fn header_path(output: &Path) -> PathBuf {
    let stem = output.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    output
        .with_file_name(format!("{}.h", stem.strip_prefix("lib").filter(|s| !s.is_empty()).unwrap_or(&stem)))
}

/// Compiles and links; the interface has its library's name.
///
/// # Errors
/// A program without exports, an output that cannot be written, a bug in arrc.
pub fn build(
    source: &Source,
    options: &Options,
    output: &Path,
    relocatable: bool,
    times: &mut Times,
) -> Outcome<Vec<Remark>> {
    build_with(source, options, None, output, relocatable, times)
}

/// As [`build`], with entries that [`entries`] has made before for the same source, levels and arithmetic.
///
/// # Errors
/// As [`build`].
pub fn build_with(
    source: &Source,
    options: &Options,
    made: Option<&Entries>,
    output: &Path,
    relocatable: bool,
    times: &mut Times,
) -> Outcome<Vec<Remark>> {
    let interface = &source.checked.interface;
    if interface.functions.is_empty() {
        return Err(Failure::Program("nothing is exported: write `pub` before a function".into()));
    }
    let middle = pipeline::middle(source, options, times)?;
    let (code, entries) = times.stage("code and entries", || {
        std::thread::scope(|scope| {
            let entries = scope.spawn(|| made.cloned().map_or_else(|| entries(source, options), Ok));
            let code = objects::compile(source, &middle, options, codegen::Emit::Object);
            (code, entries.join())
        })
    });
    let code = code?;
    times.detail(&code.times);
    let entries = entries.unwrap_or_else(|_| base::bug!("the entries were not compiled"))?;
    for (name, time) in &entries.times {
        times.detail(&format!("{:>9.2} ms  entries llvm: {name}\n", time.as_secs_f64() * 1e3));
    }
    let mut all = code.objects;
    all.push(entries.bytes);
    let watched =
        options.sanitize.map(|sanitizer| codegen::watched_support(sanitizer, link::SUPPORT_BITCODE));
    let watched = watched.transpose().map_err(|error| Failure::Program(error.to_string()))?;
    let input = link::Input {
        objects: &all,
        exports: &interface.exports(),
        machine: Machine::X86_64,
        watched_support: watched.as_deref(),
    };
    let linked = times.stage("link", || {
        if relocatable { link::link_relocatable(&input, output) } else { link::link(&input, output) }
    });
    linked.map_err(|error| match error {
        LinkError::Io(..) => usage(error),
        LinkError::Lld(_) => Failure::Program(error.to_string()),
    })?;
    Ok(code.remarks.into_iter().chain(middle.remarks).collect())
}

/// The object with everything that hosts see.
///
/// # Errors
/// What LLVM says.
pub fn entries(source: &Source, options: &Options) -> Outcome<Entries> {
    let interface = &source.checked.interface;
    let levels: Vec<String> = options.levels.iter().map(|l| format!("x86-64-{}", l.name())).collect();
    let mut manifest = manifest::make_manifest(interface, COMPILER, &source_hash(source), &levels);
    manifest.arithmetic = options.arithmetic.names();
    let entries = codegen::entries(&codegen::Entries {
        interface,
        levels: &options.levels,
        manifest: &manifest.to_json(),
        in_place: &BTreeSet::new(),
        verify: options.verify,
        optimise: !options.unoptimised,
        emit: codegen::Emit::Object,
    });
    entries.map_err(|error| Failure::Program(error.to_string()))
}

/// The hash of everything that the library was made from.
#[must_use]
pub fn source_hash(source: &Source) -> String {
    let mut hash = Sha256::new();
    for (_, file) in source.sources.files() {
        hash.update(file.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
