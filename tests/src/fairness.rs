//! Proofs of fair share, each measured in one run and told as figures: what the tests assert, `bin/load` prints.

use std::sync::Arc;
use std::time::{Duration, Instant};

use access::limit::{LimitConfig, Rate};
use api::HeavyLimits;
use reqwest::Method;
use serde_json::{Value, json};
use store::Sharing;

use crate::load::{self, Report};
use crate::world::generous_limits;
use crate::{Building, Client, Firm, PoolOptions, RedisServer, Site, SiteOptions, World};

async fn status(client: &Client, method: Method, path: &str) -> Option<u16> {
    client.request(method, path).try_send().await
}

// ------------------------------------------------------------------------------------------------------------ a noisy neighbour

/// What protects the quiet one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caps {
    /// As the program does by itself.
    Usual,
    /// None: one copro may take every connection and every processor.
    None,
}

/// The pool of an instance small enough to be exhausted.
const POOL: u32 = 10;
const QUIET_PER_SECOND: f64 = 20.0;
const NOISY_PER_SECOND: f64 = 60.0;
const NOISY_UNDER_WAY_MAX: usize = 120;

fn capped(caps: Caps) -> SiteOptions {
    let (sharing, heavy) = match caps {
        Caps::Usual => (Sharing::default(), HeavyLimits::default()),
        Caps::None => {
            (Sharing { each_max: Some(POOL), wait_ms: 10_000 }, HeavyLimits { at_once: 64, per_tenant: 64 })
        }
    };
    let limits = LimitConfig { copro: LimitConfig::default().copro, ..generous_limits() };
    let pool = PoolOptions { connections_max: POOL, sharing };
    SiteOptions { limits, sharing: Some(pool), heavy, ..SiteOptions::default() }
}

/// One copro asks for letters and long lists and writes as fast as it can; another goes about its day. Alone and beside each other
/// in turns, so that whatever else this machine does weighs on both. In every second flood a transaction that does not end holds the noisy copro,
/// and every connection that it may have waits for it; in the others processors and disk are what it takes.
pub async fn neighbour(world: &World, caps: Caps, rounds: usize, round: Duration) -> Value {
    let site = world.site_with(capped(caps)).await;
    let (noisy, quiet) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
    let noisy = Building::active(&noisy, "Bruyante").await;
    let quiet = Building::active(&quiet, "Calme").await;
    for number in 0..60 {
        let date = format!("2026-03-{:02}", number % 28 + 1);
        noisy.client.post_once(&noisy.at("/receipts"), noisy.receipt("person", &date, 1_000), 201).await;
    }
    let mut alone = Vec::new();
    let mut beside = Vec::new();
    let mut noise = Vec::new();
    calm(&site, &quiet, Duration::from_secs(1)).await;
    for number in 0..rounds {
        alone.push(calm(&site, &quiet, round).await);
        let mut holder = world.databases.owner().await;
        if number % 2 == 1 {
            crate::database::hold(&mut holder, &noisy.id).await;
        }
        let flood = flood(&site, &noisy, round);
        let (flooded, calm) = tokio::join!(flood, calm(&site, &quiet, round));
        crate::database::release(holder).await;
        noise.push(flooded);
        beside.push(calm);
    }
    let (alone, beside, noise) = (Report::merge(alone), Report::merge(beside), Report::merge(noise));
    let ratio = beside.quantile_ms(0.99) / alone.quantile_ms(0.99);
    json!({"quiet_alone": alone.json(), "quiet_beside": beside.json(), "noisy": noise.json(),
           "p99_ratio": (ratio * 100.0).round() / 100.0, "quiet_errors": beside.shots.len() - beside.count(200)})
}

async fn calm(site: &Site, quiet: &Building, duration: Duration) -> Report {
    let client = site.with_token(quiet.client.token().expect("a token"));
    let paths = ["", "/lots", "/owners", "/calls", "/keys"].map(|path| quiet.at(path));
    load::open(QUIET_PER_SECOND, duration, 200, move |number| {
        let (client, path) = (client.clone(), paths[number as usize % paths.len()].clone());
        async move { status(&client, Method::GET, &path).await }
    })
    .await
}

async fn flood(site: &Site, noisy: &Building, duration: Duration) -> Report {
    let client = site.with_token(noisy.client.token().expect("a token"));
    let statement = noisy.at(&format!("/owners/{}/statement.pdf", noisy.owners["person"]));
    let (entries, receipts) = (noisy.at("/entries?limit=200"), noisy.at("/receipts"));
    let receipt = noisy.receipt("person", "2026-04-01", 1_000);
    load::open(NOISY_PER_SECOND, duration, NOISY_UNDER_WAY_MAX, move |number| {
        let client = client.clone();
        let request = match number % 3 {
            0 => client.request(Method::GET, &statement),
            1 => client.request(Method::GET, &entries),
            _ => client.request(Method::POST, &receipts).json(&receipt).once(),
        };
        async move { request.try_send().await }
    })
    .await
}

// ------------------------------------------------------------------------------------------------- three replicas, Redis killed

/// 40 at once, 40 a second.
const SHARED_QUOTA: Rate = Rate::new(40, 1);
const OFFERED_PER_SECOND: f64 = 105.0;
const REPLICAS: usize = 3;

/// Three instances that count together.
pub struct Replicas {
    pub redis: RedisServer,
    pub sites: Vec<Site>,
}

