//! When the platform must move to larger machines: what machines told, through HTTP as the console asks.

use reqwest::Method;
use serde_json::Value;
use store::WorkerScope;
use store::ops::capacity::Minute;
use tests::{OnDuty, World, list, run, text};
use tokio::sync::Mutex;

const PATH: &str = "/v1/operator/capacity";
const DAYS: i32 = 60;
/// The samples are the platform's own: one test at a time has a platform.
static PLATFORM: Mutex<()> = Mutex::const_new(());

/// Sixty days of one machine at ease, but for what is said here.
#[derive(Clone, Copy)]
struct Life<'a> {
    host: &'a str,
    /// Copros today, and how many more there are each day.
    copros: (i32, i32),
    /// So many whole hours ago the memory was nearly full.
    full: &'a [i32],
    disk_percent: i32,
}

const EASE: Life<'_> = Life { host: "one/serve", copros: (300, 1), full: &[], disk_percent: 40 };

/// Nothing is known of the platform, and no worker touches what a test makes known.
async fn forget(world: &World) {
    let mut owner = world.databases.owner().await;
    sqlx::raw_sql(
        "INSERT INTO jobs.periodic (name, next_at) VALUES ('capacity.roll', now() + interval '1 day')
             ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at;
         BEGIN; LOCK TABLE ops.sample_hours, ops.samples IN ACCESS EXCLUSIVE MODE; DELETE FROM ops.samples; DELETE FROM ops.sample_hours; COMMIT",
    )
    .execute(&mut owner)
    .await
    .expect("nothing is known");
}

async fn live(world: &World, life: Life<'_>) {
    sqlx::query(
        "INSERT INTO ops.sample_hours
         SELECT $1, date_bin('1 hour', now(), 'epoch') - make_interval(hours => ago), CASE WHEN ago = ANY ($4) THEN 95 ELSE 50 END, 100, 400, 2,
                $5, 100, 180, 1000, greatest(0, $2 - ago / 24 * $3)
           FROM generate_series(1, $6 * 24) AS ago",
    )
    .bind(life.host)
    .bind(life.copros.0)
    .bind(life.copros.1)
    .bind(life.full)
    .bind(life.disk_percent)
    .bind(DAYS)
    .execute(&mut world.databases.owner().await)
    .await
    .expect("a life");
}

async fn asked(world: &World, operator: &OnDuty, life: Life<'_>) -> Value {
    forget(world).await;
    live(world, life).await;
    operator.client.get(PATH, 200).await
}

fn signal<'v>(answer: &'v Value, name: &str) -> &'v Value {
    list(answer, "signals").iter().find(|one| one["signal"] == name).expect("every signal is told")
}

fn verdict(answer: &Value) -> (String, i64) {
    (text(answer, "verdict"), answer["recommended_phase"].as_i64().expect("a phase"))
}

#[test]
fn a_platform_at_ease_stays_where_it_is() {
    run(async |world| {
        let _alone = PLATFORM.lock().await;
        let operator = world.desk.enrol().await;
        forget(world).await;
        let nothing = operator.client.get(PATH, 200).await;
        assert_eq!(
            (text(&nothing, "measured"), verdict(&nothing)),
            ("nothing".to_owned(), ("stay".to_owned(), 1))
        );

        let calm = asked(world, &operator, EASE).await;
        assert_eq!(
            (text(&calm, "measured"), text(&calm, "profile")),
            ("enough".to_owned(), "load-tested".to_owned())
        );
        assert_eq!(verdict(&calm), ("stay".to_owned(), 1));
        assert!(list(&calm, "reasons").is_empty(), "{calm}");
        let states: Vec<String> = list(&calm, "signals").iter().map(|one| text(one, "state")).collect();
        assert_eq!(states, ["calm"; 5]);
        assert_eq!(
            (signal(&calm, "memory")["value"].as_i64(), signal(&calm, "load_per_vcpu")["value"].as_i64()),
            (Some(5_000), Some(200))
        );
        for one in list(&calm, "signals") {
            let points = list(one, "trend").len();
            assert!((60..=170).contains(&points), "{points} points of {}", one["signal"]);
        }
        let points = list(&calm["copros"], "points").len();
        assert!((60..=61).contains(&points) && list(&calm["disk"], "points").len() >= 60, "{points}");
        assert_eq!(
            (calm["copros"]["ceiling"].as_i64(), text(&calm["copros"]["reach"], "outcome").as_str()),
            (Some(1_500), "beyond")
        );
        let ceilings: Vec<i64> =
            list(&calm, "phases").iter().filter_map(|phase| phase["ceiling"].as_i64()).collect();
        assert_eq!(ceilings, [1_500, 5_000, 15_000, 50_000]);
        let money = &calm["economics"];
        // Whether a day of any account was rolled up yet is the other tests' doing.
        assert!(["list_price", "recurring"].contains(&text(money, "revenue_basis").as_str()), "{money}");
        assert!(money["revenue_cents"].as_i64().is_some_and(|cents| cents >= 0), "{money}");
        assert_eq!(
            (money["phase_cost_cents"].as_i64(), money["next_cost_cents"].as_i64()),
            (Some(500), Some(1_500))
        );
    });
}

