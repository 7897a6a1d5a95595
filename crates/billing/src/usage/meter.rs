//! The fold of facts: daily roll-ups that are kept in step with each fact, late ones too.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::TenantId;
use domain::prorate::Span;
use time::{Date, OffsetDateTime};

use super::{Fact, MAX_FACTS, MAX_KEY_BYTES, Resource, UsageError, What};
use crate::zone::Zones;

/// When two things happen to a copro at one instant the end counts: what is in doubt is not billed.
type Moment = (OffsetDateTime, bool, String);

/// All facts of a firm and what they add up to.
#[derive(Clone, Debug)]
pub struct Meter {
    zones: Zones,
    facts: BTreeMap<String, Fact>,
    /// For each copro, what happened and the first day on which it counts.
    copros: BTreeMap<TenantId, BTreeMap<Moment, Date>>,
    /// By how much the number of billable copros differs from the day before.
    changes: BTreeMap<Date, i64>,
    sums: BTreeMap<(Resource, Date), i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    New,
    /// The same fact once more: nothing changed.
    Known,
}

impl Meter {
    pub fn new(zones: Zones) -> Self {
        let (facts, copros) = (BTreeMap::new(), BTreeMap::new());
        Self { zones, facts, copros, changes: BTreeMap::new(), sums: BTreeMap::new() }
    }

    pub const fn zones(&self) -> &Zones {
        &self.zones
    }

    /// Reads all facts again by another history of zones.
    pub fn in_zones(self, zones: Zones) -> Self {
        let mut anew = Self::new(zones);
        for (key, fact) in self.facts {
            anew.fold(&fact);
            anew.facts.insert(key, fact);
        }
        anew
    }

    pub fn record(&mut self, fact: Fact) -> Result<Recorded, UsageError> {
        if fact.key.is_empty() || fact.key.len() > MAX_KEY_BYTES {
            return Err(UsageError::Key);
        }
        if let What::Counted { resource, quantity } = fact.what
            && quantity < 0
            && !resource.is_level()
        {
            return Err(UsageError::Negative(fact.key));
        }
        match self.facts.get(&fact.key) {
            Some(known) if *known == fact => return Ok(Recorded::Known),
            Some(_) => return Err(UsageError::KeyReused(fact.key)),
            None if self.facts.len() >= MAX_FACTS => return Err(UsageError::TooMany),
            None => {}
        }
        self.fold(&fact);
        self.facts.insert(fact.key.clone(), fact);
        Ok(Recorded::New)
    }

    fn fold(&mut self, fact: &Fact) {
        match fact.what {
            What::Began { copro } => self.moment(copro, fact, false),
            What::Ended { copro } => self.moment(copro, fact, true),
            What::Counted { resource, quantity } => {
                let sum = self.sums.entry((resource, self.zones.day_of(fact.at))).or_default();
                *sum = sum.saturating_add(quantity);
            }
        }
    }

    /// Takes the copro's days out of the roll-up and puts those of its new history in.
    fn moment(&mut self, copro: TenantId, fact: &Fact, end: bool) {
        let day = self.zones.counts_from(fact.at);
        let moments = self.copros.entry(copro).or_default();
        turns(moments).for_each(|(day, change)| add(&mut self.changes, day, -change));
        moments.insert((fact.at, end, fact.key.clone()), day);
        turns(moments).for_each(|(day, change)| add(&mut self.changes, day, change));
    }

    /// The number of billable copros on each day of a span.
    pub fn copros_by_day(&self, span: Span) -> Vec<u32> {
        let mut count: i64 = self.changes.range(..span.from).map(|(_, change)| change).sum();
        let mut day = span.from;
        let mut counts = Vec::with_capacity(usize::try_from(span.days()).unwrap_or_default());
        while day <= span.to {
            count += self.changes.get(&day).copied().unwrap_or_default();
            counts.push(u32::try_from(count).unwrap_or_default());
            let Some(next) = day.next_day() else { break };
            day = next;
        }
        counts
    }

    /// The billable days of each copro in a span; those without any are left out.
    pub fn days_by_copro(&self, span: Span) -> BTreeMap<TenantId, i64> {
        let days = self.copros.iter().map(|(copro, moments)| {
            // Each turn up counts to the end of the span, each turn down takes the rest away.
            let counted = turns(moments)
                .map(|(day, change)| change * domain::prorate::days(day.max(span.from), span.to));
            (*copro, counted.sum())
        });
        days.filter(|(_, days)| *days > 0).collect()
    }

    /// What was counted in a span, both days included: the use of a flow, the growth of a level.
    pub fn sum(&self, resource: Resource, span: Span) -> i64 {
        if span.from > span.to {
            return 0;
        }
        self.sums.range((resource, span.from)..=(resource, span.to)).map(|(_, sum)| sum).sum()
    }

    /// How much of a level there is at the end of a day.
    pub fn level(&self, resource: Resource, day: Date) -> i64 {
        self.sum(resource, Span { from: Date::MIN, to: day })
    }

    /// The facts in the order of their keys.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }
}

/// The days on which a copro becomes billable (+1) or ceases to be (-1).
fn turns(moments: &BTreeMap<Moment, Date>) -> impl Iterator<Item = (Date, i64)> {
    // Of several moments that count from one day, the last decides.
    let mut last = moments.iter().map(|((_, end, _), day)| (*day, !*end)).peekable();
    let mut active = false;
    std::iter::from_fn(move || {
        loop {
            let (day, after) = last.next()?;
            if last.peek().is_some_and(|(next, _)| *next == day) || after == active {
                continue;
            }
            active = after;
            return Some((day, if after { 1 } else { -1 }));
        }
    })
}

fn add(changes: &mut BTreeMap<Date, i64>, day: Date, change: i64) {
    match changes.entry(day) {
        Entry::Occupied(entry) if *entry.get() + change == 0 => drop(entry.remove()),
        Entry::Occupied(mut entry) => *entry.get_mut() += change,
        Entry::Vacant(entry) => drop(entry.insert(change)),
    }
}
