//! What the product is compared with: the same page of copros, asked for as the owner of the tables, so that no policy looks at the rows, and
//! answered without signing in, quotas, permissions, logs or metrics. Never part of the product.

use std::net::SocketAddr;

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgPool, PgPoolOptions};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::http::Error;

/// As many as the product has by default.
const CONNECTIONS: u32 = 20;

#[derive(Serialize, sqlx::FromRow)]
struct Copro {
    id: Uuid,
    slug: String,
    name: String,
    city: String,
    status: String,
    lots: i32,
    owners: i32,
    shares_total: i64,
    shares_assigned: i64,
    called_cents: i64,
    balance_cents: i64,
    #[serde(with = "time::serde::rfc3339")]
    updated_at: OffsetDateTime,
}

#[derive(Serialize)]
struct Page {
    items: Vec<Copro>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    limit: i64,
}

pub async fn serve(owner_url: &str, address: SocketAddr) -> Result<(), Error> {
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).connect(owner_url).await?;
    let router = Router::new()
        .route("/health/ready", get(async || "ready"))
        .route("/plain/{firm}/copros", get(list))
        .with_state(pool);
    axum::serve(TcpListener::bind(address).await?, router).await?;
    Ok(())
}

async fn list(
    State(pool): State<PgPool>,
    Path(firm): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Json<Page>, String> {
    // One more than is shown tells whether there is a next page.
    let mut items: Vec<Copro> = sqlx::query_as(
        "SELECT tenant_id AS id, slug, name, city, status, lots, owners, shares_total, shares_assigned, called_cents, balance_cents, updated_at
           FROM firm.copros WHERE firm_id = $1 AND status <> 'closed' ORDER BY name, tenant_id LIMIT $2",
    )
    .bind(firm)
    .bind(asked.limit + 1)
    .fetch_all(&pool)
    .await
    .map_err(|error| error.to_string())?;
    let more = items.len() as i64 > asked.limit;
    items.truncate(usize::try_from(asked.limit).unwrap_or(0));
    let next_cursor = items.last().filter(|_| more).map(|last| format!("{}~{}", last.name, last.id));
    Ok(Json(Page { items, next_cursor }))
}