#[test]
fn one_full_hour_is_watched_three_of_five_move_and_swinging_changes_nothing() {
    run(async |world| {
        let _alone = PLATFORM.lock().await;
        let operator = world.desk.enrol().await;
        let watched = asked(world, &operator, Life { full: &[2], ..EASE }).await;
        assert_eq!(
            (verdict(&watched), text(signal(&watched, "memory"), "state")),
            (("stay".to_owned(), 1), "watch".to_owned())
        );
        assert_eq!(text(&list(&watched, "reasons")[0], "reason"), "watched");

        let raised = asked(world, &operator, Life { full: &[1, 3, 4], ..EASE }).await;
        assert_eq!(verdict(&raised), ("move_now".to_owned(), 2));
        let reason = &list(&raised, "reasons")[0];
        assert_eq!(
            (
                text(reason, "reason").as_str(),
                text(reason, "signal").as_str(),
                reason["over_windows"].as_i64()
            ),
            ("raised", "memory", Some(3))
        );

        // Every other hour, for weeks; and the same an hour on.
        for first in [1, 2] {
            let swinging: Vec<i32> = (first..700).step_by(2).collect();
            let answer = asked(world, &operator, Life { full: &swinging, ..EASE }).await;
            assert_eq!(text(signal(&answer, "memory"), "state"), "raised", "{first}");
            assert_eq!(verdict(&answer), ("move_now".to_owned(), 2), "{first}");
        }
        // Of several machines the one that is worst off counts.
        live(world, Life { host: "two/serve", full: &[], ..EASE }).await;
        assert_eq!(verdict(&operator.client.get(PATH, 200).await), ("move_now".to_owned(), 2));
    });
}

#[test]
fn a_ceiling_within_thirty_days_is_foreseen_and_each_scale_has_its_own() {
    run(async |world| {
        let _alone = PLATFORM.lock().await;
        let operator = world.desk.enrol().await;
        let soon = asked(world, &operator, Life { copros: (1_300, 10), ..EASE }).await;
        assert_eq!(verdict(&soon), ("move_soon".to_owned(), 2));
        let left = soon["days_left"].as_i64().expect("days");
        assert!((18..=22).contains(&left), "{left} days for 200 copros at 10 a day");
        assert_eq!(signal(&soon, "active_copros")["days_left"].as_i64(), Some(left));
        let reason = &list(&soon, "reasons")[0];
        assert_eq!((text(reason, "reason").as_str(), reason["days"].as_i64()), ("foreseen", Some(left)));
        let copros = &soon["copros"];
        assert_eq!(text(&copros["reach"], "outcome"), "expected");
        assert!(text(&copros["reach"], "earliest") <= text(&copros["reach"], "on"));
        let band = list(copros, "band");
        assert!((5..=53).contains(&band.len()), "{} weeks", band.len());
        assert!(band.iter().all(|point| point["low"].as_u64() <= point["likely"].as_u64()
            && point["likely"].as_u64() <= point["high"].as_u64()));

        let conservative = operator.client.get(&format!("{PATH}?profile=conservative"), 200).await;
        assert_eq!(
            (text(&conservative, "profile"), verdict(&conservative)),
            ("conservative".to_owned(), ("move_now".to_owned(), 3))
        );
        operator
            .client
            .request(Method::GET, &format!("{PATH}?profile=optimistic"))
            .send()
            .await
            .problem(400, "bad-request");

        let full = asked(world, &operator, Life { disk_percent: 79, ..EASE }).await;
        assert_eq!(verdict(&full), ("stay".to_owned(), 1), "a disk that does not fill up any more");
    });
}

