//! Standard output and standard error. Where output cannot be written (a full disk), the command ends with a
//! message and status 2; a pipe that its reader closes ends it before that, by a signal.

use std::fmt::Arguments;
use std::io::Write;

/// Writes to standard output; ends the process where that fails.
pub fn write(text: Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = out.write_fmt(text).and_then(|()| out.flush()) {
        write_error(format_args!("error: cannot write to standard output: {error}\n"));
        std::process::exit(2);
    }
}

/// Writes to standard error; where that fails, there is no place left to say so.
pub fn write_error(text: Arguments<'_>) {
    let _ = std::io::stderr().lock().write_fmt(text);
}

/// [`print!`] by [`write`].
#[macro_export]
macro_rules! out {
    ($($text:tt)*) => { $crate::out::write(format_args!($($text)*)) };
}

/// [`println!`] by [`write`].
#[macro_export]
macro_rules! outln {
    ($($text:tt)*) => { $crate::out::write(format_args!("{}\n", format_args!($($text)*))) };
}

/// [`eprintln!`] by [`write_error`].
#[macro_export]
macro_rules! errln {
    ($($text:tt)*) => { $crate::out::write_error(format_args!("{}\n", format_args!($($text)*))) };
}
