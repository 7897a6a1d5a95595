//! How fast: quotas per copro, firm, caller and address.
//!
//! Counted in this process by Governor, or together with the other replicas in Redis ([`Redis`]). Redis is never waited for: without
//! it each replica allows its share of the quota. The questions on [`Limits`] are the same either way.

mod address;
mod bounded;
mod breaker;
mod counter;
mod limiter;
mod shared;
mod witness;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::{FirmId, TenantId, UserId};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use counter::{Counter, Key};
use shared::Shared;

pub use address::{Network, client_addr};
pub use limiter::{Allowance, Limited, Limiter, Rate};
pub use shared::{Redis, RedisAddressError};
pub use witness::{Outcome, count_again, witnessed};

/// Quotas. The defaults suit one process serving a few thousand people.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitConfig {
    /// A copro whose plan names no quota of its own.
    pub copro: Rate,
    pub firm: Rate,
    /// A signed-in caller outside any firm or copro.
    pub caller: Rate,
    /// An address before sign-in, whatever it asks for.
    pub anonymous: Rate,
    /// Sign-in, sign-up and verification: each, per address and per e-mail.
    pub door: Rate,
    /// Messages of the payment provider, by the address they come from.
    pub webhook: Rate,
    /// Keys kept by each limiter; beyond, the quietest key is forgotten.
    pub keys_max: usize,
    /// Processes that answer requests, for as long as Redis has not counted them.
    pub replicas: u32,
}

impl Default for LimitConfig {
    fn default() -> Self {
        Self {
            copro: Rate::new(200, 2),
            firm: Rate::new(100, 2),
            caller: Rate::new(60, 2),
            // An office of fifty behind one address, each counted here once after a restart, must get in.
            anonymous: Rate::new(300, 10),
            door: Rate::new(10, 60),
            webhook: Rate::new(20_000, 10),
            keys_max: 50_000,
            replicas: 1,
        }
    }
}

/// What one may try before being signed in. Each has its own quota: mistyping a password must not
/// prevent signing up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    SignIn,
    SignUp,
    Verify,
    /// Asking for a new password and setting it.
    Forgot,
    SecondFactor,
    Passkey,
}

/// All limiters of the program.
pub struct Limits {
    copros: Counter<TenantId>,
    firms: Counter<FirmId>,
    callers: Counter<UserId>,
    anonymous: Counter<Network>,
    webhooks: Counter<Network>,
    sign_in: DoorCounters,
    sign_up: DoorCounters,
    verify: DoorCounters,
    forgot: DoorCounters,
    second_factor: DoorCounters,
    passkey: DoorCounters,
    rates: LimitConfig,
    shared: Option<Arc<Shared>>,
}

impl Limits {
    /// Counted in this process alone.
    pub fn new(config: &LimitConfig) -> Self {
        Self::counted(config, None)
    }

    /// Counted together with every process that is given the same Redis. [`Limits::tend`] must run.
    pub fn shared(config: &LimitConfig, redis: &Redis) -> Result<Self, RedisAddressError> {
        Ok(Self::counted(config, Some(Arc::new(Shared::new(redis)?))))
    }

    fn counted(config: &LimitConfig, shared: Option<Arc<Shared>>) -> Self {
        let made = Makings { keys_max: config.keys_max, replicas: config.replicas, shared: &shared };
        Self {
            copros: made.counter("copro", config.copro),
            firms: made.counter("firm", config.firm),
            callers: made.counter("caller", config.caller),
            anonymous: made.counter("anonymous", config.anonymous),
            webhooks: made.counter("webhook", config.webhook),
            sign_in: made.door("sign-in", config.door),
            sign_up: made.door("sign-up", config.door),
            verify: made.door("verify", config.door),
            forgot: made.door("forgot", config.door),
            second_factor: made.door("second-factor", config.door),
            passkey: made.door("passkey", config.door),
            rates: config.clone(),
            shared,
        }
    }

