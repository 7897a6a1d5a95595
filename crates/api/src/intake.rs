//! Messages of the payment provider on their way into the database: those that wait at the same moment are kept by one statement, and each
//! is answered once it is committed. A fixed number may wait; who comes on top is told to come again, and the provider does.

use store::Store;
use store::billing::inbox::Received;
use tokio::sync::{mpsc, oneshot};

use crate::problem::Problem;

/// Messages that may wait.
const QUEUE: usize = 2_048;
/// Messages of one statement.
const BATCH: usize = 128;
const COME_AGAIN_SECONDS: u32 = 2;

struct Waiting {
    message: Received,
    kept: oneshot::Sender<bool>,
}

pub struct Intake(mpsc::Sender<Waiting>);

impl Intake {
    /// Keeps messages until it is dropped.
    pub fn start(store: Store) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(keep(store, receiver));
        Self(sender)
    }

    /// Returns once the message is kept for good.
    pub async fn keep(&self, message: Received) -> Result<(), Problem> {
        let (kept, answer) = oneshot::channel();
        let full = |_| Problem::Busy { seconds: COME_AGAIN_SECONDS };
        self.0.try_send(Waiting { message, kept }).map_err(full)?;
        match answer.await {
            Ok(true) => Ok(()),
            _ => Err(Problem::Unavailable),
        }
    }
}

async fn keep(store: Store, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut waiting, BATCH).await > 0 {
        let (messages, answers): (Vec<Received>, Vec<_>) =
            waiting.drain(..).map(|Waiting { message, kept }| (message, kept)).unzip();
        metrics::histogram!("koprogo_webhooks_batch")
            .record(f64::from(u32::try_from(messages.len()).unwrap_or(u32::MAX)));
        match store.webhooks_keep(&messages).await {
            Ok(_) => answers.into_iter().for_each(|kept| {
                // Nobody listens any more: kept all the same.
                let _ = kept.send(true);
            }),
            Err(error) => {
                tracing::warn!(%error, messages = messages.len(), "messages of the payment provider cannot be kept together");
                keep_each(&store, messages, answers).await;
            }
        }
    }
}

/// One that the database does not take must not keep out the others.
async fn keep_each(store: &Store, messages: Vec<Received>, answers: Vec<oneshot::Sender<bool>>) {
    for (message, kept) in messages.into_iter().zip(answers) {
        let outcome = store.webhooks_keep(std::slice::from_ref(&message)).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, message = message.id, "a message of the payment provider cannot be kept");
        }
        let _ = kept.send(outcome.is_ok());
    }
}
