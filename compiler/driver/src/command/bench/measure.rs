//! Measuring a call: warm-up, then samples of several calls each.

use std::time::{Duration, Instant};

use crate::error::Outcome;

/// A sample takes at least so long, so that reading the clock does not count.
const SAMPLE: Duration = Duration::from_micros(100);

/// Samples that are taken however long they take, and at most.
const FEWEST: usize = 5;
const MOST: usize = 2000;

/// Seconds of one call.
pub(super) struct Timing {
    pub(super) samples: usize,
    /// Calls in a sample.
    pub(super) calls: u32,
    pub(super) median: f64,
    pub(super) fastest: f64,
    /// Ends of the middle 80 %.
    pub(super) p10: f64,
    pub(super) p90: f64,
}

impl Timing {
    /// The middle 80 % relative to the median.
    pub(super) fn spread(&self) -> f64 {
        (self.p90 - self.p10) / self.median
    }

    fn of(mut samples: Vec<f64>, calls: u32) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |part: f64| samples[((samples.len() - 1) as f64 * part).round() as usize];
        Self {
            samples: samples.len(),
            calls,
            median: at(0.5),
            fastest: samples[0],
            p10: at(0.1),
            p90: at(0.9),
        }
    }
}

/// What is asked for.
pub(super) enum Step {
    /// To make the arguments anew that a call updates; not measured.
    Prepare,
    /// A call.
    Call,
}

/// Calls again and again for about so many seconds, a fifth of them to warm up. Where calls update their arguments
/// (`prepared`), these are made anew before each, so a sample is one call.
///
/// # Errors
/// A call that fails.
pub(super) fn measure(
    seconds: f64,
    prepared: bool,
    mut step: impl FnMut(Step) -> Outcome<()>,
) -> Outcome<Timing> {
    let budget = Duration::from_secs_f64(seconds);
    let mut warm_calls = 0u32;
    let start = Instant::now();
    while warm_calls == 0 || start.elapsed() < budget / 5 {
        step(Step::Prepare)?;
        step(Step::Call)?;
        warm_calls = warm_calls.saturating_add(1);
    }
    let one = start.elapsed() / warm_calls;
    let in_sample = u32::try_from(SAMPLE.as_nanos() / one.as_nanos().max(1)).unwrap_or(u32::MAX) + 1;
    let calls = if prepared { 1 } else { in_sample };
    let mut samples = Vec::new();
    let start = Instant::now();
    while samples.len() < FEWEST || (samples.len() < MOST && start.elapsed() < budget) {
        step(Step::Prepare)?;
        let sample = Instant::now();
        for _ in 0..calls {
            step(Step::Call)?;
        }
        samples.push(sample.elapsed().as_secs_f64() / f64::from(calls));
    }
    Ok(Timing::of(samples, calls))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_the_sorted_samples() {
        let timing = Timing::of((0..=10).rev().map(f64::from).collect(), 3);
        assert_eq!((timing.fastest, timing.p10, timing.median, timing.p90), (0.0, 1.0, 5.0, 9.0));
        assert_eq!(timing.spread(), 8.0 / 5.0);
    }
}
