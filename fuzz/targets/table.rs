//! A file to import, as it comes: whatever it claims to be.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::import(bytes));
