//! What the platform asks of a firm and why: usage in, finalised invoices out.
//!
//! A firm pays per active copro and civil day. Facts of usage are folded into days, days into the lines of a period, lines and
//! a VAT decision into a draft; finalising a draft gives it its number and makes it an invoice that never changes again.
//!
//! As in `domain`, nothing here performs I/O, reads a clock, draws randomness or uses floating point: amounts are integer
//! cents, rates are basis points, days are civil days of the firm, and the day it is today is an argument. The same facts
//! give the same bytes, on every machine and in whatever order they arrived. Only [`phase`] forecasts growth in floating point.

pub mod account;
pub mod attempt;
pub mod catalogue;
pub mod charge;
pub mod customer;
pub mod desk;
pub mod invoice;
pub mod period;
pub mod phase;
pub mod platform;
pub mod projection;
pub mod quote;
pub mod receivable;
pub mod revenue;
pub mod steps;
pub mod subscription;
pub mod usage;
pub mod vat;
pub mod wording;
pub mod zone;

mod ratio;
