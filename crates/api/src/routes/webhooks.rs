//! What the payment provider tells: believed when it is signed, kept as it came, read later by the worker. Who may send it is decided by the
//! signature alone: there is no session, and no key of the sender's against repetition, because each message has an id of its own.

use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{Request, State};
use http::{HeaderMap, StatusCode};
use payments::webhook::{Reading, verify};
use sha2::{Digest, Sha256};
use store::billing::inbox::Received;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::auth::ClientAddress;
use crate::problem::Problem;

/// Where the provider sends its messages.
pub const STRIPE: &str = "/v1/webhooks/stripe";
/// The provider's own bodies are far smaller.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// How old a signature may be, and how far our clocks may differ; the provider signs each try anew.
const TOLERANCE: Duration = Duration::from_secs(300);
const KIND_MAX: usize = 100;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stripe))
}

/// Messages of the payment provider. Signed by it, and of no use to anybody else.
#[utoipa::path(post, path = "/v1/webhooks/stripe", tag = "billing", security(()),
    params(("Stripe-Signature" = String, Header, description = "`t=…,v1=…`: when the body was signed, and with what")),
    request_body(content = Object, description = "The message, to the byte as it was signed; 256 KiB at most"),
    responses((status = 200, description = "Kept; said again, it is known"),
        (status = 400, description = "Not signed with a secret of ours, or signed too long ago"),
        (status = 503, description = "Not kept: send it again after `Retry-After`")))]
async fn stripe(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    request: Request,
) -> Result<StatusCode, Problem> {
    let too_large = |_| Problem::TooLarge { limit: "256 KiB".to_owned() };
    let body = to_bytes(request.into_body(), BODY_BYTES_MAX).await.map_err(too_large)?;
    if app.webhook_secrets.is_empty() {
        return Err(Problem::Unavailable);
    }
    let signature = headers.get("stripe-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    // The world's time, wherever billing's is: the provider signs with it, and so does its stand-in.
    let now = app.clock.now();
    let received = match verify(&body, signature, &app.webhook_secrets, now, TOLERANCE) {
        Ok(received) => received,
        Err(rejected) => {
            // Whoever cannot sign is a stranger, and has a stranger's quota.
            app.limits.anonymous(address).await?;
            metrics::counter!("koprogo_webhooks_rejected").increment(1);
            return Err(Problem::BadRequest { reason: rejected.to_string() });
        }
    };
    app.intake().keep(kept(received, now.unix_timestamp())).await?;
    metrics::counter!("koprogo_webhooks_kept").increment(1);
    Ok(StatusCode::OK)
}

/// Signed and not readable is kept as well: it is the provider's, and a person will want to see it.
fn kept(received: payments::webhook::Received, now: i64) -> Received {
    let body = received.raw;
    let named = |kind: &str| {
        (1..=KIND_MAX).contains(&kind.len())
            && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte))
    };
    match received.reading {
        Reading::Event(event) if named(&event.kind) => Received {
            id: event.id.to_string(),
            kind: event.kind,
            created: event.created.unix_timestamp(),
            body,
        },
        _ => {
            let digest = Sha256::digest(&body);
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            let (id, kind) = (format!("unreadable_{digest}"), "unreadable".to_owned());
            // The inbox keeps no body without content.
            let body = if body.len() < 2 { b"{}".to_vec() } else { body };
            Received { id, kind, created: now, body }
        }
    }
}
