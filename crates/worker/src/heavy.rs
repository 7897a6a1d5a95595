//! Work that takes a processor for long, off the threads that wait for the network and below them in rank. How much of it goes on at once is
//! bounded by how many jobs do.

use access::rank::{Rank, give_way};
use tokio::sync::oneshot;

use crate::JobError;

/// On a thread of its own, because it keeps the low rank it takes.
pub(crate) async fn heavy<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JobError> {
    let (tell, told) = oneshot::channel();
    let begun = std::thread::Builder::new().name("heavy".to_owned()).spawn(move || {
        give_way(Rank::Heavy);
        let _ = tell.send(work());
    });
    begun.map_err(|error| JobError::Spool(error.to_string()))?;
    told.await.map_err(|_| JobError::Document("the thread that made it ended with a fault".to_owned()))
}
