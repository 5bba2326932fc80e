//! Panics of the compiler as findings instead of dead processes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// What the last panic of any thread said; a thread that joins another one says less.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Keeps the messages of panics instead of printing them.
pub fn keep_messages() {
    std::panic::set_hook(Box::new(|info| {
        let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let text = info.payload_as_str().unwrap_or("?");
        first.get_or_insert_with(|| format!("{place}: {text}"));
    }));
}

/// Runs `work`.
///
/// # Errors
/// The message of the first panic.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    *FIRST.lock().unwrap_or_else(PoisonError::into_inner) = None;
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let message = FIRST.lock().unwrap_or_else(PoisonError::into_inner).take();
        message.unwrap_or_else(|| "a panic without a message".into())
    })
}
