//! The product, tested from outside: through HTTP, and where the database itself must hold the line, in SQL. See `tests::World`.

mod aborted;
mod architecture;
mod bad_input;
mod catalogue;
mod database;
mod import;
mod isolation;
mod journey;