#[test]
fn a_minute_counts_once() {
    run(async |world| {
        let _alone = PLATFORM.lock().await;
        let operator = world.desk.enrol().await;
        forget(world).await;
        let minute = Minute {
            memory: Some((3, 10)),
            load: Some((700, 2)),
            disk: Some((1, 4)),
            p99_ms: Some(90),
            requests: 12,
        };
        let mut tx = world.store.begin(&WorkerScope, "capacity.note").await.expect("a transaction");
        for told in [minute.clone(), Minute { p99_ms: None, requests: 0, ..minute.clone() }] {
            tx.capacity_note("one/serve", &told).await.expect("noted");
        }
        tx.capacity_note("one/work", &Minute::default()).await.expect("a minute of which nothing is known");
        tx.commit().await.expect("committed");
        // Whether that hour is over depends on the time of day.
        let begun = text(&operator.client.get(PATH, 200).await, "measured");
        assert!(["begun", "enough"].contains(&begun.as_str()), "{begun}");
        let mut owner = world.databases.owner().await;
        let kept: Vec<(String, Option<i32>, i32, Option<i64>)> =
            sqlx::query_as("SELECT host, p99_ms, requests, memory_used FROM ops.samples ORDER BY host")
                .fetch_all(&mut owner)
                .await
                .expect("samples");
        assert_eq!(
            kept,
            [("one/serve".to_owned(), Some(90), 12, Some(3)), ("one/work".to_owned(), None, 0, None)]
        );
        forget(world).await;
    });
}

#[test]
fn hours_say_what_their_minutes_said() {
    run(async |world| {
        let _alone = PLATFORM.lock().await;
        let operator = world.desk.enrol().await;
        let mut owner = world.databases.owner().await;
        forget(world).await;
        // Three hours and a part of minutes of two machines, one of which is fuller and slower; and what is too old.
        sqlx::raw_sql(
            "INSERT INTO ops.samples SELECT host, date_bin('1 minute', now(), 'epoch') - make_interval(mins => ago), 40 + worse + ago % 7, 100,
                    500 + ago % 11, 2, 30 + worse, 100, CASE WHEN ago % 3 > 0 THEN 100 + worse + ago % 13 END, 5, 250
               FROM generate_series(0, 200) AS ago, (VALUES ('one/serve', 0), ('two/serve', 20)) AS v (host, worse);
             INSERT INTO ops.samples VALUES ('old', '2020-01-01 00:00Z', 1, 2, 1, 1, 1, 2, 1, 1, 1);
             INSERT INTO ops.sample_hours VALUES ('old', '2020-01-01 00:00Z', 1, 2, 1, 1, 1, 2, 1, 1, 1)",
        )
        .execute(&mut owner)
        .await
        .expect("minutes");
        let told = |mut answer: Value| {
            answer["at"] = Value::Null;
            answer["economics"] = Value::Null;
            answer
        };
        let before = told(operator.client.get(PATH, 200).await);
        assert!(
            (6_000..6_700).contains(&signal(&before, "memory")["value"].as_i64().expect("measured")),
            "the fuller of both: {before}"
        );
        for _ in 0..2 {
            let mut tx = world.store.begin(&WorkerScope, "capacity.roll").await.expect("a transaction");
            tx.capacity_roll().await.expect("rolled up");
            tx.commit().await.expect("committed");
        }
        let (hours, old): (i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM ops.sample_hours),
                    (SELECT count(*) FROM (SELECT at FROM ops.samples UNION ALL SELECT at FROM ops.sample_hours) AS s WHERE at < '2021-01-01')",
        )
        .fetch_one(&mut owner)
        .await
        .expect("counts");
        assert!((6..=8).contains(&hours), "{hours} hours of two machines");
        assert_eq!(old, 0, "what is too old is forgotten");
        assert_eq!(told(operator.client.get(PATH, 200).await), before);
        forget(world).await;
    });
}
