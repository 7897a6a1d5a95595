//! The join of what was observed of one object.

use serde::{Deserialize, Serialize};

use super::{Finality, Source, Status};

/// The greatest rank seen, and the greatest that was said at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Peak<S, D> {
    /// Final statuses are all of one rank, so that contradicting ones are noticed whatever their dates.
    rank: (Finality, i64),
    /// The newest date at this rank.
    dated: i64,
    status: S,
    details: D,
    /// Another status was said at this rank.
    contradicted: bool,
}

impl<S: Status, D: Ord + Clone> Peak<S, D> {
    fn of_message(at: i64, status: S, details: D) -> Self {
        let rank = match status.finality() {
            Finality::Passing => (Finality::Passing, at),
            Finality::Final => (Finality::Final, 0),
        };
        Self { rank, dated: at, status, details, contradicted: false }
    }

    /// Reads are ranked by their time alone: the last one is what the object is.
    fn of_read(at: i64, status: S, details: D) -> Self {
        Self { rank: (Finality::Passing, at), dated: at, status, details, contradicted: false }
    }

    fn joined(self, other: &Self) -> Self {
        match self.rank.cmp(&other.rank) {
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Less => other.clone(),
            std::cmp::Ordering::Equal => {
                let contradicted = self.contradicted || other.contradicted || self.status != other.status;
                let dated = self.dated.max(other.dated);
                let greater = if (other.status, &other.details) > (self.status, &self.details) {
                    other.clone()
                } else {
                    self
                };
                Self { dated, contradicted, ..greater }
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Known<S, D> {
    Messages(Peak<S, D>),
    Read(Peak<S, D>),
    Both { messages: Peak<S, D>, read: Peak<S, D> },
}

/// What is known of one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked<S, D> {
    known: Known<S, D>,
    /// The date of the newest message.
    newest: Option<i64>,
}

impl<S: Status, D: Ord + Clone> Tracked<S, D> {
    pub(super) fn of(at: i64, source: Source, status: S, details: D) -> Self {
        match source {
            Source::Message => {
                Self { known: Known::Messages(Peak::of_message(at, status, details)), newest: Some(at) }
            }
            Source::Read => Self { known: Known::Read(Peak::of_read(at, status, details)), newest: None },
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.newest = self.newest.max(other.newest);
        let messages = joined(self.messages(), other.messages());
        let read = joined(self.read(), other.read());
        self.known = match (messages, read) {
            (Some(messages), Some(read)) => Known::Both { messages, read },
            (Some(messages), None) => Known::Messages(messages),
            (None, Some(read)) => Known::Read(read),
            (None, None) => return,
        };
    }

    pub fn status(&self) -> S {
        self.ruling().status
    }

    pub fn details(&self) -> &D {
        &self.ruling().details
    }

    /// Messages do not say which of two holds, or came after the last read without deciding anything.
    pub fn needs_reread(&self) -> bool {
        let ruling = self.ruling();
        let after_read = match (&self.known, self.newest) {
            (Known::Both { messages, read }, Some(newest)) => {
                let unheard = newest > read.dated && messages.dated <= read.dated;
                // A message of the read's own second may be younger than the read.
                unheard || (newest == read.dated && messages.status != read.status)
            }
            _ => false,
        };
        ruling.contradicted || after_read
    }

    /// The last read, unless a message that decides something came after it.
    fn ruling(&self) -> &Peak<S, D> {
        match &self.known {
            Known::Messages(peak) | Known::Read(peak) => peak,
            Known::Both { messages, read } if messages.dated > read.dated => messages,
            Known::Both { read, .. } => read,
        }
    }

    fn messages(&self) -> Option<&Peak<S, D>> {
        match &self.known {
            Known::Messages(messages) | Known::Both { messages, .. } => Some(messages),
            Known::Read(_) => None,
        }
    }

    fn read(&self) -> Option<&Peak<S, D>> {
        match &self.known {
            Known::Read(read) | Known::Both { read, .. } => Some(read),
            Known::Messages(_) => None,
        }
    }
}

fn joined<S: Status, D: Ord + Clone>(
    one: Option<&Peak<S, D>>,
    other: Option<&Peak<S, D>>,
) -> Option<Peak<S, D>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.clone().joined(other)),
        (one, other) => one.or(other).cloned(),
    }
}
