# The axis of a reduction has a name.

pub fn rows(x: f64[n, m]) -> f64[n] = x.sum(1);
pub fn last(x: f64[n, m]) -> f64[n] = mean(x, -1);
pub fn all_of(x: f64[n, m]) -> f64 = sum(x, (0, 1));
