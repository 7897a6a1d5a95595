//! A primary with a standby: what is read where, what a commit waits for, and what is said when the database is away. What whole hosts cost is
//! measured by `tests/infrastructure/ha`.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::postgres::PgConnection;
use store::{Store, WorkerScope};
use tests::database::Databases;
use tests::pair::Pair;
use tests::{Building, Client, Firm, list, run, wait_for};

fn person(name: &str) -> Value {
    json!({"kind": "natural", "last_name": name, "language": "fr"})
}

/// How many people of this name the list shows.
async fn seen(building: &Building, name: &str) -> usize {
    let page = building.client.get(&building.at("/persons?limit=200"), 200).await;
    list(&page, "items").iter().filter(|one| one["last_name"] == name).count()
}

/// When the application last asked the standby for anything, and whether it did.
async fn last_read(standby: &mut PgConnection) -> Option<time::OffsetDateTime> {
    sqlx::query_scalar(
        "SELECT max(query_start) FROM pg_stat_activity WHERE application_name = 'koprogo standby reads'",
    )
    .fetch_one(standby)
    .await
    .expect("activity")
}

async fn does(connection: &mut PgConnection, statement: &'static str) {
    sqlx::query(statement).execute(connection).await.expect(statement);
}

#[test]
fn what_was_acknowledged_is_read_wherever_it_is_read() {
    run(async |world| {
        let (pair, _turn) = Pair::take().await;
        let one = pair.site(world, &pair.standby).await;
        let other = pair.site(world, &pair.standby).await;
        let firm = Firm::sign_up_at(&one.site.anonymous()).await;
        let building = Building::draft(&firm, "Jumelle").await;
        let elsewhere = other.site.with_token(firm.client.token().expect("a token"));
        let mut standby = pair.administrator(&pair.standby).await;
        let before = last_read(&mut standby).await;
        for number in 0..40 {
            let name = format!("Peeters {number}");
            building.client.post(&building.at("/persons"), person(&name), 201).await;
            // Through another process, which knows nothing of the write.
            let page = elsewhere.get(&building.at("/persons?limit=200"), 200).await;
            assert!(list(&page, "items").iter().any(|one| one["last_name"] == name), "{name} is missing");
        }
        assert!(last_read(&mut standby).await > before, "the standby was never read");

        // It stands still: everybody is answered by the primary, and nobody is told old things.
        does(&mut standby, "SELECT pg_wal_replay_pause()").await;
        for number in 0..5 {
            let name = format!("Janssens {number}");
            building.client.post(&building.at("/persons"), person(&name), 201).await;
            assert_eq!(seen(&building, &name).await, 1);
        }
        // Who may read is not its to say: it still has the session.
        building.client.delete("/v1/session", 204).await;
        building.client.get(&building.at("/persons"), 401).await;
        does(&mut standby, "SELECT pg_wal_replay_resume()").await;
    });
}

#[test]
fn a_standby_that_is_lost_fails_nobody_and_one_that_is_back_is_read_again() {
    run(async |world| {
        let (pair, _turn) = Pair::take().await;
        let another = pair.another_standby().await;
        let running = pair.site(world, &another).await;
        let firm = Firm::sign_up_at(&running.site.anonymous()).await;
        let building = Building::draft(&firm, "Seule").await;
        building.client.post(&building.at("/persons"), person("Maes"), 201).await;
        assert_eq!(seen(&building, "Maes").await, 1);
        let mut standby = pair.administrator(&another).await;
        assert!(last_read(&mut standby).await.is_some(), "it was not read");
        does(&mut standby, "SELECT pg_wal_replay_pause()").await;
        building.client.post(&building.at("/persons"), person("Claes"), 201).await;
        assert_eq!(seen(&building, "Claes").await, 1);
        does(&mut standby, "SELECT pg_wal_replay_resume()").await;
        let paused = last_read(&mut standby).await;
        wait_for("it is read again", async || {
            assert_eq!(seen(&building, "Claes").await, 1);
            (last_read(&mut standby).await > paused).then_some(())
        })
        .await;
        drop(standby);
        tokio::task::spawn_blocking(|| another.stop()).await.expect("it ends").expect("it stops");
        for _ in 0..20 {
            assert_eq!(seen(&building, "Maes").await, 1);
        }
    });
}

