//! Argon2id, a bounded number at a time.
//!
//! One hash takes 19 MiB and 20 to 60 ms of a core. On the request threads a handful of sign-ins would stall every
//! other request, and unbounded a storm of them would take gigabytes: so all cores but one compute them, on threads that
//! yield to all others (until somebody has waited for a second), a bounded number waits, and the next one is told to come back.

use std::num::NonZeroUsize;
use std::sync::Arc;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::threads::{Memory, Threads};

use crate::token::Token;

/// Room in blocks of a KiB, most of which is never touched and so costs nothing. What is larger than 32 MiB the C library always takes from
/// the system and gives back to it when it is dropped (mallopt(3), M_MMAP_THRESHOLD); anything smaller it would keep for good.
const MAPPED_BLOCKS: usize = 33 * 1024;

/// Cost of a hash and size of the queue. The defaults are OWASP's floor for Argon2id.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordConfig {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
    /// Hashes computed at the same time; absent: all cores but one, which is left to whoever is signed in already.
    pub at_once: Option<NonZeroUsize>,
    /// Requests that may wait for their turn before others are refused.
    pub waiting_max: usize,
}

impl Default for PasswordConfig {
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1, at_once: None, waiting_max: 32 }
    }
}

/// Why no answer about a password can be given.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// The queue is full: answer 429 or 503 with `Retry-After`.
    #[error("too many passwords are being checked; retry in {retry_after_seconds} s")]
    Busy { retry_after_seconds: u32 },
    #[error("the configured password hash parameters are not possible: {0}")]
    Parameters(argon2::Error),
    #[error("a password hash cannot be computed or read: {0}")]
    Hash(argon2::password_hash::Error),
    #[error("a stored password hash cannot be read: {0}")]
    Stored(argon2::password_hash::phc::Error),
    #[error("a stored password hash has no salt or no hash")]
    Incomplete,
    #[error("the password hash was given up")]
    Stopped,
    #[error("no thread for password hashes: {0}")]
    Threads(std::io::Error),
}

/// The answer about a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    /// `rehash`: the stored hash was made with other parameters; hash the password again and store that.
    Right {
        rehash: bool,
    },
}

/// Hashes and verifies passwords on threads of its own. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    argon: Arc<Argon2<'static>>,
    /// Verified against when there is no such user, so that the answer takes as long.
    dummy: Arc<str>,
    /// Running and waiting together.
    admitted: Arc<Semaphore>,
    threads: Arc<Threads>,
}

/// A place in the queue. Taken before anything is looked up, so that who is told to come back has cost next to nothing.
pub struct Admission {
    hasher: Hasher,
    place: OwnedSemaphorePermit,
}

impl Hasher {
    /// Computes one hash (the dummy): call it once, when the program starts.
    pub fn new(config: &PasswordConfig) -> Result<Self, HashError> {
        let params = Params::new(config.memory_kib, config.passes, config.lanes, None);
        let params = params.map_err(HashError::Parameters)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let dummy = hash_now(&argon, Token::draw().expose(), &mut Memory::new())?;
        let all_but_one = || std::thread::available_parallelism().map_or(1, |cores| (cores.get() - 1).max(1));
        let at_once = config.at_once.map_or_else(all_but_one, NonZeroUsize::get);
        Ok(Self {
            argon: Arc::new(argon),
            dummy: dummy.into(),
            admitted: Arc::new(Semaphore::new(at_once + config.waiting_max)),
            threads: Arc::new(Threads::start(at_once)?),
        })
    }

    /// A place in the queue, or the advice to come back.
    pub fn admit(&self) -> Result<Admission, HashError> {
        let busy = |_| HashError::Busy { retry_after_seconds: 2 };
        let place = self.admitted.clone().try_acquire_owned().map_err(busy)?;
        Ok(Admission { hasher: self.clone(), place })
    }

    /// Hashes a new password to a PHC string (`$argon2id$v=19$…`).
    pub async fn hash(&self, password: SecretString) -> Result<String, HashError> {
        self.admit()?.hash(password).await
    }

    /// Compares a password with the stored PHC string; with `None` (no such user) it works as long and says wrong.
    pub async fn verify(&self, password: SecretString, stored: Option<String>) -> Result<Verdict, HashError> {
        self.admit()?.verify(password, stored).await
    }
}

impl Admission {
    /// As [`Hasher::hash`].
    pub async fn hash(self, password: SecretString) -> Result<String, HashError> {
        let argon = self.hasher.argon.clone();
        self.in_turn(move |memory| hash_now(&argon, password.expose_secret(), memory)).await
    }

    /// As [`Hasher::verify`].
    pub async fn verify(self, password: SecretString, stored: Option<String>) -> Result<Verdict, HashError> {
        let (argon, dummy) = (self.hasher.argon.clone(), self.hasher.dummy.clone());
        let work = move |memory: &mut Memory| {
            verify_now(&argon, &dummy, password.expose_secret(), stored.as_deref(), memory)
        };
        self.in_turn(work).await
    }

    async fn in_turn<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Memory) -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let (answer, answered) = oneshot::channel();
        let Admission { hasher, place } = self;
        hasher.threads.take(Box::new(move |memory| {
            // Nobody waits for it any more: the next one's turn.
            if !answer.is_closed() {
                let _ = answer.send(work(memory));
            }
            drop(place);
        }));
        answered.await.map_err(|_| HashError::Stopped)?
    }
}

