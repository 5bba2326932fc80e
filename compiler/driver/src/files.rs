//! Writing files so that a failure leaves nothing half-written.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Outcome, usage};

/// The folder that a file would stand in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// Says whether a file could be written, without leaving anything.
///
/// # Errors
/// A folder that does not exist or cannot be written, a path that is a folder.
pub fn check_writable(path: &Path) -> Outcome<()> {
    let refuse =
        |why: &dyn std::fmt::Display| Err(usage(format!("cannot write `{}`: {why}", path.display())));
    if path.is_dir() {
        return refuse(&"it is a folder");
    }
    match tempfile::NamedTempFile::new_in(folder_of(path)) {
        Ok(_) => Ok(()),
        Err(error) => refuse(&error),
    }
}

/// Writes a whole file: beside its place first, then moved there.
///
/// # Errors
/// Whatever the file system says; the old file, if any, is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::Builder::new().permissions(permissions()).tempfile_in(folder_of(path))?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    write().map_err(|error| usage(format!("cannot write `{}`: {error}", path.display())))
}

/// As for any new file; the process's mask is taken off by the system.
fn permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}
