//! One limiter: a quota applied to each key by itself.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{Quota, RateLimiter};
use serde::Deserialize;

use super::bounded::Bounded;

/// `quota` requests at once; spent ones come back evenly, all of them within `window_seconds`.
/// 200 in 2 s is a burst of 200 and 100 a second after that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub quota: NonZeroU32,
    pub window_seconds: NonZeroU32,
}

impl Rate {
    /// Zero is read as one, the smallest quota there is.
    pub const fn new(quota: u32, window_seconds: u32) -> Self {
        Self { quota: at_least_one(quota), window_seconds: at_least_one(window_seconds) }
    }

    pub(super) fn window(self) -> Duration {
        Duration::from_secs(self.window_seconds.get().into())
    }

    /// What one of `replicas` may allow alone, so that together they allow no more than the whole.
    pub(super) fn share_of(self, replicas: u32) -> Rate {
        let replicas = replicas.max(1);
        if self.quota.get() >= replicas {
            return Rate::new(self.quota.get() / replicas, self.window_seconds.get());
        }
        // Less than one each: one at a time, more rarely.
        let rarer = replicas.div_ceil(self.quota.get());
        Rate::new(1, self.window_seconds.get().saturating_mul(rarer))
    }

    fn governor(self) -> Quota {
        let window = self.window();
        // A nanosecond is the finest step Governor knows; a quota beyond that is no limit anyway.
        let step = (window / self.quota.get()).max(Duration::from_nanos(1));
        Quota::with_period(step).expect("the step is not zero").allow_burst(self.quota)
    }

    /// Seconds until `missing` spent requests have come back, rounded up.
    fn seconds_for(self, missing: u32) -> u32 {
        let seconds = u64::from(missing) * u64::from(self.window_seconds.get());
        u32::try_from(seconds.div_ceil(self.quota.get().into())).unwrap_or(u32::MAX)
    }
}

const fn at_least_one(value: u32) -> NonZeroU32 {
    match NonZeroU32::new(value) {
        Some(value) => value,
        None => NonZeroU32::MIN,
    }
}

/// The request may go on; tells how much of the quota is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Name of the limiter.
    pub name: &'static str,
    pub rate: Rate,
    pub remaining: u32,
}

impl Allowance {
    /// Value of the `RateLimit-Policy` header: `"copro";q=200;w=2`.
    pub fn policy_header(&self) -> String {
        policy_header(self.name, self.rate)
    }

    /// Value of the `RateLimit` header: `"copro";r=150;t=1`, `t` being the seconds until the quota is whole again.
    pub fn header(&self) -> String {
        let spent = self.rate.quota.get().saturating_sub(self.remaining);
        format!("\"{}\";r={};t={}", self.name, self.remaining, self.rate.seconds_for(spent))
    }
}

/// Too fast: answer 429 with `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {name} limit is reached; retry in {retry_after_seconds} s")]
pub struct Limited {
    /// Name of the limiter.
    pub name: &'static str,
    pub rate: Rate,
    /// At least 1.
    pub retry_after_seconds: u32,
}

impl Limited {
    /// Value of the `RateLimit-Policy` header.
    pub fn policy_header(&self) -> String {
        policy_header(self.name, self.rate)
    }

    /// Value of the `RateLimit` header: nothing left until `t` seconds have passed.
    pub fn header(&self) -> String {
        format!("\"{}\";r=0;t={}", self.name, self.retry_after_seconds)
    }
}

fn policy_header(name: &str, rate: Rate) -> String {
    format!("\"{name}\";q={};w={}", rate.quota, rate.window_seconds)
}

/// Applies one [`Rate`] to each key. Holds a bounded number of keys.
pub struct Limiter<K: Hash + Eq + Clone, C: Clock = DefaultClock> {
    name: &'static str,
    rate: Rate,
    clock: C,
    governor: RateLimiter<K, Bounded<K>, C, StateInformationMiddleware>,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// `name` appears in headers and problems: short, lower case, no quotes.
    pub fn new(name: &'static str, rate: Rate, keys_max: usize) -> Self {
        Self::with_clock(name, rate, keys_max, DefaultClock::default())
    }
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Limiter<K, C> {
    fn with_clock(name: &'static str, rate: Rate, keys_max: usize, clock: C) -> Self {
        let governor = RateLimiter::new(rate.governor(), Bounded::new(keys_max), clock.clone());
        Self { name, rate, clock, governor }
    }

    /// Counts one request of `key`.
    pub fn check(&self, key: &K) -> Result<Allowance, Limited> {
        let (name, rate) = (self.name, self.rate);
        match self.governor.check_key(key) {
            Ok(state) => Ok(Allowance { name, rate, remaining: state.remaining_burst_capacity() }),
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                Err(Limited { name, rate, retry_after_seconds: whole_seconds(wait) })
            }
        }
    }

