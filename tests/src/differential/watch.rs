//! Whether a child that says nothing hangs, or only waits for a processor.

use std::fs;
use std::time::Duration;

/// How long a child may say nothing before somebody looks at it, and how long it may compute in that time.
pub(super) const SILENCE: Duration = Duration::from_secs(100);
/// Looks without any work in between after which a child waits for what will never come.
const IDLE_LOOKS: u32 = 3;
/// Of the times that the kernel tells.
const TICKS_PER_SECOND: u64 = 100;

/// A child that is waited for.
pub(super) struct Watch {
    process: u32,
    /// What it had computed when it spoke last, and when it was looked at last.
    spoke: Duration,
    seen: Duration,
    idle_looks: u32,
}

impl Watch {
    pub(super) fn new(process: u32) -> Self {
        Self { process, spoke: Duration::ZERO, seen: Duration::ZERO, idle_looks: 0 }
    }

    /// It has said something.
    pub(super) fn spoke(&mut self) {
        if let Some(now) = computed(self.process) {
            (self.spoke, self.seen, self.idle_looks) = (now, now, 0);
        }
    }

    /// Why a child that has been silent for [`SILENCE`] hangs, if it does.
    pub(super) fn hangs(&mut self) -> Option<String> {
        let Some(now) = computed(self.process) else { return Some("cannot be looked at".into()) };
        self.idle_looks = if now == self.seen { self.idle_looks + 1 } else { 0 };
        self.seen = now;
        let since = now.saturating_sub(self.spoke);
        let hangs = since >= SILENCE || self.idle_looks >= IDLE_LOOKS;
        hangs.then(|| format!("is silent for too long, having computed for {} s", since.as_secs()))
    }
}

/// How long the process and its threads have computed (`proc(5)`: the fields `utime` and `stime`).
pub(super) fn computed(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let ticks = times.next()?.ok()? + times.next()?.ok()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}
