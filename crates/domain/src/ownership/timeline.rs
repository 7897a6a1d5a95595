//! The successive owners of one lot.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::violation::code;
use crate::{OwnerId, Violation, prorate};

/// One owner's time on one lot; `valid_to` is the last day, included, absent while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub owner: OwnerId,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

impl Period {
    fn last_day(&self) -> Date {
        self.valid_to.unwrap_or(Date::MAX)
    }
}

/// The owners of one lot in order of time, without gap or overlap. Empty: nobody owns it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    periods: Vec<Period>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimelineError {
    #[error("the period from {from} ends before it starts: choose a later end")]
    Reversed { from: Date },
    #[error("two owners hold the lot on {on}: correct the dates")]
    Overlap { on: Date },
    #[error("the lot has no owner from {free_from}: start the next period on that day")]
    Gap { free_from: Date },
    #[error("the seller became owner on {bought_on}: choose a later sale date")]
    SoldBeforeBought { bought_on: Date },
    #[error("this owner already owns the lot: choose another one")]
    SameOwner,
}

impl TimelineError {
    /// As a violation of the given field (the date or the owner of a sale).
    pub fn violation(self, field: &str) -> Violation {
        match self {
            Self::Reversed { from } => Violation::new(field, code::PERIOD_REVERSED).with("from", from),
            Self::Overlap { on } => Violation::new(field, code::OWNERSHIP_OVERLAP).with("on", on),
            Self::Gap { free_from } => {
                Violation::new(field, code::OWNERSHIP_GAP).with("free_from", free_from)
            }
            Self::SoldBeforeBought { bought_on } => {
                Violation::new(field, code::SOLD_BEFORE_BOUGHT).with("bought_on", bought_on)
            }
            Self::SameOwner => Violation::new(field, code::SAME_OWNER),
        }
    }
}

/// What a sale changes: the period it ends (none for a first owner), the one it starts, and the
/// history that results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The seller's period, `valid_to` set to the day before the sale.
    pub ended: Option<Period>,
    /// The buyer's period, open.
    pub started: Period,
    pub timeline: Timeline,
}

impl Timeline {
    /// Orders the periods and refuses a history with a gap or an overlap.
    pub fn new(mut periods: Vec<Period>) -> Result<Self, TimelineError> {
        periods.sort_by_key(|period| period.valid_from);
        if let Some(wrong) = periods.iter().find(|period| period.last_day() < period.valid_from) {
            return Err(TimelineError::Reversed { from: wrong.valid_from });
        }
        for pair in periods.windows(2) {
            let (before, after) = (pair[0].last_day(), pair[1].valid_from);
            match before.next_day() {
                Some(free_from) if after == free_from => {}
                Some(free_from) if after > free_from => return Err(TimelineError::Gap { free_from }),
                _ => return Err(TimelineError::Overlap { on: after }),
            }
        }
        Ok(Self { periods })
    }

    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The first owner of an unowned lot, or a sale on day `on`: the seller owns through the day before
    /// (Belgian practice: the deed's day is the buyer's).
    pub fn transfer(&self, owner: OwnerId, on: Date) -> Result<Transfer, TimelineError> {
        let started = Period { owner, valid_from: on, valid_to: None };
        let Some(last) = self.periods.last().copied() else {
            return Ok(Transfer { ended: None, started, timeline: Self { periods: vec![started] } });
        };
        if on <= last.valid_from {
            return Err(TimelineError::SoldBeforeBought { bought_on: last.valid_from });
        }
        if last.owner == owner && last.valid_to.is_none() {
            return Err(TimelineError::SameOwner);
        }
        let mut periods = self.periods.clone();
        let ended = match (last.valid_to, on.previous_day(), periods.last_mut()) {
            (None, Some(day_before), Some(seller)) => {
                seller.valid_to = Some(day_before);
                Some(*seller)
            }
            _ => None,
        };
        periods.push(started);
        Self::new(periods).map(|timeline| Transfer { ended, started, timeline })
    }

    /// The owner on a day.
    pub fn owner_on(&self, date: Date) -> Option<OwnerId> {
        let mut inside = self.periods.iter().filter(|p| p.valid_from <= date && date <= p.last_day());
        inside.next().map(|period| period.owner)
    }

    /// The owners between two days, both included, each once with the days owned, in the order they
    /// came first. Days without an owner are not counted.
    pub fn owners_over(&self, from: Date, to: Date) -> Vec<(OwnerId, i64)> {
        let mut owners: Vec<(OwnerId, i64)> = Vec::new();
        for period in &self.periods {
            let days = prorate::days(period.valid_from.max(from), period.last_day().min(to));
            match owners.iter_mut().find(|(owner, _)| *owner == period.owner) {
                Some((_, sum)) => *sum += days,
                None if days > 0 => owners.push((period.owner, days)),
                None => {}
            }
        }
        owners
    }
}
