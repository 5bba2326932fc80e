# Exports that the library itself has.
pub fn k_last_error(x: f64[n]) -> f64[n] = x;
pub fn k_arrc_manifest(x: f64) -> f64 = x;
pub fn set_num_threads(x: f64) -> f64 = x;
