use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use serde::Serialize;

use crate::app::App;

#[derive(Serialize)]
struct Health {
    status: &'static str,
}

/// What a watcher outside sees: whether the product answers, as which version, and which part is away.
#[derive(Serialize)]
struct Status {
    status: &'static str,
    version: &'static str,
    components: Components,
}

#[derive(Serialize)]
struct Components {
    database: &'static str,
    /// Where replicas count requests together. Without it each counts alone: worse, but nobody is turned away.
    #[serde(skip_serializing_if = "Option::is_none")]
    redis: Option<&'static str>,
}

/// `/health/live`: the process runs. `/health/ready`: the database answers and has the schema this program was built for. `/health/status`:
/// the same in words, for a watcher outside; 503 when people are not served.
pub fn health(app: App) -> Router {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/health/status", get(status))
        .with_state(app)
}

async fn live() -> Json<Health> {
    Json(Health { status: "live" })
}

async fn ready(State(app): State<App>) -> (StatusCode, Json<Health>) {
    if app.is_draining() {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "draining" }));
    }
    if app.store.ready().await {
        (StatusCode::OK, Json(Health { status: "ready" }))
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "database not ready" }))
    }
}

async fn status(State(app): State<App>) -> (StatusCode, Json<Status>) {
    let database = app.store.ready().await;
    let redis = app.limits.may_be_shared().then(|| app.limits.are_shared());
    let (code, status) = match (app.is_draining(), database, redis) {
        (true, ..) => (StatusCode::SERVICE_UNAVAILABLE, "draining"),
        (_, false, _) => (StatusCode::SERVICE_UNAVAILABLE, "down"),
        (_, true, Some(false)) => (StatusCode::OK, "degraded"),
        _ => (StatusCode::OK, "ok"),
    };
    let word = |there: bool| if there { "ok" } else { "away" };
    let components = Components { database: word(database), redis: redis.map(word) };
    (code, Json(Status { status, version: env!("CARGO_PKG_VERSION"), components }))
}
