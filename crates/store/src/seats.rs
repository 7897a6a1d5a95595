//! Whose turn it is at the pool. One copro or firm holds a few connections at most, all of them together leave some over, for sign-in, for
//! the resolvers and for the queue: whatever a tenant asks for, everybody else still gets in.

use std::time::Duration;

use access::cap::{CapConfig, Caps, Place};
use uuid::Uuid;

use crate::{Options, Result, Scope};

/// Requests of one copro that may wait for its connections.
const QUEUE_MAX: usize = 32;

/// How connections are shared.
#[derive(Clone, Copy, Debug)]
pub struct Sharing {
    /// Connections of one copro or firm; a quarter of the pool, two at least, unless given.
    pub each_max: Option<u32>,
    /// How long a request waits for one of them.
    pub wait_ms: u64,
}

impl Default for Sharing {
    fn default() -> Self {
        Self { each_max: None, wait_ms: 200 }
    }
}

pub(crate) type Seat = Place<Uuid>;

pub(crate) struct Seats(Caps<Uuid>);

impl std::fmt::Debug for Seats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seats")
    }
}

impl Seats {
    pub(crate) fn new(options: &Options) -> Self {
        let pool = options.connections_max.max(1);
        let each = options.sharing.each_max.unwrap_or((pool / 4).max(2)).min(pool);
        // A fifth stays free of copros and firms, one connection at least.
        let reserved = (pool / 5).max(1);
        Self(Caps::new(CapConfig {
            name: "connections",
            each: count(each),
            all: count(pool.saturating_sub(reserved).max(1)),
            queue_max: QUEUE_MAX,
            wait_each: Duration::from_millis(options.sharing.wait_ms),
            wait_all: Duration::from_millis(options.acquire_timeout_ms),
        }))
    }

    /// A seat for the scope, if it needs one.
    pub(crate) async fn take<S: Scope>(&self, scope: &S) -> Result<Option<Seat>> {
        match scope.sharer() {
            Some(id) => Ok(Some(self.0.place(&id).await?)),
            None => Ok(None),
        }
    }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
