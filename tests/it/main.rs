//! The product, tested from outside: through HTTP, and where the database itself must hold the line, in SQL. See `tests::World`.

mod aborted;
mod architecture;
mod audit;
mod bad_input;
mod billing;
mod catalogue;
mod database;
mod export;
mod fair;
mod frozen;
mod identity;
mod import;
mod isolation;
mod journey;
mod large_acts;
mod limits;
mod members;
mod new_lot;
mod offer;
mod operators;
mod privacy;
mod scopes;
mod session;
mod transfer;
mod web;
