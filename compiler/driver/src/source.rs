//! From a source file to a checked program.

use std::io::Read;
use std::path::Path;

use base::{Diagnostic, SourceMap};

use crate::cli::SourceArgs;
use crate::error::{Failure, Outcome, usage};
use crate::{prelude, render};

/// A program that has been parsed and checked.
pub struct Source {
    /// The texts, for messages and line tables.
    pub sources: SourceMap,
    /// The user's module.
    pub ast: syntax::ast::Module,
    /// The typed program and its exports.
    pub checked: check::Checked,
}

/// Reads, parses and checks a file; prints its diagnostics.
///
/// # Errors
/// A file that cannot be read (usage) or a program with errors (already reported).
pub fn load(args: &SourceArgs) -> Outcome<Source> {
    load_bytes(args, &read(&args.file)?).map(|(source, _)| source)
}

/// As [`load`], of a file that has been read; says too whether there were warnings.
///
/// # Errors
/// A program with errors (already reported).
pub fn load_bytes(args: &SourceArgs, bytes: &[u8]) -> Outcome<(Source, bool)> {
    let name = display_name(&args.file);
    let (source, diagnostics) = analyse_as(&name, bytes, args.arithmetic.fast(), |module| module);
    render::print(&source.sources, &diagnostics, args.message_format);
    match diagnostics.iter().any(Diagnostic::is_error) {
        true => Err(Failure::Reported),
        false => Ok((source, !diagnostics.is_empty())),
    }
}

/// The bytes of a source file.
///
/// # Errors
/// A file that cannot be read.
pub fn read(file: &Path) -> Outcome<Vec<u8>> {
    let bytes = std::fs::File::open(file).and_then(read_text);
    bytes.map_err(|e| usage(format!("cannot read `{}`: {e}", file.display())))
}

/// The bytes of a source, no more of them than it takes to know that it is too large: a device may go on for ever.
///
/// # Errors
/// Whatever the system says.
pub fn read_text(input: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(syntax::MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file's name without its folders, so that a library's bytes do not depend on where it was built.
#[must_use]
pub fn display_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Parses and checks a text; the diagnostics come in the order of the source.
#[must_use]
pub fn analyse(name: &str, bytes: &[u8]) -> (Source, Vec<Diagnostic>) {
    analyse_fast(name, bytes, check::Fast::Marked)
}

/// As [`analyse`], with other functions `@fast` than say so.
#[must_use]
pub fn analyse_fast(name: &str, bytes: &[u8], fast: check::Fast) -> (Source, Vec<Diagnostic>) {
    analyse_as(name, bytes, fast, |module| module)
}

/// As [`analyse`], with the `test` blocks that `wanted` picks by name exported as functions, and nothing else.
#[must_use]
pub fn analyse_tests(
    name: &str,
    bytes: &[u8],
    fast: check::Fast,
    wanted: impl Fn(&str) -> bool,
) -> (Source, Vec<syntax::TestFunction>, Vec<Diagnostic>) {
    let mut tests = Vec::new();
    let (source, diagnostics) = analyse_as(name, bytes, fast, |module| {
        let (module, found) = module.with_exported_tests(wanted);
        tests = found;
        module
    });
    (source, tests, diagnostics)
}

fn analyse_as(
    name: &str,
    bytes: &[u8],
    fast: check::Fast,
    prepare: impl FnOnce(syntax::ast::Module) -> syntax::ast::Module,
) -> (Source, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let text = String::from_utf8_lossy(bytes);
    let file = sources.add(name, text.as_ref());
    let (ast, mut diagnostics) = syntax::parse_bytes(file, bytes);
    let ast = prepare(ast);
    // What a broken text means is a guess; its other mistakes are told once it is whole.
    let mut checked = if diagnostics.iter().any(Diagnostic::is_error) {
        check::Checked {
            module: check::typed::Module::default(),
            interface: abi::Interface::default(),
            diagnostics: Vec::new(),
        }
    } else {
        let prelude = prelude::modules(&mut sources, &text);
        check::check_with(&sources, &ast, &prelude, fast)
    };
    diagnostics.append(&mut checked.diagnostics);
    diagnostics.sort_by_key(Diagnostic::span);
    checked.interface.file = name.to_string();
    (Source { sources, ast, checked }, diagnostics)
}