    /// Whether every key has its full quota, as far as the last sweep knows.
    pub fn is_empty(&self) -> bool {
        self.governor.is_empty()
    }

    /// Forgets keys that have their full quota again.
    pub fn sweep(&self) {
        self.governor.retain_recent();
        self.governor.shrink_to_fit();
    }
}

/// Rounded up: a client that comes back after this many seconds must not be refused again.
pub(super) fn whole_seconds(wait: Duration) -> u32 {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    u32::try_from(seconds).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limiter(rate: Rate, keys_max: usize) -> (Limiter<u32, FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Limiter::with_clock("copro", rate, keys_max, clock.clone()), clock)
    }

    #[test]
    fn burst_then_even_refill() {
        let (limiter, clock) = limiter(Rate::new(200, 2), 10);
        for left in (0..200).rev() {
            assert_eq!(limiter.check(&1).unwrap().remaining, left);
        }
        let limited = limiter.check(&1).unwrap_err();
        assert_eq!(limited.retry_after_seconds, 1);
        clock.advance(Duration::from_millis(100));
        for _ in 0..10 {
            assert!(limiter.check(&1).is_ok());
        }
        assert!(limiter.check(&1).is_err());
        clock.advance(Duration::from_secs(2));
        assert_eq!(limiter.check(&1).unwrap().remaining, 199);
    }

    #[test]
    fn coming_back_when_told_succeeds() {
        let (limiter, clock) = limiter(Rate::new(10, 60), 10);
        for _ in 0..10 {
            assert!(limiter.check(&1).is_ok());
        }
        clock.advance(Duration::from_millis(1_234));
        let limited = limiter.check(&1).unwrap_err();
        assert_eq!(limited.retry_after_seconds, 5);
        clock.advance(Duration::from_secs(limited.retry_after_seconds.into()));
        assert!(limiter.check(&1).is_ok());
    }

    #[test]
    fn shares_together_are_never_more_than_the_whole() {
        for (quota, window) in [(200, 2), (10, 60), (100, 10), (1, 1), (7, 3)] {
            for replicas in [1, 2, 3, 7, 50] {
                let share = Rate::new(quota, window).share_of(replicas);
                let together =
                    f64::from(share.quota.get() * replicas) / f64::from(share.window_seconds.get());
                let whole = f64::from(quota) / f64::from(window);
                assert!(together <= whole + 1e-9, "{quota}/{window} by {replicas}: {together} > {whole}");
            }
        }
        assert_eq!(Rate::new(200, 2).share_of(1), Rate::new(200, 2));
        assert_eq!(Rate::new(200, 2).share_of(3), Rate::new(66, 2));
        assert_eq!(Rate::new(2, 60).share_of(5), Rate::new(1, 180));
    }

    #[test]
    fn headers_follow_the_draft() {
        let (limiter, _clock) = limiter(Rate::new(10, 60), 10);
        let allowed = limiter.check(&1).unwrap();
        assert_eq!(allowed.policy_header(), "\"copro\";q=10;w=60");
        assert_eq!(allowed.header(), "\"copro\";r=9;t=6");
        let limited = (0..20).find_map(|_| limiter.check(&1).err()).unwrap();
        assert_eq!(limited.policy_header(), "\"copro\";q=10;w=60");
        assert_eq!(limited.header(), "\"copro\";r=0;t=6");
    }

    #[test]
    fn sweeping_forgets_whoever_has_the_whole_quota_again_and_nobody_else() {
        let (limiter, clock) = limiter(Rate::new(10, 10), 1_000);
        for key in 0..100 {
            assert!(limiter.check(&key).is_ok());
        }
        for _ in 0..9 {
            assert!(limiter.check(&7).is_ok());
        }
        clock.advance(Duration::from_secs(3));
        limiter.sweep();
        assert_eq!(limiter.governor.len(), 1);
        assert_eq!(limiter.check(&7).unwrap().remaining, 2);
    }

    #[test]
    fn a_flood_of_keys_stays_within_bounds_and_frees_nobody_at_the_limit() {
        let (limiter, _clock) = limiter(Rate::new(10, 3_600), 160);
        while limiter.check(&1).is_ok() {}
        for key in 1_000..20_000 {
            assert!(limiter.check(&key).is_ok());
        }
        assert!(limiter.governor.len() <= 160, "{}", limiter.governor.len());
        assert!(limiter.check(&1).is_err());
    }
}