impl Replicas {
    pub async fn start(world: &World, copro: Rate) -> Replicas {
        let redis = RedisServer::start();
        let mut sites = Vec::new();
        for _ in 0..REPLICAS {
            let limits = LimitConfig { copro, ..generous_limits() };
            let pool =
                PoolOptions { connections_max: 8, sharing: Sharing { each_max: Some(6), wait_ms: 3_000 } };
            let options = SiteOptions {
                limits,
                redis: Some(redis.options()),
                sharing: Some(pool),
                ..SiteOptions::default()
            };
            sites.push(world.site_with(options).await);
        }
        let replicas = Replicas { redis, sites };
        crate::wait_for("three replicas that know of each other", async || {
            replicas.sites.iter().all(|site| site.app.limits.replicas() == Some(3)).then_some(())
        })
        .await;
        replicas
    }

    /// Until every instance counts in Redis again; how long that took.
    pub async fn shared_again(&self) -> Duration {
        let begun = Instant::now();
        crate::wait_for("counting in Redis", async || {
            self.sites.iter().all(|site| site.app.limits.are_shared()).then_some(())
        })
        .await;
        begun.elapsed()
    }
}

/// One copro asks all three for more than its quota; Redis dies and comes back, empty. Each phase is told as a multiple of the quota.
pub async fn outage(world: &World, phase: Duration) -> Value {
    let mut replicas = Replicas::start(world, SHARED_QUOTA).await;
    let firm = Firm::sign_up(world).await;
    let building = Building::active(&firm, "Partagée").await;
    let token = firm.client.token().expect("a token");
    let clients: Arc<Vec<Client>> =
        Arc::new(replicas.sites.iter().map(|site| site.with_token(&token)).collect());
    let path = building.at("/keys");
    let settle = Duration::from_secs(2);
    let down = settle + phase;
    let up = down + phase;
    let ends = up + Duration::from_secs(1) + phase;
    let start = Instant::now();
    let loading = tokio::spawn(load::open(OFFERED_PER_SECOND, ends, 600, move |number| {
        let (client, path) = (clients[number as usize % REPLICAS].clone(), path.clone());
        async move { status(&client, Method::GET, &path).await }
    }));
    tokio::time::sleep_until((start + down).into()).await;
    replicas.redis.kill();
    let killed = start.elapsed();
    tokio::time::sleep_until((start + up).into()).await;
    let away = replicas.sites.iter().all(|site| !site.app.limits.are_shared());
    replicas.redis.restart();
    let restarted = start.elapsed();
    let back = replicas.shared_again().await;
    let report = loading.await.expect("the load");
    let times = |from: Duration, to: Duration| {
        let quota = f64::from(SHARED_QUOTA.quota.get()) * (to - from).as_secs_f64();
        (report.between(from, to).count(200) as f64 / quota * 1_000.0).round() / 1_000.0
    };
    json!({"before": times(settle, killed), "during": times(killed, restarted), "after": times(restarted + back, ends),
           "noticed": away, "back_ms": back.as_millis() as u64, "server_errors": report.errors(),
           "slowest_during_ms": report.between(killed, restarted).quantile_ms(0.99).round(), "all": report.json()})
}

// --------------------------------------------------------------------------------------------- revocation, with Redis dead

/// Milliseconds from the end of a right on one replica until the last request another one grants, with Redis dead.
pub async fn revocation(world: &World) -> Value {
    let mut replicas = Replicas::start(world, Rate::new(1_000_000, 1)).await;
    replicas.redis.kill();
    let session_ms = {
        let firm = Firm::sign_up(world).await;
        let token = firm.client.token().expect("a token").to_owned();
        let path = firm.copros();
        let ender = replicas.sites[0].with_token(&token);
        last_granted(&replicas.sites[1].with_token(&token), &path, 401, async || {
            ender.request(Method::DELETE, "/v1/session").send().await.expect(204);
        })
        .await
    };
    let member_ms = {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Quittée").await;
        let hired = firm.hire(&crate::unique_email(), "gestionnaire", &[]).await;
        let token = hired.client.token().expect("a token");
        let admin = replicas.sites[0].with_token(firm.client.token().expect("a token"));
        let membership = firm.at(&format!("/members/{}", hired.user_id));
        last_granted(&replicas.sites[1].with_token(&token), &building.path, 404, async || {
            admin.request(Method::DELETE, &membership).send().await.expect(204);
        })
        .await
    };
    json!({"session_ended_ms": session_ms, "member_removed_ms": member_ms})
}

/// Keeps asking; ends the right meanwhile; says how long after that the last request was still granted.
async fn last_granted(client: &Client, path: &str, refused: u16, end: impl AsyncFnOnce()) -> u64 {
    let start = Instant::now();
    let (asking, asked) = (client.clone(), path.to_owned());
    let hammering = tokio::spawn(load::open(60.0, Duration::from_secs(3), 100, move |_| {
        let (client, path) = (asking.clone(), asked.clone());
        async move { status(&client, Method::GET, &path).await }
    }));
    tokio::time::sleep_until((start + Duration::from_secs(1)).into()).await;
    end().await;
    let ended = start.elapsed();
    let report = hammering.await.expect("the load");
    assert!(
        report.count(200) > 20 && report.count(refused) > 20 && report.errors() == 0,
        "{}",
        report.json()
    );
    let granted = report.shots.iter().filter(|shot| shot.status == Some(200)).map(|shot| shot.at + shot.took);
    let last = granted.max().unwrap_or_default();
    u64::try_from(last.saturating_sub(ended).as_millis()).unwrap_or(u64::MAX)
}