    /// One request inside a copro; `plan` is the quota its plan or an operator grants, if one does.
    pub async fn copro(&self, copro: TenantId, plan: Option<Rate>) -> Result<Allowance, Limited> {
        noted(self.copros.check_at(&copro, plan.unwrap_or(self.rates.copro)).await)
    }

    /// One request inside a firm; `plan` as for a copro.
    pub async fn firm(&self, firm: FirmId, plan: Option<Rate>) -> Result<Allowance, Limited> {
        noted(self.firms.check_at(&firm, plan.unwrap_or(self.rates.firm)).await)
    }

    /// One request of a signed-in caller outside any firm and copro.
    pub async fn caller(&self, user: UserId) -> Result<Allowance, Limited> {
        noted(self.callers.check(&user).await)
    }

    /// One request of somebody not signed in.
    pub async fn anonymous(&self, address: IpAddr) -> Result<Allowance, Limited> {
        noted(self.anonymous.check(&Network::of(address)).await)
    }

    /// One message of the payment provider, or of somebody who says to be it.
    pub async fn webhook(&self, address: IpAddr) -> Result<Allowance, Limited> {
        noted(self.webhooks.check(&Network::of(address)).await)
    }

    /// One attempt at a door: counted for the address, then for the e-mail. The second count stops a crowd of
    /// addresses guessing at one account; its price is that such a crowd delays the owner of the account too.
    pub async fn door(&self, door: Door, address: IpAddr, email: &str) -> Result<Allowance, Limited> {
        let counters = match door {
            Door::SignIn => &self.sign_in,
            Door::SignUp => &self.sign_up,
            Door::Verify => &self.verify,
            Door::Forgot => &self.forgot,
            Door::SecondFactor => &self.second_factor,
            Door::Passkey => &self.passkey,
        };
        let by_address = noted(counters.by_address.check(&Network::of(address)).await)?;
        let by_email = noted(counters.by_email.check(&EmailKey::of(email)).await)?;
        Ok(if by_email.remaining < by_address.remaining { by_email } else { by_address })
    }

    /// Whether requests are counted together with other replicas, when Redis is there.
    pub fn may_be_shared(&self) -> bool {
        self.shared.is_some()
    }

    /// Whether requests are counted in Redis just now. Without a Redis: never.
    pub fn are_shared(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| shared.is_there())
    }

    /// Replicas counted the last time Redis was there.
    pub fn replicas(&self) -> Option<u32> {
        self.shared.as_ref().and_then(|shared| shared.replicas())
    }

    /// Forgets keys that have their full quota again. Called by [`Limits::tend`].
    pub fn sweep(&self) {
        self.copros.sweep();
        self.firms.sweep();
        self.callers.sweep();
        self.anonymous.sweep();
        self.webhooks.sweep();
        let more = [&self.forgot, &self.second_factor, &self.passkey];
        for door in [&self.sign_in, &self.sign_up, &self.verify].into_iter().chain(more) {
            door.by_address.sweep();
            door.by_email.sweep();
        }
    }

    /// Sweeps, and keeps in touch with the other replicas, until dropped: spawn it once, beside the server.
    pub async fn tend(self: Arc<Self>, sweep_every: Duration) {
        let mut sweeps = tokio::time::interval(sweep_every);
        let mut beats = tokio::time::interval(shared::BEAT);
        for ticks in [&mut sweeps, &mut beats] {
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        }
        loop {
            tokio::select! {
                _ = sweeps.tick() => self.sweep(),
                _ = beats.tick() => if let Some(shared) = &self.shared { shared.beat().await },
            }
        }
    }
}

fn noted(result: Result<Allowance, Limited>) -> Result<Allowance, Limited> {
    witness::note(&result);
    result
}

struct Makings<'a> {
    keys_max: usize,
    replicas: u32,
    shared: &'a Option<Arc<Shared>>,
}

