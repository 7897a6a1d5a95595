//! The timetable of reminders and restrictions: dated data (`tenants/plans/dunning.toml`).

use std::sync::LazyLock;

use serde::Deserialize;
use time::Date;

const FILE: &str = include_str!("../../../../tenants/plans/dunning.toml");

static TIMETABLE: LazyLock<Timetable> = LazyLock::new(|| {
    Timetable::parse(FILE).unwrap_or_else(|error| panic!("tenants/plans/dunning.toml: {error}"))
});

/// All versions, in the order they came into force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    first: Policy,
    later: Vec<Policy>,
}

/// What is in force from a day on. Numbers are days unless their name says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub valid_from: Date,
    pub trial_reminders: Vec<u16>,
    pub lapsed_closed: u16,
    pub prenotification: u16,
    pub card_retries: Vec<u16>,
    pub sepa_retries: Vec<u16>,
    pub answer: u16,
    pub processing: u16,
    pub return_weeks: u16,
    pub unauthorised_months: u16,
    pub due_again: u16,
    pub remind: Vec<u16>,
    pub read_only: u16,
    pub suspended: u16,
    pub closed: u16,
    pub keep_data: u16,
    pub data_reminders: Vec<u16>,
}

/// A step on the way from an unpaid invoice to a closed account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// 1, 2, 3 …
    Reminder(u8),
    ReadOnly,
    Suspended,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("not a timetable: {0}")]
    Syntax(String),
    #[error("version: give at least one")]
    Empty,
    #[error("version {valid_from}: valid_from must rise from version to version")]
    Order { valid_from: Date },
    #[error("version {valid_from}: remind needs 1 to {max} days", max = Policy::REMINDERS_MAX)]
    Reminders { valid_from: Date },
    #[error(
        "version {valid_from}: remind, read_only, suspended and closed must rise, from day 1 to day 3650"
    )]
    Ladder { valid_from: Date },
    #[error("version {valid_from}: {field} must be from {least} to {most}")]
    Range { valid_from: Date, field: &'static str, least: u16, most: u16 },
}

impl Timetable {
    /// The one the platform runs on.
    pub fn current() -> &'static Self {
        &TIMETABLE
    }

    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            version: Vec<Policy>,
        }
        let file: File = toml::from_str(text).map_err(|error| PolicyError::Syntax(error.to_string()))?;
        file.version.iter().try_for_each(Policy::check)?;
        let unordered = file.version.windows(2).find(|pair| pair[1].valid_from <= pair[0].valid_from);
        if let Some(pair) = unordered {
            return Err(PolicyError::Order { valid_from: pair[1].valid_from });
        }
        let mut versions = file.version.into_iter();
        let first = versions.next().ok_or(PolicyError::Empty)?;
        Ok(Self { first, later: versions.collect() })
    }

    /// The version in force on a day; the first one for the days before it.
    pub fn on(&self, day: Date) -> &Policy {
        self.later.iter().rev().find(|policy| policy.valid_from <= day).unwrap_or(&self.first)
    }
}

impl Policy {
    pub const REMINDERS_MAX: usize = 6;

    /// Every step with its day after the due date, in order.
    pub fn ladder(&self) -> impl Iterator<Item = (Rung, i64)> + '_ {
        let reminders = (1_u8..).map(Rung::Reminder).zip(self.remind.iter().copied());
        let restrictions = [
            (Rung::ReadOnly, self.read_only),
            (Rung::Suspended, self.suspended),
            (Rung::Closed, self.closed),
        ];
        reminders.chain(restrictions).map(|(rung, days)| (rung, i64::from(days)))
    }

    fn check(&self) -> Result<(), PolicyError> {
        let valid_from = self.valid_from;
        if self.remind.is_empty() || self.remind.len() > Self::REMINDERS_MAX {
            return Err(PolicyError::Reminders { valid_from });
        }
        let days: Vec<i64> = self.ladder().map(|(_, days)| days).collect();
        let rises = days.windows(2).all(|pair| pair[0] < pair[1]);
        if !rises || days.first() < Some(&1) || days.last() > Some(&3_650) {
            return Err(PolicyError::Ladder { valid_from });
        }
        let ranges = [
            ("lapsed_closed", self.lapsed_closed, 1, 3_650),
            ("prenotification", self.prenotification, 1, 60),
            ("answer", self.answer, 1, 60),
            ("processing", self.processing, 1, 120),
            ("return_weeks", self.return_weeks, 1, 52),
            ("unauthorised_months", self.unauthorised_months, 1, 36),
            ("due_again", self.due_again, 1, 120),
            ("keep_data", self.keep_data, 30, 3_650),
        ];
        match ranges.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value)) {
            Some((field, _, least, most)) => Err(PolicyError::Range { valid_from, field, least, most }),
            None => Ok(()),
        }
    }
}
