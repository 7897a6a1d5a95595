//! Tests of billing through its public face, one file per subject.

mod attempt;
mod projection;
mod receivable;
mod revenue;
mod subscription;
