//! The daily roll-up: what was used on each civil day, metered and counted.

use billing::desk::Day;
use time::{Date, OffsetDateTime};

use super::BillingScope;
use crate::{Result, Tx};

impl Tx<BillingScope> {
    /// Makes the days anew that something became known about, from the last day before them on which nothing did. A day is made as often as
    /// one likes: the same facts, the same row.
    pub(super) async fn roll_up(
        &mut self,
        days: &[Day],
        plan: &str,
        now: OffsetDateTime,
        midnight: OffsetDateTime,
    ) -> Result<()> {
        let (Some(first), Some(today)) = (days.first().map(|day| day.day), days.last().map(|day| day.day))
        else {
            return Ok(());
        };
        let list = |pick: fn(&Day) -> i64| days.iter().map(pick).collect::<Vec<i64>>();
        sqlx::query(
            "WITH zone AS (SELECT b.zone, b.rolled_at FROM firm.billing b),
                  late AS (SELECT min((u.at AT TIME ZONE z.zone)::date) AS day FROM firm.usage u, zone z
                            WHERE u.recorded_at >= coalesce(z.rolled_at - interval '1 hour', '-infinity')),
                  since AS (SELECT least((SELECT l.day FROM late l), $4::date - 1,
                                         (SELECT coalesce((z.rolled_at AT TIME ZONE z.zone)::date, '-infinity') FROM zone z)) AS day),
                  base AS (SELECT d.day, d.lots, d.users, d.storage_bytes FROM firm.billing_days d, since s WHERE d.day < s.day
                            ORDER BY d.day DESC LIMIT 1),
                  metered AS (SELECT m.day, m.copros, m.mrr FROM unnest($1::date[], $2::bigint[], $3::bigint[]) AS m (day, copros, mrr), since s
                               WHERE m.day >= s.day),
                  used AS (SELECT (u.at AT TIME ZONE z.zone)::date AS day, u.resource, sum(u.quantity) AS quantity
                             FROM firm.usage u, zone z
                            WHERE u.at >= coalesce((SELECT (b.day + 1)::timestamp AT TIME ZONE z.zone FROM base b), '-infinity') GROUP BY 1, 2)
             INSERT INTO firm.billing_days (day, copros, lots, users, storage_bytes, documents, mails, api_calls, plan, mrr_cents)
             SELECT m.day, m.copros,
                    coalesce((SELECT b.lots FROM base b), 0) + coalesce(sum(u.quantity) FILTER (WHERE u.resource = 'lots'), 0),
                    coalesce((SELECT b.users FROM base b), 0) + coalesce(sum(u.quantity) FILTER (WHERE u.resource = 'users'), 0),
                    coalesce((SELECT b.storage_bytes FROM base b), 0) + coalesce(sum(u.quantity) FILTER (WHERE u.resource = 'storage-bytes'), 0),
                    coalesce(sum(u.quantity) FILTER (WHERE u.resource = 'documents' AND u.day = m.day), 0),
                    coalesce(sum(u.quantity) FILTER (WHERE u.resource = 'mails' AND u.day = m.day), 0),
                    coalesce(sum(u.quantity) FILTER (WHERE u.resource = 'api-calls' AND u.day = m.day), 0),
                    $5, m.mrr
               FROM metered m LEFT JOIN used u ON u.day <= m.day GROUP BY m.day, m.copros, m.mrr
             ON CONFLICT ON CONSTRAINT billing_days_pkey DO UPDATE SET copros = excluded.copros, lots = excluded.lots, users = excluded.users,
                    storage_bytes = excluded.storage_bytes, documents = excluded.documents, mails = excluded.mails,
                    api_calls = excluded.api_calls,
                    mrr_cents = CASE WHEN excluded.day >= $4::date THEN excluded.mrr_cents ELSE billing_days.mrr_cents END",
        )
        .bind(days.iter().map(|day| day.day).collect::<Vec<Date>>())
        .bind(list(|day| i64::from(day.copros)))
        .bind(list(|day| day.mrr_cents.0))
        .bind(today.max(first))
        .bind(plan)
        .execute(self.conn())
        .await?;
        self.count_today(today, midnight).await?;
        // Facts bear the database's own time; one that was on its way meanwhile is looked for an hour back.
        let rolled = "UPDATE firm.billing SET rolled_at = least($1, now())";
        sqlx::query(rolled).bind(now).execute(self.conn()).await?;
        Ok(())
    }

    /// What the portfolio held when the day began: what it holds now, less what came and plus what went since. A second opinion about what is
    /// billed, from other rows than the log.
    async fn count_today(&mut self, today: Date, midnight: OffsetDateTime) -> Result<()> {
        sqlx::query(
            "UPDATE firm.billing_days d SET counted = greatest(0, (
                    SELECT count(*) FROM firm.copros c WHERE c.status = 'active')
                  - (SELECT count(*) FILTER (WHERE l.event #> '{used,what,began}' IS NOT NULL)
                          - count(*) FILTER (WHERE l.event #> '{used,what,ended}' IS NOT NULL)
                       FROM firm.billing_log l WHERE l.event ? 'used' AND (l.event #>> '{used,at}')::timestamptz > $2))
              WHERE d.day = $1",
        )
        .bind(today)
        .bind(midnight)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
