//! `tests::hostile::targets::manifest` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::hostile::targets::manifest(data));
