#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| newsloom::read::promises::page(data));
