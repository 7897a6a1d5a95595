//! Counting together with the other replicas, in Redis.
//!
//! One script, one round trip, within a tight time; what Redis keeps is a keyed digest and an instant, and only until the quota is
//! whole again. When Redis does not answer in time the caller is told so and counts its share by itself: nobody waits for Redis, and
//! no request fails because of it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::{RedisError, Script};
use deadpool_redis::{Manager, Pool, PoolError, Runtime};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::breaker::Breaker;
use super::limiter::{Allowance, Limited, Rate, whole_seconds};

/// How often a replica says that it lives, and after how much silence it is not counted any more.
pub(super) const BEAT: Duration = Duration::from_secs(1);
const SILENCE_SECONDS_MAX: u32 = 5;
/// Each carries all questions at once; a second one stands in while the first is being replaced.
const CONNECTIONS_MAX: usize = 2;
const PREFIX: &str = "koprogo:limit";

/// Where replicas count together.
#[derive(Clone)]
pub struct Redis {
    /// `redis://[user:password@]host[:port]` or `redis+unix:///path`.
    pub url: String,
    /// How long a request waits for Redis before it is counted here.
    pub timeout: Duration,
    /// The same in all replicas. Without it nobody can tell from Redis which addresses and copros there are.
    pub secret: Vec<u8>,
}

/// An address that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("redis.url cannot be used: {0}")]
pub struct RedisAddressError(String);

pub(super) struct Shared {
    pool: Pool,
    /// On loan from the pool until it fails: the pool asks a connection whether it lives each time it hands it out, which would be a
    /// second round trip for every request.
    lent: Mutex<Option<MultiplexedConnection>>,
    take: Script,
    beat: Script,
    timeout: Duration,
    secret: Vec<u8>,
    breaker: Breaker,
    /// This replica among the others; lives as long as the process.
    own_name: String,
    /// Replicas counted the last time Redis was there; zero: never yet.
    replicas: AtomicU32,
}

enum Trouble {
    Slow,
    Pool(PoolError),
    Redis(RedisError),
}

impl Shared {
    pub(super) fn new(redis: &Redis) -> Result<Self, RedisAddressError> {
        let manager =
            Manager::new(redis.url.as_str()).map_err(|error| RedisAddressError(error.to_string()))?;
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS_MAX)
            .wait_timeout(Some(redis.timeout))
            .create_timeout(Some(redis.timeout))
            .recycle_timeout(Some(redis.timeout))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| RedisAddressError(error.to_string()))?;
        Ok(Self {
            pool,
            lent: Mutex::default(),
            take: Script::new(include_str!("gcra.lua")),
            beat: Script::new(include_str!("replicas.lua")),
            timeout: redis.timeout,
            secret: redis.secret.clone(),
            breaker: Breaker::new(),
            own_name: uuid::Uuid::now_v7().to_string(),
            replicas: AtomicU32::new(0),
        })
    }

    /// Counts one request together with the others. `None`: Redis is not there, count here.
    pub(super) async fn take(
        &self,
        name: &'static str,
        key: &[u8],
        rate: Rate,
    ) -> Option<Result<Allowance, Limited>> {
        let key = self.key(name, key);
        let window = u64::from(rate.window_seconds.get()) * 1_000_000;
        let mut call = self.take.prepare_invoke();
        call.key(key).arg(window).arg(rate.quota.get());
        let answer = self.ask(async |mut connection| call.invoke_async(&mut connection).await).await?;
        let (allowed, remaining, wait_micros): (u8, u32, u64) = answer;
        Some(match allowed {
            1 => Ok(Allowance { name, rate, remaining }),
            _ => {
                let retry_after_seconds = whole_seconds(Duration::from_micros(wait_micros));
                Err(Limited { name, rate, retry_after_seconds })
            }
        })
    }

    /// Says that this replica lives and learns how many do. The probe of an idle process, too: it needs no request to find Redis back.
    pub(super) async fn beat(&self) {
        let mut call = self.beat.prepare_invoke();
        call.key(format!("{PREFIX}:replicas")).arg(&self.own_name).arg(SILENCE_SECONDS_MAX);
        let answer: Option<u32> =
            self.ask(async |mut connection| call.invoke_async(&mut connection).await).await;
        if let Some(alive) = answer {
            self.replicas.store(alive.max(1), Ordering::Relaxed);
        }
        metrics::gauge!("koprogo_limit_shared").set(if self.breaker.is_closed() { 1.0 } else { 0.0 });
        metrics::gauge!("koprogo_limit_replicas").set(f64::from(self.replicas.load(Ordering::Relaxed)));
    }

    /// Replicas that lived when Redis was last there.
    pub(super) fn replicas(&self) -> Option<u32> {
        Some(self.replicas.load(Ordering::Relaxed)).filter(|count| *count > 0)
    }

    pub(super) fn is_there(&self) -> bool {
        self.breaker.is_closed()
    }

    /// Redis may have come back empty: for so long after an outage it does not know what was spent.
    pub(super) fn may_have_forgotten(&self, rate: Rate) -> bool {
        self.breaker.is_back_since_less_than(rate.window(), Instant::now())
    }

    fn key(&self, name: &str, key: &[u8]) -> String {
        // HMAC takes keys of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("any length will do");
        mac.update(key);
        let digest = mac.finalize().into_bytes();
        let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("{PREFIX}:{name}:{hex}")
    }

    async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(MultiplexedConnection) -> Result<T, RedisError>,
    ) -> Option<T> {
        if !self.breaker.may_ask(Instant::now()) {
            return None;
        }
        let asked = async {
            let connection = self.connection().await.map_err(Trouble::Pool)?;
            question(connection).await.map_err(Trouble::Redis)
        };
        let answer = tokio::time::timeout(self.timeout, asked).await.unwrap_or(Err(Trouble::Slow));
        match answer {
            Ok(answer) => {
                let was_away = !self.breaker.is_closed();
                self.breaker.succeeded(Instant::now());
                if was_away && self.breaker.is_closed() {
                    tracing::info!("requests are counted in Redis again");
                }
                Some(answer)
            }
            Err(trouble) => {
                self.note(&trouble);
                None
            }
        }
    }

    async fn connection(&self) -> Result<MultiplexedConnection, PoolError> {
        let lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(connection) = lent {
            return Ok(connection);
        }
        let connection = MultiplexedConnection::clone(&*self.pool.get().await?);
        *self.lent.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection.clone());
        Ok(connection)
    }

    fn note(&self, trouble: &Trouble) {
        self.lent.lock().unwrap_or_else(PoisonError::into_inner).take();
        let was_there = self.breaker.is_closed();
        self.breaker.failed(Instant::now());
        metrics::counter!("koprogo_limit_redis_failures_total").increment(1);
        if was_there && !self.breaker.is_closed() {
            match trouble {
                Trouble::Slow => tracing::warn!("Redis is too slow; requests are counted here"),
                Trouble::Pool(error) => {
                    tracing::warn!(error = %error, "Redis is away; requests are counted here")
                }
                Trouble::Redis(error) => {
                    tracing::warn!(error = %error, "Redis failed; requests are counted here")
                }
            }
        }
    }
}
