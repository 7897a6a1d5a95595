//! What the machines said of themselves, by the hour: read by operators, told by every replica, rolled up by one worker.

use serde::Serialize;
use time::{Date, Duration, OffsetDateTime};
use utoipa::ToSchema;

use crate::{OpsScope, Result, Tx, WorkerScope};

/// Signals are looked at as closely as this far back; of the time before, only what a forecast needs.
pub const HOURS_DAYS: i64 = 35;
/// A forecast looks back a year.
pub const DAYS: i64 = 366;

/// One replica's minute. What could not be measured is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minute {
    /// Used and total, in bytes.
    pub memory: Option<(u64, u64)>,
    /// Thousandths of the load average, and processors.
    pub load: Option<(u32, u32)>,
    /// Used and total, in bytes.
    pub disk: Option<(u64, u64)>,
    pub p99_ms: Option<u32>,
    pub requests: u32,
}

/// One hour of all machines: each figure of the machine that is worst off by it. Shares are told as what they are parts of.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hour {
    pub at: OffsetDateTime,
    pub memory_used: Option<i64>,
    pub memory_total: Option<i64>,
    pub load_milli: Option<i32>,
    pub vcpus: Option<i32>,
    pub disk_used: Option<i64>,
    pub disk_total: Option<i64>,
    pub p99_ms: Option<i32>,
}

/// Copros active at the beginning of a day (UTC), and the fullest disk at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Day {
    pub day: Date,
    pub active_copros: i32,
    pub disk_used: Option<i64>,
    pub disk_total: Option<i64>,
}

/// Where a figure of revenue comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevenueBasis {
    /// Active copros at the list price: an estimate.
    ListPrice,
    /// What firms pay for a month as of their last day.
    Recurring,
}

/// What the platform takes in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revenue {
    pub cents: i64,
    pub basis: RevenueBasis,
}

impl Tx<WorkerScope> {
    /// Keeps what a replica measured in this minute, once. Answers with the number of active copros.
    pub async fn capacity_note(&mut self, host: &str, minute: &Minute) -> Result<i32> {
        let (memory, disk) = (minute.memory.map(bytes), minute.disk.map(bytes));
        let load = minute.load.map(|(milli, vcpus)| (whole(milli), whole(vcpus)));
        Ok(sqlx::query_scalar("SELECT app.capacity_note($1, $2, $3, $4, $5, $6, $7, $8, $9)")
            .bind(host)
            .bind(memory.map(|(used, _)| used))
            .bind(memory.map(|(_, total)| total))
            .bind(load.map(|(milli, _)| milli))
            .bind(load.map(|(_, vcpus)| vcpus))
            .bind(disk.map(|(used, _)| used))
            .bind(disk.map(|(_, total)| total))
            .bind(minute.p99_ms.map(whole))
            .bind(whole(minute.requests))
            .fetch_one(self.conn())
            .await?)
    }

    /// Makes hours of minutes, and forgets what is too old.
    pub async fn capacity_roll(&mut self) -> Result<()> {
        sqlx::query("SELECT app.capacity_roll()").execute(self.conn()).await?;
        Ok(())
    }
}

impl Tx<OpsScope> {
    /// The last weeks, hour by hour, oldest first.
    pub async fn capacity_hours(&mut self, now: OffsetDateTime) -> Result<Vec<Hour>> {
        Ok(sqlx::query_as(
            "WITH hours AS (
                SELECT * FROM ops.sample_hours WHERE at >= $1
                UNION ALL SELECT * FROM app.hours_of_samples(greatest(app.hours_end(), $1), $2))
             SELECT at, (array_agg(memory_used ORDER BY memory_used::numeric / memory_total DESC NULLS LAST))[1] AS memory_used,
                    (array_agg(memory_total ORDER BY memory_used::numeric / memory_total DESC NULLS LAST))[1] AS memory_total,
                    (array_agg(load_milli ORDER BY load_milli::numeric / vcpus DESC NULLS LAST))[1] AS load_milli,
                    (array_agg(vcpus ORDER BY load_milli::numeric / vcpus DESC NULLS LAST))[1] AS vcpus,
                    (array_agg(disk_used ORDER BY disk_used::numeric / disk_total DESC NULLS LAST))[1] AS disk_used,
                    (array_agg(disk_total ORDER BY disk_used::numeric / disk_total DESC NULLS LAST))[1] AS disk_total,
                    max(p99_ms) AS p99_ms
               FROM hours GROUP BY at ORDER BY at",
        )
        .bind(now - Duration::days(HOURS_DAYS))
        .bind(through(now))
        .fetch_all(self.conn())
        .await?)
    }

    /// The last year, day by day, oldest first.
    pub async fn capacity_days(&mut self, now: OffsetDateTime) -> Result<Vec<Day>> {
        Ok(sqlx::query_as(
            "WITH hours AS (
                SELECT at, active_copros, disk_used, disk_total FROM ops.sample_hours WHERE at >= $1
                UNION ALL
                SELECT at, active_copros, disk_used, disk_total FROM app.hours_of_samples(greatest(app.hours_end(), $1), $2))
             SELECT (at AT TIME ZONE 'UTC')::date AS day, (array_agg(active_copros ORDER BY at))[1] AS active_copros,
                    (array_agg(disk_used ORDER BY at DESC, disk_used::numeric / disk_total DESC NULLS LAST))[1] AS disk_used,
                    (array_agg(disk_total ORDER BY at DESC, disk_used::numeric / disk_total DESC NULLS LAST))[1] AS disk_total
               FROM hours GROUP BY day ORDER BY day",
        )
        .bind(now - Duration::days(DAYS))
        .bind(through(now))
        .fetch_all(self.conn())
        .await?)
    }

    pub async fn revenue_of_month(&mut self) -> Result<Revenue> {
        let (cents, basis): (i64, String) =
            sqlx::query_as("SELECT cents, basis FROM app.revenue_of_month()").fetch_one(self.conn()).await?;
        let basis = if basis == "recurring" { RevenueBasis::Recurring } else { RevenueBasis::ListPrice };
        Ok(Revenue { cents, basis })
    }
}

/// Clocks here show whole seconds: what was told in the second of `now` is in.
fn through(now: OffsetDateTime) -> OffsetDateTime {
    now + Duration::SECOND
}

/// No machine has more than 8 exbibytes.
fn bytes((used, total): (u64, u64)) -> (i64, i64) {
    let signed = |bytes| i64::try_from(bytes).unwrap_or(i64::MAX);
    (signed(used), signed(total))
}

fn whole(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
