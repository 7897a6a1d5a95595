//! Where Governor keeps its state: a map that never holds more than a given number of keys.
//!
//! The map that comes with Governor grows with every new key, and an attacker chooses the keys (addresses, e-mails).
//! Refusing new keys when full would lock everybody out; so the key with the most of its quota left is forgotten,
//! which gives away least: a flood of fresh keys pushes out itself, never the key that is at its limit.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;

/// Locks are held for a hash and a comparison; sixteen of them are never the bottleneck.
const SHARDS: usize = 16;

/// For each key the instant at which its quota is whole again, in nanoseconds since the limiter's start.
type Shard<K> = HashMap<K, u64>;

pub(super) struct Bounded<K> {
    shards: [Mutex<Shard<K>>; SHARDS],
    shard_keys_max: usize,
    hasher: RandomState,
}

impl<K: Hash + Eq + Clone> Bounded<K> {
    pub(super) fn new(keys_max: usize) -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            shard_keys_max: (keys_max / SHARDS).max(1),
            hasher: RandomState::new(),
        }
    }

    fn shard_of(&self, key: &K) -> MutexGuard<'_, Shard<K>> {
        let position = self.hasher.hash_one(key) % SHARDS as u64;
        lock(&self.shards[position as usize])
    }
}

/// A panic while the lock was held leaves a whole map behind: each change is a single insertion or removal.
fn lock<K>(shard: &Mutex<Shard<K>>) -> MutexGuard<'_, Shard<K>> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget_quietest<K: Hash + Eq + Clone>(shard: &mut Shard<K>) {
    let quietest = shard.iter().min_by_key(|(_, whole_at)| **whole_at).map(|(key, _)| key.clone());
    if let Some(key) = quietest {
        shard.remove(&key);
    }
}

impl<K: Hash + Eq + Clone> StateStore for Bounded<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut shard = self.shard_of(key);
        if let Some(whole_at) = shard.get_mut(key) {
            let (outcome, next) = decide(Some((*whole_at).into()))?;
            *whole_at = next.as_u64();
            return Ok(outcome);
        }
        let (outcome, next) = decide(None)?;
        if shard.len() >= self.shard_keys_max {
            forget_quietest(&mut shard);
        }
        shard.insert(key.clone(), next.as_u64());
        Ok(outcome)
    }
}

impl<K: Hash + Eq + Clone> ShrinkableKeyedStateStore<K> for Bounded<K> {
    fn retain_recent(&self, drop_below: Nanos) {
        for shard in &self.shards {
            lock(shard).retain(|_, whole_at| *whole_at >= drop_below.as_u64());
        }
    }

    fn shrink_to_fit(&self) {
        for shard in &self.shards {
            lock(shard).shrink_to_fit();
        }
    }

    fn len(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }

    fn is_empty(&self) -> bool {
        self.shards.iter().all(|shard| lock(shard).is_empty())
    }
}
