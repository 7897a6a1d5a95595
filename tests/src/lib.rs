//! What the integration tests stand on: one private database server and one running application for the whole test process.
//!
//! [`run`] gives a test the [`World`]. The first test that asks starts it: a PostgreSQL cluster of crate `cluster`, the roles of
//! `deploy/roles.sql`, a fresh migrated database, the real HTTP server on a free port of 127.0.0.1 and a real worker. Nothing is faked but
//! the mail transport, which is the development mailbox, and the cost of a password hash.
//!
//! **Nothing is stopped by hand.** A test process has no hook after its last test, so the end of the process itself is the signal: the
//! guardian that `cluster` puts before the server holds a pipe to this process and shuts the server down when the pipe closes, whether the
//! tests passed, panicked or were killed. Each test process owns a cluster of its own (`.koprogo/test/1`, `2`, … for processes that run at
//! the same time), so that none ends under another's feet; a directory is used again by the next run, which begins by dropping whatever
//! databases the last one left.

mod authenticator;
mod buildings;
mod client;
pub mod database;
mod desk;
pub mod fairness;
mod firm;
pub mod fixtures;
pub mod interrupts;
pub mod load;
pub mod numbers;
pub mod pair;
mod people;
mod redis;
mod site;
mod world;

pub use authenticator::Authenticator;
pub use buildings::{Building, Furnished, OWNED_FROM, new_copro, owners};
pub use client::{Answer, Client, Request, escape};
pub use desk::{Desk, OnDuty, code_now};
pub use firm::{Firm, PASSWORD, sign_in, sign_up_only, unique_email};
pub use people::{Person, invitation_token, invitation_tokens, sign_up_by};
pub use redis::RedisServer;
pub use site::{PoolOptions, Site, SiteOptions};
pub use world::{World, run, wait_for, workspace};

/// Objects in the answers of the API: `field(&lot, "id")`.
pub fn field<'a>(value: &'a serde_json::Value, name: &str) -> &'a serde_json::Value {
    value.get(name).unwrap_or_else(|| panic!("no `{name}` in {value}"))
}

/// A text of an answer: `text(&lot, "id")`.
pub fn text(value: &serde_json::Value, name: &str) -> String {
    field(value, name).as_str().unwrap_or_else(|| panic!("`{name}` is no text in {value}")).to_owned()
}

/// A whole number of an answer, such as an amount in cents.
pub fn int(value: &serde_json::Value, name: &str) -> i64 {
    field(value, name).as_i64().unwrap_or_else(|| panic!("`{name}` is no whole number in {value}"))
}

/// The entries of a list in an answer.
pub fn list<'a>(value: &'a serde_json::Value, name: &str) -> &'a [serde_json::Value] {
    field(value, name).as_array().unwrap_or_else(|| panic!("`{name}` is no list in {value}"))
}
