//! Load tests: seeding of thousands of copros, a generator that counts honestly, and reports.
//!
//! Everything runs on this machine: a PostgreSQL server of its own and the product's own program on one core, what asks on the other.

pub mod compare;
pub mod front;
pub mod growth;
pub mod http;
pub mod journey;
pub mod load;
pub mod machine;
pub mod measure;
pub mod operations;
pub mod pace;
pub mod page;
pub mod people;
pub mod plain;
mod plot;
pub mod profile;
pub mod record;
pub mod report;
pub mod scenario;
pub mod seed;
pub mod stand;
