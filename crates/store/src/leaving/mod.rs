//! Leaving: a copro that changes syndic, a person who asks to be forgotten, an account that ends, and what has no ground any more.

pub mod account;
pub mod erasure;
pub mod exports;
pub mod package;
pub mod person_export;
pub mod retention;
pub mod transfers;
