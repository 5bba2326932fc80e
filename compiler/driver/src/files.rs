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

/// Whether something stands there that keeps no bytes, such as a device or a pipe: it is written into, never replaced.
fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
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
    if is_special(path) {
        return Ok(());
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
    write_with_mode(path, bytes, 0o666)
}

/// As [`write_atomically`], with the permissions of programs and libraries.
///
/// # Errors
/// As there.
pub fn write_program(path: &Path, bytes: &[u8]) -> Outcome<()> {
    write_with_mode(path, bytes, 0o777)
}

/// The process's mask is taken off the mode by the system, as for any new file.
fn write_with_mode(path: &Path, bytes: &[u8], mode: u32) -> Outcome<()> {
    let write = || -> std::io::Result<()> {
        if is_special(path) {
            return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
        }
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
        let mut file = tempfile::Builder::new().permissions(permissions).tempfile_in(folder_of(path))?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    write().map_err(|error| usage(format!("cannot write `{}`: {error}", path.display())))
}

/// Writes a whole file in place of an old one, whose permissions it takes over; a link stays a link.
///
/// # Errors
/// As [`write_atomically`].
pub fn replace(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let old = std::fs::metadata(&path).map(|data| data.permissions());
    if old.as_ref().is_ok_and(std::fs::Permissions::readonly) {
        return Err(usage(format!("cannot write `{}`: it is read-only", path.display())));
    }
    write_atomically(&path, bytes)?;
    old.and_then(|permissions| std::fs::set_permissions(&path, permissions))
        .map_err(|error| usage(format!("cannot keep the permissions of `{}`: {error}", path.display())))
}
