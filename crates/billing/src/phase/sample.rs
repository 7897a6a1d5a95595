//! What the platform measured of itself.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A quantity on a civil day; of two for the same day the later in the list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayValue {
    pub day: Date,
    pub value: u64,
}

/// The machine at one moment. A part that could not be measured is absent, never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineSample {
    /// Seconds since 1970.
    #[serde(with = "time::serde::timestamp")]
    pub at: OffsetDateTime,
    pub memory: Option<Usage>,
    pub load: Option<Load>,
    pub disk: Option<Usage>,
    /// The 99th percentile of the time requests took since the sample before.
    pub p99_ms: Option<u32>,
}

/// Bytes in use, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub used: u64,
    pub total: u64,
}

impl Usage {
    /// The share in use in basis points; `None` of nothing.
    pub fn share_bp(self) -> Option<u64> {
        let share = (u128::from(self.used) * 10_000).checked_div(u128::from(self.total))?;
        Some(u64::try_from(share).unwrap_or(u64::MAX))
    }
}

/// The load average of the last minute, in thousandths, and the processors that share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    pub one_minute_milli: u32,
    pub vcpus: u32,
}

impl Load {
    pub fn per_vcpu_milli(self) -> Option<u64> {
        self.one_minute_milli.checked_div(self.vcpus).map(u64::from)
    }
}

/// Everything advice rests on, in any order; what lies after the moment of asking is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Samples {
    /// Active copros of all firms, per day.
    pub active_copros: Vec<DayValue>,
    pub machine: Vec<MachineSample>,
}
