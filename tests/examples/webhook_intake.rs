//! How many messages of the payment provider one core takes in, and how long each waits for its answer.
//!
//! `cargo run -p tests --release --example webhook_intake [-- OFFERED_PER_SECOND [SECONDS]]`
//!
//! The server runs on one thread that is pinned to one core; sender, worker and PostgreSQL have the others, or, where there is only one
//! more, share it. Every message is signed and new, one in ten is sent twice. First as many are sent as are answered, sixty-four at a time;
//! then as many as the first argument says (1000), at a steady pace whatever comes back. Afterwards a worker empties the inbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use payments::Payments;
use secrecy::SecretString;
use serde_json::json;
use stripe_fake::Fake;
use tests::database::Databases;
use tests::{SiteOptions, run};
use time::OffsetDateTime;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Mutex;
use tokio::time::{MissedTickBehavior, interval};
use worker::Worker;

const SECRET: &str = "whsec_of_the_bench";
const FIRMS: u64 = 20;
const AT_ONCE: usize = 64;

static NEXT: AtomicU64 = AtomicU64::new(0);

fn pinned() -> Runtime {
    let pin = || {
        let mut cores = rustix::thread::CpuSet::new();
        cores.set(0);
        rustix::thread::sched_setaffinity(None, &cores).expect("a core");
    };
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("server")
        .on_thread_start(pin)
        .enable_all()
        .build()
        .expect("a runtime")
}

/// A message about one of the firms' payments, as large as the provider's own.
fn message(n: u64) -> Vec<u8> {
    let kinds =
        ["payment_intent.processing", "payment_intent.succeeded", "charge.updated", "customer.updated"];
    let kind = kinds[usize::try_from(n % 4).expect("small")];
    let created = OffsetDateTime::now_utc().unix_timestamp();
    let object = json!({
        "id": format!("pi_{n}"), "object": "payment_intent", "status": "processing", "amount": 1815, "currency": "eur",
        "customer": format!("cus_{}", n % FIRMS), "created": created, "description": "KoproGo",
        "filling": "x".repeat(2_500),
    });
    let event = json!({"id": format!("evt_{n}"), "object": "event", "type": kind, "created": created, "data": {"object": object}});
    serde_json::to_vec(&event).expect("JSON")
}

#[derive(Default)]
struct Answers {
    taken_ms: Mutex<Vec<f64>>,
    refused: AtomicU64,
}

async fn send(http: &reqwest::Client, url: &str, body: &[u8], answers: &Answers) {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let signature = Fake::sign(body, &[SECRET.to_owned()], now);
    let request = http.post(url).header("stripe-signature", signature).body(body.to_vec());
    let began = Instant::now();
    let status = request.send().await.map(|answer| answer.status().as_u16()).unwrap_or_default();
    let taken = began.elapsed().as_secs_f64() * 1000.0;
    if status == 200 {
        answers.taken_ms.lock().await.push(taken);
    } else {
        answers.refused.fetch_add(1, Ordering::Relaxed);
    }
}

async fn next(http: &reqwest::Client, url: &str, answers: &Answers) {
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let body = message(n);
    send(http, url, &body, answers).await;
    if n.is_multiple_of(10) {
        send(http, url, &body, answers).await;
    }
}

/// As many as are answered.
async fn flood(http: &reqwest::Client, url: &str, answers: &Arc<Answers>, lasting: Duration) {
    let mut senders = tokio::task::JoinSet::new();
    let began = Instant::now();
    for _ in 0..AT_ONCE {
        let (http, url, answers) = (http.clone(), url.to_owned(), answers.clone());
        senders.spawn(async move {
            while began.elapsed() < lasting {
                next(&http, &url, &answers).await;
            }
        });
    }
    while senders.join_next().await.is_some() {}
}

/// So many a second, whatever comes back.
async fn pace(http: &reqwest::Client, url: &str, answers: &Arc<Answers>, offered: u64, lasting: Duration) {
    const EVERY: Duration = Duration::from_millis(5);
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut senders = tokio::task::JoinSet::new();
    let (began, mut sent) = (Instant::now(), 0);
    while began.elapsed() < lasting {
        ticks.tick().await;
        let due = u64::try_from(began.elapsed().as_millis()).expect("short") * offered / 1000;
        for _ in sent..due {
            let (http, url, answers) = (http.clone(), url.to_owned(), answers.clone());
            senders.spawn(async move { next(&http, &url, &answers).await });
        }
        sent = due.max(sent);
        while senders.try_join_next().is_some() {}
    }
    while senders.join_next().await.is_some() {}
}

