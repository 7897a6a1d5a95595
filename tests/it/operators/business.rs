//! Revenue, the provider's messages and the queue, as operators see them.

use std::collections::{BTreeMap, BTreeSet};

use ::billing::revenue::{Daily, Movements, movements};
use domain::Cents;
use reqwest::Method;
use serde_json::{Value, json};
use store::WorkerScope;
use store::billing::inbox::Received;
use tests::database::Databases;
use tests::{OnDuty, World, int, list, run, text};
use time::{Date, Duration, Month};
use uuid::Uuid;

async fn scene(world: &World, name: &str) -> (Databases, OnDuty) {
    let databases = Databases::fresh(&world.cluster, name).await;
    let operator = world.desk_on(&databases).await.enrol().await;
    (databases, operator)
}

/// Two years of firms that come, grow, shrink, leave and come back, every day of them.
fn lives(firms: &[Uuid], last: Date) -> Vec<Daily> {
    let first = last - Duration::days(730);
    let mut days = Vec::new();
    for (nth, firm) in (0_i64..).zip(firms) {
        for day in 0..=730 {
            let wave = [0, 3, 5, 2, 4][usize::try_from((day / (40 + 11 * nth) + nth) % 5).expect("a place")];
            let copros = u32::try_from(if day < 90 * nth { 0 } else { wave * (nth + 1) }).expect("few");
            let price_cents = Cents(if nth % 2 == 0 { 1_500 } else { 2_000 });
            days.push(Daily { firm: (*firm).into(), day: first + Duration::days(day), copros, price_cents });
        }
    }
    days
}

async fn keep(databases: &Databases, days: &[Daily]) {
    sqlx::query(
        "INSERT INTO firm.billing_days (firm_id, day, copros, plan, mrr_cents)
         SELECT d.firm, d.day, d.copros, 'standard', d.mrr FROM unnest($1::uuid[], $2::date[], $3::integer[], $4::bigint[]) AS d (firm, day, copros, mrr)",
    )
    .bind(days.iter().map(|day| day.firm.uuid()).collect::<Vec<_>>())
    .bind(days.iter().map(|day| day.day).collect::<Vec<_>>())
    .bind(days.iter().map(|day| i32::try_from(day.copros).expect("few")).collect::<Vec<_>>())
    .bind(days.iter().map(|day| day.price_cents.0 * i64::from(day.copros)).collect::<Vec<_>>())
    .execute(&mut databases.owner().await)
    .await
    .expect("days");
}

/// A month as the API tells it, in the words of the pure crate.
fn told(month: &Value) -> Movements {
    let cents = |name: &str| Cents(int(month, name));
    let firms = |name: &str| u32::try_from(int(month, name)).expect("firms");
    Movements {
        opening_cents: cents("opening_cents"),
        new_cents: cents("new_cents"),
        expansion_cents: cents("expansion_cents"),
        contraction_cents: cents("contraction_cents"),
        churn_cents: cents("churn_cents"),
        reactivation_cents: cents("reactivation_cents"),
        closing_cents: cents("closing_cents"),
        firms_opening: firms("firms_opening"),
        firms_new: firms("firms_new"),
        firms_churned: firms("firms_churned"),
        firms_reactivated: firms("firms_reactivated"),
        firms_closing: firms("firms_closing"),
    }
}