#[test]
fn a_standby_is_not_taken_for_the_primary() {
    run(async |_| {
        let (pair, _turn) = Pair::take().await;
        let options = store::Options {
            url: pair.read_url(&pair.standby),
            read_url: None,
            connections_max: 2,
            acquire_timeout_ms: 500,
            sharing: store::Sharing::default(),
        };
        let refused = Store::connect(&options).await.map(drop);
        assert!(refused.is_err(), "it serves from a standby");
    });
}

/// A write under a key, and what its sender is told.
async fn write(client: &Client, path: &str, name: &str) -> tests::Answer {
    client.request(Method::POST, path).header("idempotency-key", name).json(&person(name)).send().await
}

/// Who waits for a standby while committing something into this table: until it is told, what it has locked stays locked.
const WAITING: &str = "SELECT pid FROM pg_stat_activity JOIN pg_locks USING (pid)
                        WHERE wait_event = 'SyncRep' AND relation = to_regclass($1)";

async fn a_commit_waits(administrator: &mut PgConnection, table: &str) -> i32 {
    wait_for("a commit that waits for its standby", async || {
        let waiting = sqlx::query_scalar(WAITING).bind(table);
        waiting.fetch_optional(&mut *administrator).await.expect("activity")
    })
    .await
}

#[test]
fn a_commit_is_waited_for_and_what_is_not_known_is_said_to_be_unknown() {
    run(async |world| {
        let (pair, _turn) = Pair::take().await;
        let running = pair.site(world, &pair.standby).await;
        let firm = Firm::sign_up_at(&running.site.anonymous()).await;
        let building = Building::draft(&firm, "Patiente").await;
        let (client, path) = (&building.client, building.at("/persons"));
        let mut administrator = pair.administrator(&pair.primary).await;

        // Whoever sent it is gone before the standby has it: it is neither lost nor done twice.
        pair.commits_wait_for("nobody").await;
        tokio::select! {
            _ = write(client, &path, "gone") => panic!("it was answered without a standby"),
            _ = a_commit_waits(&mut administrator, "tenant.persons") => {}
        }
        pair.commits_wait_for("").await;
        write(client, &path, "gone").await.expect(201);
        assert_eq!(seen(&building, "gone").await, 1);

        // The server ends the connection while the commit waits: it is there, and nobody may say that nothing was saved.
        pair.commits_wait_for("nobody").await;
        let ended = async {
            let writer = a_commit_waits(&mut administrator, "tenant.persons").await;
            let end = sqlx::query("SELECT pg_terminate_backend($1)").bind(writer);
            end.execute(&mut administrator).await.expect("its connection ends");
        };
        let (told, ()) = tokio::join!(write(client, &path, "unknown"), ended);
        assert!(!told.header("retry-after").is_empty());
        told.problem(503, "outcome-unknown");
        pair.commits_wait_for("").await;
        write(client, &path, "unknown").await.expect(201);
        assert_eq!(seen(&building, "unknown").await, 1);
    });
}

/// What the above rests on: with its time limit over, a statement is cancelled, and a commit that is cancelled while it waits for its standby
/// answers that all is well. PostgreSQL takes the limit off before it commits.
#[test]
fn no_time_limit_ends_the_wait_for_a_standby() {
    run(async |_| {
        let (pair, _turn) = Pair::take().await;
        let (mut writer, mut administrator) =
            (pair.administrator(&pair.primary).await, pair.administrator(&pair.primary).await);
        does(&mut writer, "CREATE TABLE IF NOT EXISTS public.waited (id int)").await;
        does(&mut writer, "SET statement_timeout = '100ms'").await;
        does(&mut writer, "SET lock_timeout = '100ms'").await;
        does(&mut writer, "SET idle_in_transaction_session_timeout = '100ms'").await;
        pair.commits_wait_for("nobody").await;
        // In one message: between two of them the transaction would be idle for as long as the machine has other things to do.
        let commit =
            sqlx::raw_sql("BEGIN; INSERT INTO public.waited VALUES (1); COMMIT").execute(&mut writer);
        let release = async {
            a_commit_waits(&mut administrator, "public.waited").await;
            // By the clock of the server, five times as long as any limit.
            wait_for("half a second of waiting", async || {
                let long = "SELECT true FROM pg_stat_activity JOIN pg_locks USING (pid)
                             WHERE wait_event = 'SyncRep' AND relation = to_regclass('public.waited')
                               AND clock_timestamp() - query_start > interval '500 milliseconds'";
                sqlx::query_scalar::<_, bool>(long)
                    .fetch_optional(&mut administrator)
                    .await
                    .expect("activity")
            })
            .await;
            pair.commits_wait_for("").await;
        };
        let (committed, ()) = tokio::join!(commit, release);
        committed.expect("nothing ended it");
        does(&mut writer, "DROP TABLE public.waited").await;
    });
}