impl Makings<'_> {
    fn counter<K: Key>(&self, name: &'static str, rate: Rate) -> Counter<K> {
        Counter::new(name, rate, self.keys_max, self.replicas, self.shared.clone())
    }

    fn door(&self, name: &'static str, rate: Rate) -> DoorCounters {
        DoorCounters { by_address: self.counter(name, rate), by_email: self.counter(name, rate) }
    }
}

struct DoorCounters {
    by_address: Counter<Network>,
    by_email: Counter<EmailKey>,
}

/// An e-mail address as a key of fixed size that tells nothing to who reads the memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct EmailKey([u8; 16]);

impl EmailKey {
    fn of(email: &str) -> Self {
        let digest = Sha256::digest(email.trim().to_lowercase());
        let mut key = [0; 16];
        key.copy_from_slice(&digest[..16]);
        Self(key)
    }
}

impl Key for EmailKey {
    fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn limits() -> Limits {
        let slow = Rate::new(2, 3_600);
        let config = LimitConfig { copro: slow, firm: slow, door: slow, ..LimitConfig::default() };
        Limits::new(&config)
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn one_copro_at_its_limit_does_not_slow_another() {
        let limits = limits();
        let (greedy, other) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        assert_eq!(limits.copro(greedy, None).await.unwrap().remaining, 1);
        assert!(limits.copro(greedy, None).await.is_ok());
        assert!(limits.copro(greedy, None).await.is_err());
        assert!(limits.copro(other, None).await.is_ok());
        assert!(
            limits.firm(Uuid::from_u128(1).into(), None).await.is_ok(),
            "the same id elsewhere is another key"
        );
    }

    #[tokio::test]
    async fn a_plan_may_grant_more_and_the_number_of_quotas_is_bounded() {
        let limits = limits();
        let copro = Uuid::from_u128(1).into();
        for _ in 0..5 {
            assert!(limits.copro(copro, Some(Rate::new(5, 3_600))).await.is_ok());
        }
        assert!(limits.copro(copro, Some(Rate::new(5, 3_600))).await.is_err());
        for burst in 100..300 {
            let _ = limits.copro(copro, Some(Rate::new(burst, 3_600))).await;
        }
        assert!(limits.copros.rates() <= counter::RATES_MAX);
        while limits.copro(copro, Some(Rate::new(299, 3_600))).await.is_ok() {}
        let other = limits.copro(copro, Some(Rate::new(298, 3_600))).await;
        assert!(other.is_err(), "unforeseen quotas are counted at the usual rate, never without one");
    }

    #[tokio::test]
    async fn doors_count_addresses_and_emails_separately() {
        let limits = limits();
        for from in ["192.0.2.1", "192.0.2.2"] {
            assert!(limits.door(Door::SignIn, address(from), "a@firm.example").await.is_ok());
        }
        let third = limits.door(Door::SignIn, address("192.0.2.3"), " A@Firm.example ").await;
        assert_eq!(third.unwrap_err().name, "sign-in");
        assert!(limits.door(Door::SignUp, address("192.0.2.3"), "a@firm.example").await.is_ok());
        assert!(limits.door(Door::SignIn, address("192.0.2.3"), "b@firm.example").await.is_ok());
        assert!(limits.door(Door::SignIn, address("192.0.2.3"), "c@firm.example").await.is_err());
    }

    #[test]
    fn the_configuration_is_read_from_text() {
        let config: LimitConfig =
            serde_json::from_str(r#"{"door": {"quota": 5, "window_seconds": 60}}"#).unwrap();
        assert_eq!(config.door, Rate::new(5, 60));
        assert_eq!(config.copro, Rate::new(200, 2));
        assert!(serde_json::from_str::<LimitConfig>(r#"{"dor": {}}"#).is_err());
        assert!(serde_json::from_str::<Rate>(r#"{"quota": 0, "window_seconds": 60}"#).is_err());
    }
}
