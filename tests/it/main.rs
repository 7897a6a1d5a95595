//! The product, tested from outside: through HTTP, and where the database itself must hold the line, in SQL. See `tests::World`.

mod import;
mod journey;
