//! What holds from a day on until something else does.

use std::collections::BTreeMap;

use domain::prorate::Span;
use serde::{Deserialize, Serialize};
use time::Date;

/// Values by the first day they hold. Nothing holds before the first one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Steps<T>(BTreeMap<Date, T>);

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Steps<T> {
    /// A change more than once a day counts once, as the last word of that day.
    pub fn set(&mut self, from: Date, value: T) {
        self.0.insert(from, value);
    }

    pub fn at(&self, day: Date) -> Option<&T> {
        self.0.range(..=day).next_back().map(|(_, value)| value)
    }

    pub fn first_day(&self) -> Option<Date> {
        self.0.keys().next().copied()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts of `span` in which one value holds; days before the first value are in none.
    pub fn over(&self, span: Span) -> impl Iterator<Item = (Span, &T)> {
        let starts = self.0.range(..=span.to);
        let ends = self.0.keys().skip(1).filter_map(|next| next.previous_day()).chain([Date::MAX]);
        starts.zip(ends).filter_map(move |((from, value), to)| {
            let part = Span { from: (*from).max(span.from), to: to.min(span.to) };
            (part.from <= part.to).then_some((part, value))
        })
    }
}
