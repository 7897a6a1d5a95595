//! A place where webhooks arrive, for those who have none of their own.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const MAX_KEPT: usize = 10_000;

#[derive(Clone, Debug)]
pub struct Letter {
    pub body: Vec<u8>,
    /// The header `Stripe-Signature`.
    pub signature: String,
}

#[derive(Debug, Default)]
struct Kept {
    letters: Vec<Letter>,
    /// Statuses of the next answers; then 200.
    answers: VecDeque<u16>,
}

pub struct Inbox {
    url: String,
    kept: Arc<Mutex<Kept>>,
    server: JoinHandle<()>,
}

impl Inbox {
    pub async fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}/webhooks", listener.local_addr()?);
        let kept = Arc::new(Mutex::new(Kept::default()));
        let router = Router::new().route("/webhooks", post(receive)).with_state(kept.clone());
        let server = tokio::spawn(async move {
            // It ends with the listener, and that with the handle.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { url, kept, server })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// What arrived since it was last asked, in the order of arrival.
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut lock(&self.kept).letters)
    }

    /// The status of the next answer that was not yet said.
    pub fn answer_next(&self, status: u16) {
        lock(&self.kept).answers.push_back(status);
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn receive(State(kept): State<Arc<Mutex<Kept>>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get("stripe-signature").and_then(|text| text.to_str().ok()).unwrap_or_default();
    let mut kept = lock(&kept);
    if kept.letters.len() < MAX_KEPT {
        kept.letters.push(Letter { body: body.to_vec(), signature: signature.to_owned() });
    }
    let status = kept.answers.pop_front().unwrap_or(200);
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK)
}
