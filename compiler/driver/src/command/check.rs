//! `arrc check`.

use crate::cli::CheckArgs;
use crate::error::{Failure, Outcome};
use crate::{files, fixes, limits, source};

/// Reports the errors of a source file; with `--fix` mends in the file what can be mended without asking.
///
/// # Errors
/// A file that cannot be read or written; a program with errors.
pub fn run(args: &CheckArgs) -> Outcome<()> {
    let file = &args.source.file;
    let mut bytes = source::read(file)?;
    if args.fix
        && let Some(fixed) = fixes::mend(&source::display_name(file), &bytes)
    {
        files::replace(file, fixed.text.as_bytes())?;
        let changes = if fixed.n_changes == 1 { "change" } else { "changes" };
        errln!("{}: {} {changes} made", file.display(), fixed.n_changes);
        bytes = fixed.text.into_bytes();
    }
    let (source, _) = source::load_bytes(&args.source, &bytes)?;
    // What `build` would refuse is told here.
    limits::too_large(&array::lower(&source.checked.module)).map_or(Ok(()), |why| Err(Failure::Program(why)))
}
