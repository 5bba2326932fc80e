//! How a command ends when it does not succeed.

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// Errors in the program, already printed.
    Reported,
    /// An error in the program or a failed call, still to be printed.
    Program(String),
    /// Wrong usage, a file that cannot be read or written.
    Usage(String),
}

/// What a command gives.
pub type Outcome<T> = Result<T, Failure>;

/// A usage failure from anything that can be shown.
pub fn usage(message: impl std::fmt::Display) -> Failure {
    Failure::Usage(message.to_string())
}
