//! The seam against the stand-in, over loopback: what async-stripe sends and reads is real.

mod charging;
mod checkouts;
mod customers;
mod events;
mod signatures;
mod trouble;
mod world;
