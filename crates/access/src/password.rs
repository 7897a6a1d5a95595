//! Passwords: which are refused, and how the others are hashed.

mod hasher;
mod policy;
mod threads;

pub use hasher::{Admission, HashError, Hasher, PasswordConfig, Verdict};
pub use policy::{CHARS_MAX, CHARS_MIN, PasswordFlaw, check};
