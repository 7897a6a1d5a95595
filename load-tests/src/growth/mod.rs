//! Growing past one server: what a run at small sizes says about large ones, which limit comes first, what that costs, and how firms spread over cells.
//!
//! Nothing here asks a server but `measure`; the rest is arithmetic over what it wrote down.

pub mod cells;
pub mod data;
pub mod forecast;
pub mod measure;
pub mod page;
pub mod picture;
pub mod steps;
