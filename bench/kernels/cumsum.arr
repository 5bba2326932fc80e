#! Prefix sums.

## Inclusive prefix sums.
pub fn cumsum(x: f64[n]) -> f64[n] = std.cumsum(x);
