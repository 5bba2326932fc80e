//! `arrc fmt`.

use std::path::{Path, PathBuf};

use base::{Diagnostic, SourceMap};
use clap::Args;

use crate::cli::MessageFormat;
use crate::error::{Failure, Outcome, usage};
use crate::{files, render, source};

/// Options of `fmt`.
#[derive(Args, Clone, Debug)]
pub struct FmtArgs {
    /// The source files, which are changed in place; `-` reads standard input and prints
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Change nothing: print the names of the files that are not laid out canonically, and end with status 1 if any
    #[arg(long)]
    pub check: bool,
    /// How messages are printed
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// Formats every file; one with errors is left alone, and the others are formatted all the same.
///
/// # Errors
/// Files that cannot be read or written, errors in a file; with `--check`, a file that would change.
pub fn run(args: &FmtArgs) -> Outcome<()> {
    let mut is_good = true;
    for file in &args.files {
        is_good &= format_file(args, file)?;
    }
    if is_good { Ok(()) } else { Err(Failure::Reported) }
}

/// Whether there is nothing to complain about.
fn format_file(args: &FmtArgs, file: &Path) -> Outcome<bool> {
    let is_stdin = file == Path::new("-");
    let bytes = if is_stdin { read_stdin()? } else { source::read(file)? };
    let name = if is_stdin { "<stdin>".to_string() } else { file.display().to_string() };
    let mut sources = SourceMap::default();
    let text = String::from_utf8_lossy(&bytes);
    let id = sources.add(&name, text.as_ref());
    let (_, diagnostics) = syntax::parse_bytes(id, &bytes);
    if diagnostics.iter().any(Diagnostic::is_error) {
        render::print(&sources, &diagnostics, args.message_format);
        return Ok(false);
    }
    let formatted = match syntax::format(id, &text) {
        Ok(formatted) if syntax::is_same_program(&text, &formatted) => formatted,
        _ => base::bug!("formatting would change `{name}`; it is left as it is"),
    };
    if args.check {
        let is_formatted = formatted == text;
        if !is_formatted {
            outln!("{name}");
        }
        return Ok(is_formatted);
    }
    if is_stdin {
        out!("{formatted}");
    } else if formatted != text {
        files::replace(file, formatted.as_bytes())?;
    }
    Ok(true)
}

fn read_stdin() -> Outcome<Vec<u8>> {
    source::read_text(std::io::stdin()).map_err(|e| usage(format!("cannot read standard input: {e}")))
}