#[test]
fn without_its_database_the_product_is_not_ready_but_lives_and_is_back_by_itself() {
    run(async |world| {
        let (pair, _turn) = Pair::take().await;
        let running = pair.site(world, &pair.standby).await;
        let firm = Firm::sign_up_at(&running.site.anonymous()).await;
        let building = Building::draft(&firm, "Patiente").await;
        let health = running.site.anonymous();
        health.get("/health/ready", 200).await;
        shut(pair, true).await;
        assert_eq!(health.request(Method::GET, "/health/ready").send().await.status, 503);
        assert_eq!(health.request(Method::GET, "/health/live").send().await.status, 200);
        let path = building.at("/persons");
        let refused = building.client.request(Method::POST, &path).json(&person("Nobody")).send().await;
        assert!(!refused.header("retry-after").is_empty());
        refused.problem(503, "unavailable");
        building.client.request(Method::GET, &path).send().await.problem(503, "unavailable");
        shut(pair, false).await;
        wait_for("it is ready again", async || {
            (health.request(Method::GET, "/health/ready").send().await.status == 200).then_some(())
        })
        .await;
        building.client.post(&path, person("Somebody"), 201).await;
        assert_eq!((seen(&building, "Nobody").await, seen(&building, "Somebody").await), (0, 1));
    });
}

/// Lets nobody into the database, and ends whoever is in it; or lets them in again.
async fn shut(pair: &Pair, closed: bool) {
    let close = "ALTER DATABASE koprogo_pair ALLOW_CONNECTIONS false;
                 SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'koprogo_pair'";
    let statement = if closed { close } else { "ALTER DATABASE koprogo_pair ALLOW_CONNECTIONS true" };
    let server = &pair.primary;
    server.run(statement).expect(statement);
}

async fn claims(store: &Store, times: usize) -> usize {
    let mut claimed = 0;
    for _ in 0..times {
        let mut tx = store.begin(&WorkerScope, "periodic.claim").await.expect("a transaction");
        claimed += usize::from(
            tx.periodic_claim("test.leader", Duration::from_secs(3600)).await.expect("claimed or not"),
        );
        tx.commit().await.expect("a commit");
    }
    claimed
}

#[test]
fn of_many_workers_one_does_what_is_due_and_each_job_is_taken_once() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_workers").await;
        let (one, other) = (databases.store().await, databases.store().await);
        let counted =
            tokio::join!(claims(&one, 10), claims(&other, 10), claims(&one, 10), claims(&other, 10));
        assert_eq!(counted.0 + counted.1 + counted.2 + counted.3, 1, "{counted:?}");

        let mut owner = databases.owner().await;
        sqlx::query(
            "INSERT INTO jobs.jobs (id, kind, payload, priority)
             SELECT gen_random_uuid(), 'identity.mail', '{}', 0 FROM generate_series(1, 60)",
        )
        .execute(&mut owner)
        .await
        .expect("sixty jobs");
        let take = async |store: &Store| {
            let mut ids = Vec::new();
            for _ in 0..40 {
                let mut tx = store.begin(&WorkerScope, "jobs.claim").await.expect("a transaction");
                let claimed = tx.jobs_claim(7, 2, Duration::from_secs(60)).await.expect("jobs");
                tx.commit().await.expect("a commit");
                ids.extend(claimed.into_iter().map(|job| job.id));
            }
            ids
        };
        let (mut all, others) = tokio::join!(take(&one), take(&other));
        all.extend(others);
        let taken = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!((taken, all.len()), (60, 60), "a job was taken twice, or by nobody");
        one.close().await;
        other.close().await;
    });
}
