//! Requests that a replica answered, counted by firm and minute.

use domain::ids::FirmId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Result, Store};

/// What one firm asked in one minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute {
    pub firm: FirmId,
    /// Its beginning.
    pub at: OffsetDateTime,
    pub calls: u64,
}

/// Minutes kept in one statement.
pub const MINUTES_MAX: usize = 1_000;

impl Store {
    /// Keeps minutes of a replica, each once however often it is told; how many were new. All of them or none.
    pub async fn api_calls_keep(&self, replica: Uuid, minutes: &[Minute]) -> Result<i32> {
        crate::meter::count_statement();
        let key = |minute: &Minute| format!("api-calls:{replica}:{}", minute.at.unix_timestamp() / 60);
        Ok(sqlx::query_scalar("SELECT app.api_calls_keep($1, $2, $3, $4)")
            .bind(minutes.iter().map(|minute| minute.firm.uuid()).collect::<Vec<_>>())
            .bind(minutes.iter().map(key).collect::<Vec<_>>())
            .bind(minutes.iter().map(|minute| minute.at).collect::<Vec<_>>())
            .bind(minutes.iter().map(|m| i64::try_from(m.calls).unwrap_or(i64::MAX)).collect::<Vec<_>>())
            .fetch_one(&mut *self.connection().await?)
            .await?)
    }
}
