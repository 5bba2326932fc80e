//! `arrc check`.

use crate::cli::{CheckArgs, SourceArgs};
use crate::error::{Failure, Outcome};
use crate::{files, fixes, limits, source};

/// Reports the errors of source files; with `--fix` mends in the files what can be mended without asking.
///
/// # Errors
/// A file that cannot be read or written; a program with errors.
pub fn run(args: &CheckArgs) -> Outcome<()> {
    let mut outcome = Ok(());
    for file in [&args.source.file].into_iter().chain(&args.more) {
        let source = SourceArgs { file: file.clone(), ..args.source.clone() };
        match one(&source, args.fix) {
            Ok(()) => {}
            Err(Failure::Usage(why)) => return Err(Failure::Usage(why)),
            // Told at once, so that the next file's does not take its place.
            Err(Failure::Program(why)) => {
                errln!("error: {why}");
                outcome = Err(Failure::Reported);
            }
            Err(Failure::Reported) => outcome = Err(Failure::Reported),
        }
    }
    outcome
}

fn one(args: &SourceArgs, fix: bool) -> Outcome<()> {
    let file = &args.file;
    let mut bytes = source::read(file)?;
    if fix && let Some(fixed) = fixes::mend(&source::display_name(file), &bytes) {
        files::replace(file, fixed.text.as_bytes())?;
        let changes = if fixed.n_changes == 1 { "change" } else { "changes" };
        errln!("{}: {} {changes} made", file.display(), fixed.n_changes);
        bytes = fixed.text.into_bytes();
    }
    let (source, _) = source::load_bytes(args, &bytes)?;
    // What `build` would refuse is told here.
    limits::check_size(&source, &array::lower(&source.checked.module))
}
