//! Tests of the crate as it is seen from outside, in one program.

mod charter;
mod format;
mod library;
mod mistakes;
mod robust;
mod roundtrip;
mod rules;
mod support;
