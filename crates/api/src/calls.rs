//! Requests counted for the firms they are for, by civil minute: by its copros or by itself, whoever sends them. In memory, told to the database
//! once a minute; no request waits for it. What a replica counted and could not tell when it died is not counted.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::ids::FirmId;
use store::Store;
use store::billing::{MINUTES_MAX, Minute};
use time::OffsetDateTime;
use uuid::Uuid;

/// Firms times minutes that are remembered while the database does not answer; beyond, requests are only told to the metrics.
const REMEMBERED_MAX: usize = 50_000;
const TOLD_EVERY: Duration = Duration::from_secs(60);

pub struct Calls {
    /// Names this process in the keys of what it tells: a minute that is told twice counts once.
    replica: Uuid,
    counted: Mutex<HashMap<(Uuid, i64), u64>>,
}

impl Default for Calls {
    fn default() -> Self {
        Self { replica: Uuid::now_v7(), counted: Mutex::new(HashMap::new()) }
    }
}

impl Calls {
    /// A request that was let in.
    pub fn count(&self, firm: FirmId, now: OffsetDateTime) {
        add(&mut self.counted(), (firm.uuid(), now.unix_timestamp().div_euclid(60)), 1);
    }

    fn counted(&self) -> MutexGuard<'_, HashMap<(Uuid, i64), u64>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the minutes that are over.
    async fn tell_past(&self, store: &Store, now: OffsetDateTime) {
        let this = now.unix_timestamp().div_euclid(60);
        let past = self.take(|minute| minute < this);
        self.tell(store, past).await;
    }

    /// Tells everything, the minute that runs included: nothing is counted in it afterwards.
    async fn tell_all(&self, store: &Store) {
        let all = self.take(|_| true);
        self.tell(store, all).await;
    }

    fn take(&self, wanted: impl Fn(i64) -> bool) -> Vec<((Uuid, i64), u64)> {
        self.counted().extract_if(|(_, minute), _| wanted(*minute)).collect()
    }

    async fn tell(&self, store: &Store, minutes: Vec<((Uuid, i64), u64)>) {
        for chunk in minutes.chunks(MINUTES_MAX) {
            let told: Vec<Minute> = chunk.iter().filter_map(|(key, calls)| minute(*key, *calls)).collect();
            if let Err(error) = store.api_calls_keep(self.replica, &told).await {
                tracing::warn!(error = %error, minutes = chunk.len(), "requests cannot be metered now");
                let mut counted = self.counted();
                chunk.iter().for_each(|(key, calls)| add(&mut counted, *key, *calls));
            }
        }
    }
}

fn minute((firm, minute): (Uuid, i64), calls: u64) -> Option<Minute> {
    let at = OffsetDateTime::from_unix_timestamp(minute * 60).ok()?;
    Some(Minute { firm: firm.into(), at, calls })
}

fn add(counted: &mut HashMap<(Uuid, i64), u64>, key: (Uuid, i64), calls: u64) {
    let room = counted.len() < REMEMBERED_MAX;
    match counted.entry(key) {
        Entry::Occupied(mut known) => *known.get_mut() += calls,
        Entry::Vacant(new) if room => drop(new.insert(calls)),
        Entry::Vacant(_) => metrics::counter!("koprogo_api_calls_unmetered_total").increment(calls),
    }
}

impl crate::App {
    /// Tells what was counted, once a minute, for ever.
    pub async fn tend_calls(self) {
        let mut turns = tokio::time::interval(TOLD_EVERY);
        loop {
            turns.tick().await;
            self.calls().tell_past(&self.store, self.clock.billing_now()).await;
        }
    }

    /// Tells what is left: when nobody is let in any more.
    pub async fn tell_calls(&self) {
        self.calls().tell_all(&self.store).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(seconds).expect("an instant")
    }

    #[test]
    fn requests_are_counted_by_firm_and_minute() {
        let (calls, one, other) = (Calls::default(), Uuid::now_v7(), Uuid::now_v7());
        for (firm, second) in [(one, 60), (one, 119), (one, 120), (other, 61)] {
            calls.count(firm.into(), at(second));
        }
        let mut past = calls.take(|minute| minute < 2);
        past.sort_unstable();
        let mut expected = vec![((one, 1), 2), ((other, 1), 1)];
        expected.sort_unstable();
        assert_eq!(past, expected);
        assert_eq!(calls.take(|_| true), [((one, 2), 1)]);
    }

    #[test]
    fn the_memory_is_bounded_and_what_is_known_goes_on_counting() {
        let calls = Calls::default();
        let first = Uuid::from_u128(0);
        for firm in 0..REMEMBERED_MAX as u128 + 10 {
            calls.count(Uuid::from_u128(firm).into(), at(0));
        }
        calls.count(first.into(), at(1));
        assert_eq!(calls.counted().len(), REMEMBERED_MAX);
        assert_eq!(calls.counted()[&(first, 0)], 2);
    }
}
