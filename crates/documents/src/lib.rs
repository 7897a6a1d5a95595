//! Bytes out of facts, facts out of bytes: messages in four languages, PDF letters, mail bodies,
//! tables read from spreadsheets and the inspection of uploaded files.
//!
//! Nothing here performs I/O, reads a clock or touches the network. The same facts give the same
//! bytes, and everything read from a user's file is bounded before it is expanded.

pub mod mail;
pub mod messages;
pub mod package;
pub mod pdf;
pub mod sheet;
pub mod table;
pub mod upload;

// The tests share their samples with the example, which names this crate from outside.
#[cfg(test)]
extern crate self as documents;
