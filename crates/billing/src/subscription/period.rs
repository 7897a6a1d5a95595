//! Billing periods of a running subscription.

use domain::prorate::{Span, add_months};
use serde::{Deserialize, Serialize};
use time::Date;

use super::{Part, Terms, until};

/// Periods tile: each begins the day after the one before. They are counted from the first charged day, so 31 January is
/// followed by 28 February and 31 March.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// The first charged day.
    pub began: Date,
    /// 0 for the first period.
    pub period: u32,
    pub from: Date,
    /// The first day of the next period.
    pub next: Date,
    /// Stretches of the period under one plan, served or suspended, each from a day on. One for a day at most.
    pub(super) stretches: Vec<Stretch>,
    pub commitment: Option<Commitment>,
    /// The first day after the subscription, when it was cancelled.
    pub cancelled_on: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stretch {
    from: Date,
    terms: Terms,
    served: bool,
}

/// Twelve months paid ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    pub copros: u32,
    pub days: Span,
}

impl Running {
    pub(super) fn begin(on: Date, terms: &Terms) -> Self {
        let stretches = vec![Stretch { from: on, terms: terms.clone(), served: true }];
        let next = add_months(on, 1).unwrap_or(Date::MAX);
        Self { began: on, period: 0, from: on, next, stretches, commitment: None, cancelled_on: None }
    }

    /// From `on` other terms, or other service.
    pub(super) fn stretch(&mut self, on: Date, terms: &Terms, served: bool) {
        let stretch = Stretch { from: on.max(self.from), terms: terms.clone(), served };
        self.stretches.retain(|known| known.from < stretch.from);
        if self.stretches.last().is_none_or(|last| last.served != served || last.terms != *terms) {
            self.stretches.push(stretch);
        }
    }

    /// The days from the period's first to the day before `end`, cut where terms or service changed.
    pub(super) fn parts(&self, end: Date) -> Vec<Part> {
        let ends = self.stretches.iter().skip(1).map(|stretch| stretch.from).chain([end]);
        let part = |(stretch, next): (&Stretch, Date)| {
            let days = until(stretch.from, next.min(end))?;
            Some(Part { days, terms: stretch.terms.clone(), served: stretch.served })
        };
        self.stretches.iter().zip(ends).filter_map(part).collect()
    }

    /// Moves to the period that begins on `self.next`.
    pub(super) fn roll(&mut self, terms: &Terms, served: bool) {
        self.period += 1;
        self.from = self.next;
        self.next = add_months(self.began, self.period + 1).unwrap_or(Date::MAX);
        self.stretches = vec![Stretch { from: self.from, terms: terms.clone(), served }];
    }

    /// The first day on which the firm is free to leave or to pay less: what was paid ahead is used up first.
    pub(super) fn free_on(&self) -> Date {
        let committed = self.commitment.and_then(|commitment| commitment.days.to.next_day());
        committed.map_or(self.next, |free| free.max(self.next))
    }

    /// The year that begins on the first day of this period, when the terms pay ahead and no year is running.
    pub(super) fn commit(&mut self, terms: &Terms) -> Option<Span> {
        if self.commitment.is_some_and(|commitment| commitment.days.to >= self.from) {
            return None;
        }
        self.commitment = None;
        let copros = terms.committed?;
        let days = until(self.from, add_months(self.began, self.period + 12)?)?;
        self.commitment = Some(Commitment { copros, days });
        Some(days)
    }
}
