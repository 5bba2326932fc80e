//! `arrc new`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::{Outcome, usage};

/// Options of `new`.
#[derive(Args, Clone, Debug)]
pub struct NewArgs {
    /// The folder to make; its name is that of the library
    #[arg(value_name = "NAME")]
    pub path: PathBuf,
}

/// The files of a project; `{name}` stands for its name.
const FILES: [(&str, &str); 6] = [
    ("kernel.arr", include_str!("new/kernel.arr")),
    ("README.md", include_str!("new/README.md")),
    ("main.c", include_str!("new/main.c")),
    ("call.py", include_str!("new/call.py")),
    ("Makefile", include_str!("new/Makefile")),
    ("arrlib.py", include_str!("../../../../examples/arrlib.py")),
];

/// Makes a small project that builds and runs as it is.
///
/// # Errors
/// A name that is none, a folder that exists or cannot be made.
pub fn run(args: &NewArgs) -> Outcome<()> {
    let path = &args.path;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_word = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !is_word || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(usage(format!(
            "`{name}` cannot be the name of a library: expected letters, digits and `_`, a letter first"
        )));
    }
    make(path, name).map_err(|error| usage(format!("cannot make `{}`: {error}", path.display())))?;
    outln!("{}: `make` builds it, its README says the rest", path.display());
    Ok(())
}

fn make(path: &Path, name: &str) -> std::io::Result<()> {
    // Refuses a folder that exists.
    fs::create_dir(path)?;
    for (file, text) in FILES {
        fs::write(path.join(file), text.replace("{name}", name))?;
    }
    Ok(())
}
