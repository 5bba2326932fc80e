//! `tests::hostile::targets::build` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::hostile::targets::build(data));
