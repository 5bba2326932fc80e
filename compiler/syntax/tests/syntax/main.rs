//! Tests of the crate as it is seen from outside, in one program.

mod charter;
mod mistakes;
mod robust;
mod rules;
mod support;
