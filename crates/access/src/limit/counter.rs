//! One kind of key counted: together with the other replicas while Redis is there, this replica's share alone when it is not.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use domain::{FirmId, TenantId, UserId};

use super::address::Network;
use super::limiter::{Allowance, Limited, Limiter, Rate};
use super::shared::Shared;

/// Different rates at the same time: plans, overrides, shares.
pub(super) const RATES_MAX: usize = 64;

/// What can be counted.
pub(super) trait Key: Hash + Eq + Clone {
    fn bytes(&self) -> Vec<u8>;
}

impl Key for TenantId {
    fn bytes(&self) -> Vec<u8> {
        self.uuid().as_bytes().to_vec()
    }
}

impl Key for FirmId {
    fn bytes(&self) -> Vec<u8> {
        self.uuid().as_bytes().to_vec()
    }
}

impl Key for UserId {
    fn bytes(&self) -> Vec<u8> {
        self.uuid().as_bytes().to_vec()
    }
}

impl Key for Network {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Network::V4(address) => address.octets().to_vec(),
            Network::V6Prefix64(prefix) => prefix.iter().flat_map(|part| part.to_be_bytes()).collect(),
        }
    }
}

pub(super) struct Counter<K: Hash + Eq + Clone> {
    name: &'static str,
    rate: Rate,
    keys_max: usize,
    shared: Option<Arc<Shared>>,
    /// Replicas as set by the operator, for when Redis was never there to count them.
    replicas: u32,
    /// By the rate applied here, which is the share of this replica.
    local: RwLock<HashMap<Rate, Arc<Limiter<K>>>>,
    /// For a rate too many.
    spare: Limiter<K>,
}

impl<K: Key> Counter<K> {
    pub(super) fn new(
        name: &'static str,
        rate: Rate,
        keys_max: usize,
        replicas: u32,
        shared: Option<Arc<Shared>>,
    ) -> Self {
        let spare = Limiter::new(name, rate.share_of(replicas), keys_max);
        Self { name, rate, keys_max, shared, replicas, local: RwLock::default(), spare }
    }

    pub(super) async fn check(&self, key: &K) -> Result<Allowance, Limited> {
        self.check_at(key, self.rate).await
    }

    /// With another rate than the usual one.
    pub(super) async fn check_at(&self, key: &K, rate: Rate) -> Result<Allowance, Limited> {
        let (outcome, how) = match &self.shared {
            None => (self.here(key, rate), "local"),
            Some(shared) => match shared.take(self.name, &key.bytes(), rate).await {
                Some(outcome) => (self.agreed(shared, key, rate, outcome), "shared"),
                None => (self.here(key, rate), "fallback"),
            },
        };
        let verdict = if outcome.is_ok() { "allowed" } else { "limited" };
        metrics::counter!("koprogo_limit_total", "limit" => self.name, "outcome" => verdict, "counted" => how)
            .increment(1);
        outcome
    }

    /// Whoever is let in by all is counted here as well, so that an outage of Redis does not hand out every share anew. And while Redis
    /// may have come back empty, both must agree.
    fn agreed(
        &self,
        shared: &Shared,
        key: &K,
        rate: Rate,
        outcome: Result<Allowance, Limited>,
    ) -> Result<Allowance, Limited> {
        let allowed = outcome?;
        match self.here(key, rate) {
            Err(limited) if shared.may_have_forgotten(rate) => Err(limited),
            _ => Ok(allowed),
        }
    }

    /// Counted by this replica alone, in its share of the rate; told in terms of the whole.
    fn here(&self, key: &K, rate: Rate) -> Result<Allowance, Limited> {
        let share =
            rate.share_of(self.shared.as_ref().and_then(|shared| shared.replicas()).unwrap_or(self.replicas));
        let checked = match self.limiter(share) {
            Some(limiter) => limiter.check(key),
            None => self.spare.check(key),
        };
        checked
            .map(|allowance| Allowance { rate, ..allowance })
            .map_err(|limited| Limited { rate, ..limited })
    }

    /// `None` when there are more different rates than any price list has.
    fn limiter(&self, share: Rate) -> Option<Arc<Limiter<K>>> {
        let found = self.local.read().unwrap_or_else(PoisonError::into_inner).get(&share).cloned();
        if found.is_some() {
            return found;
        }
        let mut limiters = self.local.write().unwrap_or_else(PoisonError::into_inner);
        if limiters.len() >= RATES_MAX && !limiters.contains_key(&share) {
            return None;
        }
        let made = || Arc::new(Limiter::new(self.name, share, self.keys_max));
        Some(limiters.entry(share).or_insert_with(made).clone())
    }

    /// Forgets keys that have their whole quota again, and rates that nobody has any more.
    pub(super) fn sweep(&self) {
        self.spare.sweep();
        let mut limiters = self.local.write().unwrap_or_else(PoisonError::into_inner);
        limiters.retain(|_, limiter| {
            limiter.sweep();
            // One that a request holds just now is kept: its count would be lost.
            !limiter.is_empty() || Arc::strong_count(limiter) > 1
        });
    }

    #[cfg(test)]
    pub(super) fn rates(&self) -> usize {
        self.local.read().unwrap_or_else(PoisonError::into_inner).len()
    }
}
