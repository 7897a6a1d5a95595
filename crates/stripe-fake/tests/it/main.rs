//! The stand-in from outside, over loopback. Every answer of every test is checked against Stripe's own schemas.

mod checkout;
mod client;
mod control;
mod faults;
mod idempotency;
mod keeping;
mod lists;
mod parameters;
mod paying;
mod schemas;
mod speed;
mod webhooks;