#[test]
fn revenue_is_what_the_days_of_firms_fold_to() {
    run(async |world| {
        let (databases, operator) = scene(world, "koprogo_revenue").await;
        let before = operator.client.get("/v1/operator/revenue", 200).await;
        assert_eq!((text(&before, "basis").as_str(), list(&before, "months").len()), ("list_price", 0));
        crate::billing::firms(&databases, 6).await;
        let firms: Vec<Uuid> = sqlx::query_scalar("SELECT firm_id FROM firm.billing ORDER BY firm_id")
            .fetch_all(&mut databases.owner().await)
            .await
            .expect("firms");
        let today = world.today();
        let days = lives(&firms, today);
        keep(&databases, &days).await;
        let found = operator.client.get("/v1/operator/revenue", 200).await;
        let expected = movements(days.iter().copied());
        let shown: BTreeMap<String, Movements> =
            list(&found, "months").iter().map(|month| (text(month, "month"), told(month))).collect();
        let first = |month: &::billing::revenue::Month| {
            let of = Month::try_from(month.month).expect("a month");
            Date::from_calendar_date(month.year, of, 1).expect("a day").to_string()
        };
        let expected: BTreeMap<String, Movements> =
            expected.iter().map(|(month, moved)| (first(month), *moved)).collect();
        // A month in which nobody has any copro before the first one that has is not told.
        let expected: BTreeMap<_, _> =
            expected.into_iter().skip_while(|(_, moved)| *moved == Movements::default()).collect();
        assert_eq!(shown, expected);
        for moved in shown.values() {
            assert_eq!(moved.opening_cents.0 + moved.change().0, moved.closing_cents.0);
        }
        let kinds = |pick: fn(&Movements) -> Cents| shown.values().any(|moved| pick(moved).is_positive());
        assert!(
            kinds(|m| m.churn_cents) && kinds(|m| m.reactivation_cents) && kinds(|m| m.contraction_cents)
        );
        let now: i64 = days
            .iter()
            .filter(|day| day.day == today)
            .map(|day| day.price_cents.0 * i64::from(day.copros))
            .sum();
        assert_eq!((text(&found, "basis").as_str(), int(&found, "mrr_cents")), ("recurring", now));
        // Every month is in one phase.
        let phases = list(&found, "phases");
        let sum: i64 = phases.iter().map(|phase| int(phase, "revenue_cents")).sum();
        assert_eq!(sum, shown.values().map(|moved| moved.closing_cents.0).sum::<i64>());
        assert_eq!(
            phases.iter().map(|phase| int(phase, "months")).sum::<i64>(),
            i64::try_from(shown.len()).expect("few")
        );
        let ages: Vec<String> = list(&found, "receivables").iter().map(|one| text(one, "age")).collect();
        assert_eq!(ages, ["not-due", "to-30", "to-60", "to-90", "older"]);
    });
}

/// Five invoices of one firm, due so many days ago; the age of each is told.
#[test]
fn what_is_owed_is_told_by_age() {
    run(async |world| {
        let (databases, operator) = scene(world, "koprogo_ages").await;
        crate::billing::firms(&databases, 1).await;
        let mut owner = databases.owner().await;
        let due = [-5, 0, 1, 30, 31, 60, 61, 90, 91, 400];
        let today = world.today();
        sqlx::raw_sql("ALTER TABLE firm.invoices DISABLE TRIGGER invoices_archived")
            .execute(&mut owner)
            .await
            .expect("set aside");
        for (sequence, ago) in (1_i32..).zip(due) {
            sqlx::query(
                "WITH one AS (SELECT firm_id, subscription_id FROM firm.billing),
                      made AS (INSERT INTO firm.invoices (firm_id, number, year, sequence, kind, subscription_id, reason, period_from, period_to, issued_on,
                                                          due_on, net_cents, vat_cents, payable_cents, canonical, before, link)
                               SELECT firm_id, '2020-' || lpad($1::text, 6, '0'), 2020, $1, 'invoice', subscription_id, 'period', '2020-01-01'::date + $1,
                                      '2020-02-20', '2020-03-01', $2, 1000, 0, 1000, '\\x0000', sha256('a'), sha256('b') FROM one RETURNING firm_id, number),
                      booked AS (INSERT INTO firm.receivables (firm_id, number, date, fact, fact_key, invoice)
                               SELECT firm_id, $1, '2020-03-01', '{}', $1::text, number FROM made RETURNING firm_id, number)
                 INSERT INTO firm.receivable_transfers SELECT firm_id, number, 1, 'receivable', 'revenue', 1000 FROM booked",
            )
            .bind(sequence)
            .bind(today - Duration::days(ago))
            .execute(&mut owner)
            .await
            .expect("an invoice");
        }
        let found = operator.client.get("/v1/operator/revenue", 200).await;
        let ages: Vec<(i64, i64)> =
            list(&found, "receivables").iter().map(|one| (int(one, "invoices"), int(one, "cents"))).collect();
        assert_eq!(ages, [(2, 2_000), (2, 2_000), (2, 2_000), (2, 2_000), (2, 2_000)]);
    });
}

fn message(nth: i64) -> Received {
    let body = format!("{{\"secret\": \"of message {nth}\"}}").into_bytes();
    Received {
        id: format!("evt_{nth:04}"),
        kind: "payment_intent.succeeded".to_owned(),
        created: 1_700_000_000 + nth,
        body,
    }
}

