//! The inbox of the payment provider: what came, what was given up, and having it processed anew. Never what it says.

use axum::extract::State;
use serde::Serialize;
use store::Page;
use store::ops::messages::{Message, MessageCount, MessageFilter};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Ops;
use super::auth::OnDuty;
use crate::problem::Problem;
use crate::scope::{Ids, Query};

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(counts))
        .routes(routes!(replay))
        .routes(routes!(replay_dead))
}

/// How much of what there is.
#[derive(Serialize, ToSchema)]
struct Inbox {
    statuses: Vec<MessageCount>,
}

/// The inbox in numbers.
#[utoipa::path(get, path = "/v1/operator/inbox", tag = "webhooks", responses((status = 200, body = Inbox)))]
async fn counts(State(ops): State<Ops>, OnDuty(_): OnDuty) -> Result<axum::Json<Inbox>, Problem> {
    let mut tx = ops.store.begin("webhooks.counts").await?;
    let statuses = tx.message_counts().await?;
    tx.commit().await?;
    Ok(axum::Json(Inbox { statuses }))
}

/// Messages of the payment provider, newest first.
#[utoipa::path(get, path = "/v1/operator/webhooks", tag = "webhooks", params(MessageFilter),
    responses((status = 200, body = Page<Message>)))]
async fn list(
    State(ops): State<Ops>,
    OnDuty(_): OnDuty,
    Query(filter): Query<MessageFilter>,
) -> Result<axum::Json<Page<Message>>, Problem> {
    let mut tx = ops.store.begin("webhooks.list").await?;
    let page = tx.message_list(&filter).await?;
    tx.commit().await?;
    Ok(axum::Json(page))
}

/// Have a message processed anew that was given up or done. One that waits goes on waiting.
#[utoipa::path(post, path = "/v1/operator/webhooks/{message}/replay", tag = "webhooks",
    responses((status = 200, body = Message)))]
async fn replay(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(message): Ids<String>,
) -> Result<axum::Json<Message>, Problem> {
    let mut tx = ops.store.begin("webhooks.replay").await?;
    let replayed = tx.message_replay(&operator, &message).await?;
    tx.commit().await?;
    Ok(axum::Json(replayed))
}

/// How many.
#[derive(Serialize, ToSchema)]
struct Replayed {
    messages: i32,
}

/// Have all messages processed anew that were given up, ten thousand at a time.
#[utoipa::path(post, path = "/v1/operator/inbox/replay", tag = "webhooks", responses((status = 200, body = Replayed)))]
async fn replay_dead(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
) -> Result<axum::Json<Replayed>, Problem> {
    let mut tx = ops.store.begin("webhooks.replay_dead").await?;
    let messages = tx.messages_replay_dead(&operator).await?;
    tx.commit().await?;
    Ok(axum::Json(Replayed { messages }))
}
