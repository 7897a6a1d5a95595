//! Turns at the queue of jobs.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use store::WorkerScope;
use store::jobs::ClaimedJob;
use tests::database::Databases;
use tests::run;
use uuid::Uuid;

const LETTERS: i32 = 5_000;

async fn fill(databases: &Databases, tenant: Uuid, count: i32, minutes_ago: i32) {
    let mut owner = databases.owner().await;
    sqlx::query(
        "INSERT INTO jobs.jobs (id, tenant_id, kind, subject_id, priority, run_at)
         SELECT gen_random_uuid(), $1, 'notice.render', gen_random_uuid(), 1, now() - make_interval(mins => $3) FROM generate_series(1, $2)",
    )
    .bind(tenant)
    .bind(count)
    .bind(minutes_ago)
    .execute(&mut owner)
    .await
    .expect("jobs");
}

/// A database of its own, without a worker that would take the jobs away.
#[test]
fn five_thousand_letters_of_one_copro_do_not_delay_anothers() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_queue").await;
        let store = databases.store_with(6, store::Sharing::default()).await;
        let (busy, quiet) = (Uuid::now_v7(), Uuid::now_v7());
        fill(&databases, busy, LETTERS, 10).await;
        fill(&databases, quiet, 3, 0).await;
        let claim = async |limit: i64| -> Vec<ClaimedJob> {
            let mut tx = store.begin(&WorkerScope, "test.claim").await.expect("a transaction");
            let jobs = tx.jobs_claim(limit, 2, Duration::from_secs(60)).await.expect("jobs");
            tx.commit().await.expect("a commit");
            jobs
        };
        let running = async || -> BTreeMap<Uuid, i64> {
            let mut owner = databases.owner().await;
            let rows: Vec<(Uuid, i64)> = sqlx::query_as(
                "SELECT tenant_id, count(*) FROM jobs.jobs WHERE status = 'running' GROUP BY 1",
            )
            .fetch_all(&mut owner)
            .await
            .expect("counts");
            rows.into_iter().collect()
        };
        let first = claim(4).await;
        assert_eq!(
            running().await,
            BTreeMap::from([(busy, 2), (quiet, 2)]),
            "two of each, whoever came first"
        );
        assert_eq!(claim(100).await.len(), 0, "both have as many as they may");
        let mut tx = store.begin(&WorkerScope, "test.done").await.expect("a transaction");
        for job in &first {
            tx.job_done(job.id).await.expect("done");
        }
        tx.commit().await.expect("a commit");
        // Many workers at the same moment are no more than one.
        let claims: Vec<_> = (0..6).map(|_| claim(4)).collect();
        let mut taken = 0;
        for claimed in join_all(claims).await {
            taken += claimed.len();
        }
        let now = running().await;
        assert!(
            now.values().all(|count| *count <= 2) && taken as i64 == now.values().sum::<i64>(),
            "{now:?}"
        );
        tests::wait_for("the last letter of the quiet one", async || {
            claim(4).await;
            (running().await.get(&quiet) == Some(&1)).then_some(())
        })
        .await;
        let mut owner = databases.owner().await;
        let (plan,): (Value,) =
            sqlx::query_as("SELECT to_jsonb(count(*)) FROM jobs.jobs WHERE status = 'queued'")
                .fetch_one(&mut owner)
                .await
                .expect("a count");
        assert!(plan.as_i64() > Some(4_900), "the rest waits: {plan}");
        store.close().await;
    });
}

/// The plan is made once on each connection, here as on the worker's: while nothing was queued.
#[test]
fn a_claim_that_was_planned_on_an_empty_queue_does_not_walk_it_for_each_job() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_queue_plan").await;
        let mut owner = databases.owner().await;
        // Or autovacuum might tell the planner meanwhile.
        for prepared in ["ALTER TABLE jobs.jobs SET (autovacuum_enabled = false)", "ANALYZE jobs.jobs"] {
            sqlx::query(prepared).execute(&mut owner).await.expect("a table that is known to be empty");
        }
        let store = databases.store_with(1, store::Sharing::default()).await;
        let claim = async || {
            let mut tx = store.begin(&WorkerScope, "test.claim").await.expect("a transaction");
            let jobs = tx.jobs_claim(4, 2, Duration::from_secs(60)).await.expect("jobs");
            tx.commit().await.expect("a commit");
            jobs.len()
        };
        assert_eq!(claim().await, 0);
        fill(&databases, Uuid::now_v7(), LETTERS, 10).await;
        let read = async || -> i64 {
            let mut owner = databases.owner().await;
            sqlx::query_scalar(
                "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE schemaname = 'jobs' AND relname = 'jobs'",
            )
            .fetch_one(&mut owner)
            .await
            .expect("statistics")
        };
        let before = read().await;
        assert_eq!(claim().await, 2);
        // Its connection tells what it read when it ends, at the latest.
        store.close().await;
        let walked = tests::wait_for("the claim to be counted", async || {
            let walked = read().await - before;
            (walked > 0).then_some(walked)
        })
        .await;
        assert!(walked <= 20 * i64::from(LETTERS), "{walked} rows for four jobs of {LETTERS}");
    });
}

async fn join_all<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, result) in &mut futures {
            if result.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *result = Some(value),
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        if waiting { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    futures.into_iter().filter_map(|(_, result)| result).collect()
}
