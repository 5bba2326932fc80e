//! What is being done, on a terminal, when it takes long.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Work that is done sooner says nothing.
const PATIENCE: Duration = Duration::from_millis(400);

/// One line on standard error that changes; it is gone when this is dropped.
pub struct Progress {
    start: Instant,
    is_terminal: bool,
    shown: AtomicBool,
}

impl Progress {
    /// Says nothing yet.
    #[must_use]
    pub fn start() -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        Self { start: Instant::now(), is_terminal, shown: AtomicBool::new(false) }
    }

    /// Replaces the line.
    pub fn say(&self, text: impl Display) {
        if self.is_terminal && self.start.elapsed() > PATIENCE {
            self.shown.store(true, Ordering::Relaxed);
            write_line(&format!("{text} …"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.load(Ordering::Relaxed) {
            write_line("");
        }
    }
}

/// Puts a text in the place of the terminal's line.
fn write_line(text: &str) {
    // A terminal that is gone is no reason to stop.
    let _ = write!(std::io::stderr().lock(), "\r\x1b[2K{text}");
}