#[test]
fn messages_are_counted_listed_without_their_words_and_replayed() {
    run(async |world| {
        let (databases, operator) = scene(world, "koprogo_inbox").await;
        let store = databases.store().await;
        store.webhooks_keep(&(0..9).map(message).collect::<Vec<_>>()).await.expect("kept");
        let mut tx = store.begin(&WorkerScope, "test.inbox").await.expect("a transaction");
        assert_eq!(tx.webhooks_claim(6, 60.0).await.expect("claimed").len(), 6);
        for id in ["evt_0000", "evt_0001", "evt_0002"] {
            tx.webhook_failed(id, "mail to person@firm.example bounced", None).await.expect("dead");
        }
        for id in ["evt_0003", "evt_0004"] {
            tx.webhook_done(id, None).await.expect("done");
        }
        tx.commit().await.expect("commits");
        let counts = async || {
            let inbox = operator.client.get("/v1/operator/inbox", 200).await;
            let count = |one: &Value| (text(one, "status"), int(one, "messages"));
            list(&inbox, "statuses").iter().map(count).collect::<BTreeMap<_, _>>()
        };
        let expected = |new, done, dead| {
            BTreeMap::from(
                [("new", new), ("done", done), ("dead", dead)].map(|(name, n)| (name.to_owned(), n)),
            )
        };
        assert_eq!(counts().await, expected(4, 2, 3));
        let mut all = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = operator.client.get(&format!("/v1/operator/webhooks?limit=4{cursor}"), 200).await;
            all.extend(list(&page, "items").to_vec());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let ids: BTreeSet<String> = all.iter().map(|one| text(one, "id")).collect();
        assert_eq!((all.len(), ids.len()), (9, 9), "page by page");
        let words = Value::from(all).to_string();
        assert!(!words.contains("secret") && !words.contains("person@"), "{words}");
        let dead = operator.client.get("/v1/operator/webhooks?status=dead", 200).await;
        assert_eq!(
            (list(&dead, "items").len(), text(&list(&dead, "items")[0], "last_error").as_str()),
            (3, "mail to …@… bounced")
        );

        for id in ["evt_0000", "evt_0003"] {
            let replayed = operator
                .client
                .post_once(&format!("/v1/operator/webhooks/{id}/replay"), json!({}), 200)
                .await;
            assert_eq!((text(&replayed, "status").as_str(), int(&replayed, "attempts")), ("new", 0));
        }
        assert_eq!(counts().await, expected(6, 1, 2));
        let rest = operator.client.post_once("/v1/operator/inbox/replay", json!({}), 200).await;
        assert_eq!(int(&rest, "messages"), 2);
        assert_eq!(counts().await, expected(8, 1, 0));
        let nothing =
            operator.client.request(Method::POST, "/v1/operator/webhooks/evt_none/replay").json(&json!({}));
        nothing.send().await.problem(404, "not-found");
        let asked: Vec<String> = sqlx::query_scalar("SELECT kind FROM billing.instructions ORDER BY id")
            .fetch_all(&mut databases.owner().await)
            .await
            .expect("instructions");
        assert_eq!(asked, ["replay-message", "replay-message", "replay-dead"]);
    });
}

#[test]
fn jobs_that_were_given_up_are_seen_without_what_they_were_given_and_done_again() {
    run(async |world| {
        let (databases, operator) = scene(world, "koprogo_given_up").await;
        sqlx::query(
            "INSERT INTO jobs.jobs (id, kind, payload, priority, status, attempts, last_error, finished_at)
             SELECT app.uuid_v7(), j.kind, '{\"secret\": true}', 1, j.status, 8, 'to person@firm.example: refused',
                    CASE WHEN j.status IN ('done', 'failed') THEN now() END
               FROM (VALUES ('notice.mail', 'failed'), ('notice.mail', 'queued'), ('identity.mail', 'failed'), ('import.check', 'done')) AS j (kind, status)",
        )
        .execute(&mut databases.owner().await)
        .await
        .expect("jobs");
        let counted = async |kind: &str| {
            let queue = operator.client.get("/v1/operator/queue", 200).await;
            let one = list(&queue, "kinds").iter().find(|one| one["kind"] == kind).expect("a kind").clone();
            ["queued", "running", "failed", "done"].map(|name| int(&one, name))
        };
        assert_eq!(counted("notice.mail").await, [1, 0, 1, 0]);
        let failed = operator.client.get("/v1/operator/jobs", 200).await;
        let words = failed.to_string();
        assert!(!words.contains("secret") && !words.contains("person@"), "{words}");
        assert_eq!(list(&failed, "items").len(), 2);
        for one in list(&failed, "items") {
            let again = format!("/v1/operator/jobs/{}/again", text(one, "id"));
            let queued = operator.client.post_once(&again, json!({}), 200).await;
            // What a mail of a stranger said is forgotten: there is nothing to send again.
            let expected = if text(one, "kind") == "identity.mail" { "failed" } else { "queued" };
            assert_eq!(
                (text(&queued, "status").as_str(), one["again"] == (expected == "queued")),
                (expected, true)
            );
        }
        assert_eq!(counted("notice.mail").await, [2, 0, 0, 0]);
        let nothing = format!("/v1/operator/jobs/{}/again", Uuid::now_v7());
        operator
            .client
            .request(Method::POST, &nothing)
            .json(&json!({}))
            .send()
            .await
            .problem(404, "not-found");
    });
}
