//! Where a run may end without anybody's doing: between any two steps of moving money. Tests end it there.

use std::sync::Arc;

use domain::FirmId;

use crate::{JobError, Worker};

/// A place between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// A job was claimed and nothing done.
    Asked,
    /// The provider made the customer, and nobody here knows.
    CustomerMade,
    CustomerKept,
    /// The attempt is written and not committed.
    AttemptWritten,
    /// The attempt is stored and the provider was not called.
    AttemptKept,
    /// The provider answered and nobody here knows.
    Called,
    /// A payment that waits for its holder was cancelled.
    Cancelled,
    /// Looked up by its mark.
    LookedUp,
    /// A payment under way was read.
    Read,
    /// The answer is in book and subscription and not committed.
    AnswerWritten,
    AnswerKept,
    /// A message was claimed and nothing done.
    MessageTaken,
    /// What it says is in book and subscription and not committed.
    MessageWritten,
    /// Committed, and the message still waits.
    MessageKept,
    /// An object that messages did not settle was read.
    Reread,
    /// A method was read and not stored.
    MethodRead,
    MethodKept,
}

impl Point {
    pub const ALL: [Self; 17] = [
        Self::Asked,
        Self::CustomerMade,
        Self::CustomerKept,
        Self::AttemptWritten,
        Self::AttemptKept,
        Self::Called,
        Self::Cancelled,
        Self::LookedUp,
        Self::Read,
        Self::AnswerWritten,
        Self::AnswerKept,
        Self::MessageTaken,
        Self::MessageWritten,
        Self::MessageKept,
        Self::Reread,
        Self::MethodRead,
        Self::MethodKept,
    ];
}

/// Says whether the run of this firm ends here, as if the worker had died.
pub type Halt = Arc<dyn Fn(Point, FirmId) -> bool + Send + Sync>;

impl Worker {
    pub(super) fn at(&self, point: Point, firm: FirmId) -> Result<(), JobError> {
        match &self.halt {
            Some(halt) if halt(point, firm) => Err(JobError::Busy),
            _ => Ok(()),
        }
    }
}
