# run: slope(2.0, 1.0) == 2.0

#! Names may be Greek.

pub fn slope(x: f64, y: f64) -> f64 { let Δ = x - y; let σ = 2.0 * Δ; σ }
