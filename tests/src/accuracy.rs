//! How accurate the elementary functions are: what libraries give at every CPU level against references that are exact
//! or rounded correctly.
//!
//! `f32` functions of one argument can see every input, in shards; `f16` and `bf16` always do. `f64` and functions of two
//! arguments see strata and hard cases. Two levels that both have fma must agree to the bit. Errors count in units of
//! the last place of the binade that holds the exact result.

pub mod complex;
pub mod functions;
pub mod inputs;
pub mod levels;
pub mod measure;
pub mod mpfr;
pub mod record;
pub mod table;
pub mod ulp;
