//! Billing's clock as the database keeps it, which dates what triggers count. Only who holds the owner's login moves it: a development
//! server, for the person who lives through months there.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection};
use time::Duration;

use crate::Result;

/// By how much it is ahead of the world's.
pub async fn billing_ahead(owner_url: &str) -> Result<Duration> {
    let seconds: i64 = sqlx::query_scalar("SELECT extract(epoch FROM ahead)::bigint FROM billing.clock")
        .fetch_one(&mut connect(owner_url).await?)
        .await?;
    Ok(Duration::seconds(seconds))
}

/// From now on what is used is dated that far ahead.
pub async fn billing_ahead_set(owner_url: &str, ahead: Duration) -> Result<()> {
    sqlx::query("UPDATE billing.clock SET ahead = make_interval(secs => $1)")
        .bind(ahead.as_seconds_f64())
        .execute(&mut connect(owner_url).await?)
        .await?;
    Ok(())
}

async fn connect(owner_url: &str) -> Result<PgConnection> {
    Ok(owner_url.parse::<PgConnectOptions>()?.connect().await?)
}
