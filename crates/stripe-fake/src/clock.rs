//! Time as the stand-in sees it. Nothing here sleeps: days pass when somebody says so.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub enum Clock {
    /// Stands still between two calls of `advance`: everything that carries a time is the same in every run.
    Frozen { now: i64 },
    /// Follows the machine's clock, ahead by what was advanced: for a developer's desk.
    Following { ahead: i64 },
}

impl Clock {
    pub fn now(self) -> i64 {
        match self {
            Self::Frozen { now } => now,
            Self::Following { ahead } => wall() + ahead,
        }
    }

    /// The time in a webhook's signature. Its receiver compares it with a clock that was not advanced.
    pub fn signing_time(self) -> i64 {
        match self {
            Self::Frozen { now } => now,
            Self::Following { .. } => wall(),
        }
    }

    /// Time only goes forwards.
    pub fn move_to(&mut self, moment: i64) {
        match self {
            Self::Frozen { now } => *now = moment.max(*now),
            Self::Following { ahead } => *ahead = (moment - wall()).max(*ahead),
        }
    }
}

fn wall() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}
