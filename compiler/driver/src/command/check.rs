//! `arrc check`.

use crate::cli::CheckArgs;
use crate::error::Outcome;
use crate::source;

/// Reports the errors of a source file.
///
/// # Errors
/// A file that cannot be read; a program with errors.
pub fn run(args: &CheckArgs) -> Outcome<()> {
    source::load(&args.source).map(drop)
}
