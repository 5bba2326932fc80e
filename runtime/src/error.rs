//! Everything that can go wrong on the host's side.

use abi::Status;
use std::path::PathBuf;
use std::{fmt, io};

/// Why a library was not loaded or a call did not succeed.
#[derive(Debug)]
pub enum Error {
    /// The file cannot be read.
    Io(PathBuf, io::Error),
    /// The file is no library made by arrc, or a damaged one.
    File(PathBuf, String),
    /// The library was made for another version of the interface.
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// The dynamic loader refused the file.
    Load(PathBuf, String),
    /// The library has no such function.
    NoFunction {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The arguments do not fit the function's signature, as this side can tell.
    Arguments(String),
    /// The function returned an error.
    Call(Status, String),
}

impl Error {
    /// The library's status, if it was the library that refused.
    pub fn status(&self) -> Option<Status> {
        match self {
            Error::Call(status, _) => Some(*status),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            Error::File(path, reason) => {
                write!(f, "{} is no intact library made by arrc: {reason}", path.display())
            }
            Error::Version { path, found } => write!(
                f,
                "{} has version {found} of the interface, this host has {}",
                path.display(),
                abi::ABI_VERSION
            ),
            Error::Load(path, reason) => write!(f, "cannot load {}: {reason}", path.display()),
            Error::NoFunction { name, known } => {
                write!(f, "no function `{name}`; there are: {}", known.join(", "))
            }
            Error::Arguments(reason) => f.write_str(reason),
            Error::Call(status, message) if message.is_empty() => f.write_str(status.meaning()),
            Error::Call(_, message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(_, error) => Some(error),
            _ => None,
        }
    }
}
