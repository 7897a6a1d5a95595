//! The inbox of the payment provider: what it sent, byte for byte, once for each of its ids, processed later and in any order.

use time::OffsetDateTime;

use crate::{Result, Store, Tx, WorkerScope};

/// A message whose signature was found right.
#[derive(Clone, Debug)]
pub struct Received {
    pub id: String,
    /// `payment_intent.succeeded`
    pub kind: String,
    /// When the provider made it, in seconds since 1970.
    pub created: i64,
    pub body: Vec<u8>,
}

/// A message that waits.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Waiting {
    pub id: String,
    pub kind: String,
    pub body: Vec<u8>,
    pub attempts: i16,
}

/// How often a message is tried before a person has to look at it.
pub const ATTEMPTS_MAX: i16 = 12;

impl Store {
    /// Keeps messages in one statement; those that are known stay as they are. How many were new.
    pub async fn webhooks_keep(&self, received: &[Received]) -> Result<i32> {
        crate::meter::count_statement();
        Ok(sqlx::query_scalar("SELECT app.webhooks_keep($1, $2, $3, $4)")
            .bind(received.iter().map(|message| message.id.as_str()).collect::<Vec<_>>())
            .bind(received.iter().map(|message| message.kind.as_str()).collect::<Vec<_>>())
            .bind(received.iter().map(|message| message.created).collect::<Vec<_>>())
            .bind(received.iter().map(|message| message.body.as_slice()).collect::<Vec<_>>())
            .fetch_one(&mut *self.connection().await?)
            .await?)
    }
}

impl Tx<WorkerScope> {
    /// Messages that are due, for `seconds`: a worker that dies with them leaves them to the next.
    pub async fn webhooks_claim(&mut self, count: i64, seconds: f64) -> Result<Vec<Waiting>> {
        Ok(sqlx::query_as(
            "UPDATE billing.webhooks w SET attempts = attempts + 1, run_at = now() + make_interval(secs => $2)
              WHERE w.id IN (SELECT id FROM billing.webhooks WHERE status = 'new' AND run_at <= now()
                              ORDER BY run_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, body, attempts",
        )
        .bind(count)
        .bind(seconds)
        .fetch_all(self.conn())
        .await?)
    }

    pub async fn webhook_done(&mut self, id: &str, firm: Option<uuid::Uuid>) -> Result<()> {
        sqlx::query(
            "UPDATE billing.webhooks SET status = 'done', processed_at = now(), last_error = NULL, firm_id = coalesce($2, firm_id)
              WHERE id = $1 AND status = 'new'",
        )
        .bind(id)
        .bind(firm)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Tries again later, or gives it to a person.
    pub async fn webhook_failed(
        &mut self,
        id: &str,
        error: &str,
        again: Option<OffsetDateTime>,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE billing.webhooks SET last_error = left($2, 2000), run_at = coalesce($3, run_at),
                    status = CASE WHEN $3::timestamptz IS NULL THEN 'dead' ELSE 'new' END
              WHERE id = $1 AND status = 'new'",
        )
        .bind(id)
        .bind(error)
        .bind(again)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Keeps a message that the provider's own list holds and that never arrived. `false`: it is known.
    pub async fn webhook_missed(&mut self, message: &Received) -> Result<bool> {
        let new = sqlx::query(
            "INSERT INTO billing.webhooks (id, kind, created, body, source) VALUES ($1, $2, $3, $4, 'list') ON CONFLICT (id) DO NOTHING",
        )
        .bind(&message.id)
        .bind(&message.kind)
        .bind(message.created)
        .bind(&message.body)
        .execute(self.conn())
        .await?;
        Ok(new.rows_affected() == 1)
    }
}
