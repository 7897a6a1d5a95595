//! How fast: quotas per copro, firm, caller and address.
//!
//! Counted in this process by Governor. The questions on [`Limits`] are asynchronous and its keys are plain
//! values, so that counting in Redis, for several replicas, changes nothing for those who ask.

mod address;
mod bounded;
mod limiter;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::{FirmId, TenantId, UserId};
use serde::Deserialize;
use sha2::{Digest, Sha256};

pub use address::{Network, client_addr};
pub use limiter::{Allowance, Limited, Limiter, Rate};

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
    /// Keys kept by each limiter; beyond, the quietest key is forgotten.
    pub keys_max: usize,
}

impl Default for LimitConfig {
    fn default() -> Self {
        Self {
            copro: Rate::new(200, 2),
            firm: Rate::new(100, 2),
            caller: Rate::new(60, 2),
            anonymous: Rate::new(100, 10),
            door: Rate::new(10, 60),
            keys_max: 50_000,
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

/// Distinct quotas of plans; a price list has a handful.
const PLAN_RATES_MAX: usize = 16;

/// All limiters of the program.
pub struct Limits {
    copros: Limiter<TenantId>,
    /// Copros whose plan sets another quota than the default.
    copros_by_plan: RwLock<HashMap<Rate, Arc<Limiter<TenantId>>>>,
    firms: Limiter<FirmId>,
    callers: Limiter<UserId>,
    anonymous: Limiter<Network>,
    sign_in: DoorLimiters,
    sign_up: DoorLimiters,
    verify: DoorLimiters,
    forgot: DoorLimiters,
    second_factor: DoorLimiters,
    passkey: DoorLimiters,
    keys_max: usize,
}

impl Limits {
    pub fn new(config: &LimitConfig) -> Self {
        let keys = config.keys_max;
        Self {
            copros: Limiter::new("copro", config.copro, keys),
            copros_by_plan: RwLock::default(),
            firms: Limiter::new("firm", config.firm, keys),
            callers: Limiter::new("caller", config.caller, keys),
            anonymous: Limiter::new("anonymous", config.anonymous, keys),
            sign_in: DoorLimiters::new("sign-in", config.door, keys),
            sign_up: DoorLimiters::new("sign-up", config.door, keys),
            verify: DoorLimiters::new("verify", config.door, keys),
            forgot: DoorLimiters::new("forgot", config.door, keys),
            second_factor: DoorLimiters::new("second-factor", config.door, keys),
            passkey: DoorLimiters::new("passkey", config.door, keys),
            keys_max: keys,
        }
    }

    /// One request inside a copro; `plan` is the quota its plan grants, if it grants one.
    pub async fn copro(&self, copro: TenantId, plan: Option<Rate>) -> Result<Allowance, Limited> {
        match plan.filter(|rate| *rate != self.copros.rate()).and_then(|rate| self.of_plan(rate)) {
            Some(limiter) => limiter.check(&copro),
            None => self.copros.check(&copro),
        }
    }

    /// One request inside a firm.
    pub async fn firm(&self, firm: FirmId) -> Result<Allowance, Limited> {
        self.firms.check(&firm)
    }

    /// One request of a signed-in caller outside any firm and copro.
    pub async fn caller(&self, user: UserId) -> Result<Allowance, Limited> {
        self.callers.check(&user)
    }

    /// One request of somebody not signed in.
    pub async fn anonymous(&self, address: IpAddr) -> Result<Allowance, Limited> {
        self.anonymous.check(&Network::of(address))
    }

    /// One attempt at a door: counted for the address, then for the e-mail. The second count stops a crowd of
    /// addresses guessing at one account; its price is that such a crowd delays the owner of the account too.
    pub async fn door(&self, door: Door, address: IpAddr, email: &str) -> Result<Allowance, Limited> {
        let limiters = match door {
            Door::SignIn => &self.sign_in,
            Door::SignUp => &self.sign_up,
            Door::Verify => &self.verify,
            Door::Forgot => &self.forgot,
            Door::SecondFactor => &self.second_factor,
            Door::Passkey => &self.passkey,
        };
        limiters.by_address.check(&Network::of(address))?;
        limiters.by_email.check(&EmailKey::of(email))
    }

    /// Forgets keys that have their full quota again. Called by [`Limits::sweep_every`].
    pub fn sweep(&self) {
        self.copros.sweep();
        self.firms.sweep();
        self.callers.sweep();
        self.anonymous.sweep();
        let more = [&self.forgot, &self.second_factor, &self.passkey];
        for door in [&self.sign_in, &self.sign_up, &self.verify].into_iter().chain(more) {
            door.by_address.sweep();
            door.by_email.sweep();
        }
        let by_plan = self.copros_by_plan.read().unwrap_or_else(PoisonError::into_inner);
        by_plan.values().for_each(|limiter| limiter.sweep());
    }

    /// Sweeps until dropped: spawn it once, beside the server.
    pub async fn sweep_every(self: Arc<Self>, period: Duration) {
        let mut ticks = tokio::time::interval(period);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.sweep();
        }
    }

    /// `None` when there are more different quotas than any price list has: then the default applies.
    fn of_plan(&self, rate: Rate) -> Option<Arc<Limiter<TenantId>>> {
        let found = self.copros_by_plan.read().unwrap_or_else(PoisonError::into_inner).get(&rate).cloned();
        if found.is_some() {
            return found;
        }
        let mut limiters = self.copros_by_plan.write().unwrap_or_else(PoisonError::into_inner);
        if limiters.len() >= PLAN_RATES_MAX && !limiters.contains_key(&rate) {
            return None;
        }
        let made = || Arc::new(Limiter::new("copro", rate, self.keys_max));
        Some(limiters.entry(rate).or_insert_with(made).clone())
    }
}

struct DoorLimiters {
    by_address: Limiter<Network>,
    by_email: Limiter<EmailKey>,
}

impl DoorLimiters {
    fn new(name: &'static str, rate: Rate, keys_max: usize) -> Self {
        Self { by_address: Limiter::new(name, rate, keys_max), by_email: Limiter::new(name, rate, keys_max) }
    }
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
        assert!(limits.firm(Uuid::from_u128(1).into()).await.is_ok(), "the same id elsewhere is another key");
    }

    #[tokio::test]
    async fn a_plan_may_grant_more_and_the_number_of_quotas_is_bounded() {
        let limits = limits();
        let copro = Uuid::from_u128(1).into();
        for _ in 0..5 {
            assert!(limits.copro(copro, Some(Rate::new(5, 3_600))).await.is_ok());
        }
        assert!(limits.copro(copro, Some(Rate::new(5, 3_600))).await.is_err());
        for burst in 100..200 {
            let _ = limits.copro(copro, Some(Rate::new(burst, 1))).await;
        }
        assert!(limits.copros_by_plan.read().unwrap().len() <= PLAN_RATES_MAX);
        let beyond = limits.copro(copro, Some(Rate::new(199, 1))).await;
        assert!(beyond.is_err(), "an unforeseen quota is the default, never none");
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
