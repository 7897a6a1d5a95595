//! How much at once: places that tenants share. Each tenant gets a few, all of them together get what there is, and who finds none
//! waits a short while in a short queue. So a tenant that asks for everything at once makes only itself wait.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many places there are, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct CapConfig {
    /// Name of what is shared, for the metrics.
    pub name: &'static str,
    /// Places of one tenant.
    pub each: usize,
    /// Places of all tenants together.
    pub all: usize,
    /// Requests of one tenant that may wait for a place.
    pub queue_max: usize,
    /// How long one waits for a place among its tenant's own.
    pub wait_each: Duration,
    /// How long one that has it waits for a place among all. First come, first served: with few places each, nobody is far behind.
    pub wait_all: Duration,
}

/// No place was free in time: answer 503 with `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("busy; retry in {retry_after_seconds} s")]
pub struct Busy {
    pub retry_after_seconds: u32,
}

impl Busy {
    const SOON: Busy = Busy { retry_after_seconds: 1 };
}

type Lines<K> = HashMap<K, Line>;

/// Those of one tenant who hold a place or wait for one; gone with the last of them, so the map never holds more tenants than there are
/// requests under way.
struct Line {
    places: Arc<Semaphore>,
    present: usize,
}

pub struct Caps<K: Hash + Eq + Clone> {
    config: CapConfig,
    all: Arc<Semaphore>,
    lines: Arc<Mutex<Lines<K>>>,
}

/// A place, until dropped.
pub struct Place<K: Hash + Eq + Clone> {
    // Given back in this order: the place first, then its holder leaves the line.
    _all: OwnedSemaphorePermit,
    _each: OwnedSemaphorePermit,
    _standing: Standing<K>,
}

/// Being in the line of a tenant; leaving it on drop, also when a request is given up while it waits.
struct Standing<K: Hash + Eq + Clone> {
    lines: Arc<Mutex<Lines<K>>>,
    key: K,
}

fn lock<K>(lines: &Mutex<Lines<K>>) -> MutexGuard<'_, Lines<K>> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<K: Hash + Eq + Clone> Drop for Standing<K> {
    fn drop(&mut self) {
        let mut lines = lock(&self.lines);
        if let Some(line) = lines.get_mut(&self.key) {
            line.present -= 1;
            if line.present == 0 {
                lines.remove(&self.key);
            }
        }
    }
}

impl<K: Hash + Eq + Clone> Caps<K> {
    pub fn new(config: CapConfig) -> Self {
        Self { config, all: Arc::new(Semaphore::new(config.all.max(1))), lines: Arc::default() }
    }

    pub async fn place(&self, key: &K) -> Result<Place<K>, Busy> {
        let place = self.find(key).await;
        if place.is_err() {
            metrics::counter!("koprogo_busy_total", "what" => self.config.name).increment(1);
        }
        place
    }

    async fn find(&self, key: &K) -> Result<Place<K>, Busy> {
        let (standing, places) = self.stand(key)?;
        let each = within(self.config.wait_each, places).await?;
        let all = within(self.config.wait_all, self.all.clone()).await?;
        Ok(Place { _all: all, _each: each, _standing: standing })
    }

    fn stand(&self, key: &K) -> Result<(Standing<K>, Arc<Semaphore>), Busy> {
        let mut lines = lock(&self.lines);
        let line = lines.entry(key.clone()).or_insert_with(|| Line {
            places: Arc::new(Semaphore::new(self.config.each.max(1))),
            present: 0,
        });
        if line.present >= self.config.each.max(1) + self.config.queue_max {
            return Err(Busy::SOON);
        }
        line.present += 1;
        Ok((Standing { lines: self.lines.clone(), key: key.clone() }, line.places.clone()))
    }
}

async fn within(limit: Duration, places: Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Busy> {
    match tokio::time::timeout(limit, places.acquire_owned()).await {
        Ok(Ok(place)) => Ok(place),
        // The semaphores are never closed; were one, nothing more could be done than to say so.
        Ok(Err(_)) | Err(_) => Err(Busy::SOON),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(each: usize, all: usize, queue_max: usize) -> Caps<u8> {
        let wait = Duration::from_millis(20);
        Caps::new(CapConfig { name: "test", each, all, queue_max, wait_each: wait, wait_all: wait })
    }

    #[tokio::test]
    async fn one_tenant_never_holds_more_than_its_places_and_the_rest_are_free_for_others() {
        let caps = caps(2, 3, 8);
        let held = [caps.place(&1).await.unwrap(), caps.place(&1).await.unwrap()];
        assert!(caps.place(&1).await.is_err());
        let other = caps.place(&2).await.unwrap();
        assert!(caps.place(&3).await.is_err(), "all three are taken");
        drop(other);
        assert!(caps.place(&3).await.is_ok());
        drop(held);
        assert!(caps.place(&1).await.is_ok());
        assert!(lock(&caps.lines).is_empty(), "nobody is remembered");
        assert_eq!(caps.all.available_permits(), 3);
    }

    #[tokio::test]
    async fn a_place_given_back_goes_to_who_waits() {
        let caps = Arc::new(caps(1, 1, 1));
        let held = caps.place(&1).await.unwrap();
        let waiting = tokio::spawn({
            let caps = caps.clone();
            async move { caps.place(&1).await.is_ok() }
        });
        tokio::task::yield_now().await;
        drop(held);
        assert!(waiting.await.unwrap());
    }

    #[tokio::test]
    async fn the_queue_is_short_and_giving_up_leaves_it() {
        let caps = caps(1, 9, 2);
        let held = caps.place(&1).await.unwrap();
        {
            let mut waiting = [Box::pin(caps.place(&1)), Box::pin(caps.place(&1))];
            for one in &mut waiting {
                let polled = tokio::time::timeout(Duration::ZERO, one).await;
                assert!(polled.is_err(), "they wait");
            }
            let begun = std::time::Instant::now();
            assert!(caps.place(&1).await.is_err());
            assert!(begun.elapsed() < Duration::from_millis(15), "refused without waiting");
        }
        assert_eq!(lock(&caps.lines)[&1].present, 1);
        drop(held);
    }
}