async fn report(what: &str, answers: &Answers, lasted: Duration) -> (f64, f64) {
    let mut taken = answers.taken_ms.lock().await.clone();
    taken.sort_by(f64::total_cmp);
    let at = |part: f64| {
        taken.get(((taken.len() as f64 * part) as usize).min(taken.len() - 1)).copied().unwrap_or(0.0)
    };
    let rate = taken.len() as f64 / lasted.as_secs_f64();
    let refused = answers.refused.load(Ordering::Relaxed);
    println!(
        "{what}: {} answered in {:.1} s, {rate:.0}/s, p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms, {refused} refused",
        taken.len(),
        lasted.as_secs_f64(),
        at(0.5),
        at(0.99),
        at(1.0),
    );
    (rate, at(0.99))
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (offered, seconds) = (arguments.next().unwrap_or(1000), arguments.next().unwrap_or(10));
    let server = pinned();
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_intake").await;
        let store = databases.store().await;
        let mut owner = databases.owner().await;
        sqlx::query(
            "WITH made AS (INSERT INTO firm.firms (firm_id, country, name, company_number)
                SELECT app.uuid_v7(), 'BE', 'Gérance ' || n, '0812.345.603' FROM generate_series(1, $1) n RETURNING firm_id)
             SELECT firm_id FROM made",
        )
        .bind(i32::try_from(FIRMS).expect("few"))
        .execute(&mut owner)
        .await
        .expect("firms");
        sqlx::query("UPDATE firm.billing b SET customer = 'cus_' || n.at FROM (SELECT firm_id, row_number() OVER () - 1 AS at FROM firm.billing) n WHERE n.firm_id = b.firm_id")
            .execute(&mut owner)
            .await
            .expect("customers");
        let options =
            SiteOptions { webhook_secrets: vec![SecretString::from(SECRET)], ..SiteOptions::default() };
        // Everything of this instance lives on the pinned thread: connections to the database too.
        let inside = databases.clone();
        let site = server
            .spawn(async move {
                let store = inside.store().await;
                world.site_on(&inside, &store, options).await
            })
            .await
            .expect("a server");
        let url = format!("http://{}/v1/webhooks/stripe", site.address);
        let http =
            reqwest::Client::builder().no_proxy().pool_max_idle_per_host(256).build().expect("a client");
        let lasting = Duration::from_secs(seconds);
        let warm = Arc::new(Answers::default());
        flood(&http, &url, &warm, Duration::from_secs(2)).await;
        let flooded = Arc::new(Answers::default());
        let began = Instant::now();
        flood(&http, &url, &flooded, lasting).await;
        report("flood, 64 at a time", &flooded, began.elapsed()).await;
        let paced = Arc::new(Answers::default());
        let began = Instant::now();
        pace(&http, &url, &paced, offered, lasting).await;
        report(&format!("{offered}/s offered"), &paced, began.elapsed()).await;
        empty(world, &databases, &store).await;
        drop(site);
    });
    server.shutdown_background();
}

/// A worker does what was taken in.
async fn empty(world: &'static tests::World, databases: &Databases, store: &store::Store) {
    // Nobody is asked anything: these payments exist nowhere else.
    let nobody = Payments::new(&"sk_test_invented".into(), "http://127.0.0.1:1/", Duration::from_secs(1));
    let worker = Worker {
        payments: Some(Arc::new(nobody.expect("loopback").with_pause(Duration::from_millis(1)))),
        ..world.idle_worker(store, &world.files)
    };
    let mut owner = databases.owner().await;
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM billing.webhooks")
        .fetch_one(&mut owner)
        .await
        .expect("a count");
    let sent = i64::try_from(NEXT.load(Ordering::Relaxed)).expect("few");
    assert_eq!(waiting, sent, "each message is kept once, those sent twice too");
    let began = Instant::now();
    while worker.read_inbox().await.expect("the inbox is read") > 0 {}
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM billing.webhooks WHERE status <> 'done'")
        .fetch_one(&mut owner)
        .await
        .expect("a count");
    println!("processed: {waiting} messages in {:.1} s, {left} left", began.elapsed().as_secs_f64());
}
