//! Work that takes a processor for long (laying out documents, reading spreadsheets, inflating uploads) and what must be held in memory
//! whole: off the request threads, few at once, fewer of one tenant.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use access::cap::{CapConfig, Caps, Place};
use access::rank::{Rank, give_way};
use uuid::Uuid;

use crate::problem::Problem;

/// Uploads read at the same time, of one tenant and of all: each is held in memory, 10 MB at most.
const UPLOADS_EACH: usize = 4;
const UPLOADS_ALL: usize = 32;
/// Requests of one tenant that may wait for its turn at heavy work or uploads.
const QUEUE_MAX: usize = 8;
/// Below what a request may take as a whole.
const WAIT: Duration = Duration::from_secs(10);

/// How much heavy work goes on at once.
#[derive(Clone, Copy, Debug)]
pub struct HeavyLimits {
    pub at_once: usize,
    pub per_tenant: usize,
}

impl Default for HeavyLimits {
    /// Half the processors, so that the other half answers; of one tenant half of that.
    fn default() -> Self {
        let processors = available_parallelism().map_or(2, usize::from);
        let at_once = (processors / 2).max(1);
        Self { at_once, per_tenant: (at_once / 2).max(1) }
    }
}

pub struct Heavy {
    work: Arc<Caps<Uuid>>,
    uploads: Caps<Uuid>,
}

impl Heavy {
    pub fn new(limits: HeavyLimits) -> Heavy {
        let caps = |name, each, all| {
            Caps::new(CapConfig { name, each, all, queue_max: QUEUE_MAX, wait_each: WAIT, wait_all: WAIT })
        };
        Heavy {
            work: Arc::new(caps("heavy", limits.per_tenant, limits.at_once)),
            uploads: caps("uploads", UPLOADS_EACH, UPLOADS_ALL),
        }
    }

    /// Does it when it is this tenant's turn. Open no transaction before: it would be held while waiting.
    pub async fn run<T: Send + 'static>(
        &self,
        tenant: Uuid,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.work.place(&tenant).await?;
        let (tell, told) = tokio::sync::oneshot::channel();
        // A thread of its own, because it keeps the low rank it takes. The place goes along: a request given up does not end its work,
        // and the processor is not free before.
        let begun = std::thread::Builder::new().name("heavy".to_owned()).spawn(move || {
            give_way(Rank::Heavy);
            let result = work();
            drop(place);
            let _ = tell.send(result);
        });
        begun.map_err(|error| {
            tracing::error!(error = %error, "no thread for heavy work");
            Problem::Unavailable
        })?;
        told.await.map_err(|_| Problem::Internal)
    }

    /// To be held while an upload is read and as long as it is in memory.
    pub async fn uploading(&self, tenant: Uuid) -> Result<Place<Uuid>, Problem> {
        Ok(self.uploads.place(&tenant).await?)
    }
}
