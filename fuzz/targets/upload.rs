//! A voucher: PDF, PNG, JPEG, or what pretends to be one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let first = fuzz::upload::inspect(bytes);
    let second = fuzz::upload::inspect(bytes);
    assert_eq!(first.is_ok(), second.is_ok(), "the same file is judged the same");
});