fn hash_now(argon: &Argon2<'_>, password: &str, memory: &mut Memory) -> Result<String, HashError> {
    let mut salt = [0_u8; Salt::RECOMMENDED_LENGTH];
    getrandom::fill(&mut salt).map_err(|_| HashError::Hash(argon2::password_hash::Error::Crypto))?;
    let salt = Salt::new(&salt).map_err(|error| HashError::Hash(error.into()))?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon.params()).map_err(HashError::Hash)?,
        hash: Some(output_of(argon, password, &salt, memory)?),
        salt: Some(salt),
    };
    Ok(hash.to_string())
}

fn verify_now(
    argon: &Argon2<'_>,
    dummy: &str,
    password: &str,
    stored: Option<&str>,
    memory: &mut Memory,
) -> Result<Verdict, HashError> {
    let hash = PasswordHash::new(stored.unwrap_or(dummy)).map_err(HashError::Stored)?;
    let (salt, expected) = hash.salt.as_ref().zip(hash.hash.as_ref()).ok_or(HashError::Incomplete)?;
    let computed = output_of(&as_stored(&hash)?, password, salt, memory)?;
    // `Output` compares in constant time.
    if computed != *expected || stored.is_none() {
        return Ok(Verdict::Wrong);
    }
    Ok(Verdict::Right { rehash: !made_with(argon.params(), &hash) })
}

/// Argon2 the way this hash was made, which is not always how new ones are.
fn as_stored(hash: &PasswordHash) -> Result<Argon2<'static>, HashError> {
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(HashError::Hash)?;
    let version =
        hash.version.map_or(Ok(Version::default()), Version::try_from).map_err(HashError::Parameters)?;
    let params = Params::try_from(hash).map_err(HashError::Hash)?;
    Ok(Argon2::new(algorithm, version, params))
}

fn output_of(
    argon: &Argon2<'_>,
    password: &str,
    salt: &Salt,
    memory: &mut Memory,
) -> Result<Output, HashError> {
    let blocks = argon.params().block_count();
    if memory.len() < blocks {
        memory.reserve_exact(blocks.max(MAPPED_BLOCKS));
        memory.resize(blocks, Block::default());
    }
    let mut out = [0_u8; Output::MAX_LENGTH];
    let out =
        &mut out[..argon.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN).min(Output::MAX_LENGTH)];
    let computed = argon.hash_password_into_with_memory(password.as_bytes(), salt, out, memory);
    computed.map_err(HashError::Parameters)?;
    Output::new(out).map_err(|error| HashError::Hash(error.into()))
}

fn made_with(params: &Params, hash: &PasswordHash) -> bool {
    let same_cost = Params::try_from(hash).is_ok_and(|stored| {
        (stored.m_cost(), stored.t_cost(), stored.p_cost())
            == (params.m_cost(), params.t_cost(), params.p_cost())
    });
    same_cost && hash.algorithm == Algorithm::Argon2id.ident()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheap(memory_kib: u32) -> PasswordConfig {
        PasswordConfig { memory_kib, passes: 1, ..PasswordConfig::default() }
    }

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[tokio::test]
    async fn the_default_is_the_argon2id_floor_in_a_phc_string() {
        let hasher = Hasher::new(&PasswordConfig::default()).unwrap();
        let stored = hasher.hash(secret("quatre mots au hasard")).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        let again = hasher.hash(secret("quatre mots au hasard")).await.unwrap();
        assert_ne!(stored, again, "each hash has its own salt");
    }

    #[tokio::test]
    async fn right_wrong_and_unknown() {
        let hasher = Hasher::new(&cheap(64)).unwrap();
        let stored = hasher.hash(secret("quatre mots au hasard")).await.unwrap();
        let right = hasher.verify(secret("quatre mots au hasard"), Some(stored.clone())).await.unwrap();
        assert_eq!(right, Verdict::Right { rehash: false });
        let wrong = hasher.verify(secret("quatre mots au hasart"), Some(stored)).await.unwrap();
        assert_eq!(wrong, Verdict::Wrong);
        assert_eq!(hasher.verify(secret("whatever"), None).await.unwrap(), Verdict::Wrong);
        let unreadable = hasher.verify(secret("whatever"), Some("plain".into())).await;
        assert!(matches!(unreadable, Err(HashError::Stored(_))));
    }

    #[tokio::test]
    async fn a_hash_of_other_cost_is_right_and_asks_to_be_renewed() {
        let (old, new) = (Hasher::new(&cheap(64)).unwrap(), Hasher::new(&cheap(128)).unwrap());
        let stored = old.hash(secret("quatre mots au hasard")).await.unwrap();
        let verdict = new.verify(secret("quatre mots au hasard"), Some(stored)).await.unwrap();
        assert_eq!(verdict, Verdict::Right { rehash: true });
    }

    #[test]
    fn nobody_signs_in_with_the_dummy() {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let dummy = hash_now(&argon, "the dummy's password", &mut Memory::new()).unwrap();
        assert_eq!(
            verify_now(&argon, &dummy, "the dummy's password", None, &mut Memory::new()).unwrap(),
            Verdict::Wrong
        );
    }

    #[tokio::test]
    async fn beyond_the_queue_one_is_told_to_come_back() {
        let one = NonZeroUsize::new(1);
        let hasher = Hasher::new(&PasswordConfig { at_once: one, waiting_max: 1, ..cheap(64) }).unwrap();
        let running = hasher.admit().unwrap();
        let waiting = hasher.admit().unwrap();
        let refused = hasher.verify(secret("one too many"), None).await;
        assert!(matches!(refused, Err(HashError::Busy { retry_after_seconds: 1.. })));
        drop(running);
        assert!(waiting.hash(secret("in the queue")).await.is_ok());
        assert!(hasher.verify(secret("after that"), None).await.is_ok());
    }
}
