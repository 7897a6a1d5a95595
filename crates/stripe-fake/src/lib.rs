//! A stand-in for Stripe on loopback: <https://stripe.com> as far as saving cards and accounts, being paid, giving back
//! and hearing of it go. The README tells what it imitates; this is how a test holds it:
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use stripe_fake::{Config, Fake, Fault, Trouble};
//!
//! let fake = Fake::start(Config::default()).await?;
//! fake.fault(Fault::once("POST /v1/payment_intents", Trouble::DroppedAfter));
//! // … let your client loose on fake.url() …
//! fake.advance(6).await; // the SEPA debits of today are settled
//! assert_eq!(fake.count("charges"), 0);
//! # Ok(())
//! # }
//! # tokio::runtime::Runtime::new().unwrap().block_on(example()).unwrap();
//! ```

mod clock;
mod control;
mod core;
mod fake;
mod faults;
mod form;
mod hosted;
mod http;
mod idempotency;
mod ids;
mod inbox;
mod instruments;
mod keep;
mod money;
mod outbox;
mod problem;
mod resources;
mod route;
mod schedule;
mod state;
mod table;

pub use fake::{Config, Endpoint, Fake, Passing, Refused};
pub use faults::{Fault, Trouble};
pub use inbox::{Inbox, Letter};
pub use outbox::{Delivery, Order, Outcome, Weather};

/// The one version of Stripe's API that is spoken.
pub const API_VERSION: &str = "2026-09-30.endive";
