//! Counting together.

use std::time::{Duration, Instant};

use access::limit::{LimitConfig, Rate};
use reqwest::Method;
use tests::fairness::Replicas;
use tests::{Building, Firm, RedisServer, SiteOptions, run};

/// A quota that does not come back while a test runs.
const FEW: Rate = Rate::new(9, 3_600);

#[test]
fn three_replicas_share_one_quota_and_redis_learns_no_names() {
    run(async |world| {
        let replicas = Replicas::start(world, FEW).await;
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Réunie").await;
        let token = firm.client.token().expect("a token");
        let mut allowed = 0;
        for round in 0..6 {
            for site in &replicas.sites {
                let answer = site.with_token(&token).request(Method::GET, &building.path).send().await;
                match answer.status {
                    200 => allowed += 1,
                    _ => drop(answer.problem(429, "too-many-requests")),
                }
            }
            assert!(allowed == (round + 1) * 3 || allowed == 9, "{allowed} in round {round}");
        }
        assert_eq!(allowed, 9);
        let content = replicas.redis.content();
        assert!(content.len() >= 2, "a copro, addresses, and the list of replicas: {content:?}");
        let secrets = [&building.id, &building.slug, &firm.id, &firm.user_id, &firm.email, "127.0.0.1"];
        for kept in &content {
            assert!(secrets.iter().all(|secret| !kept.contains(*secret)), "{kept}");
            let key = kept.split(' ').next().unwrap_or_default();
            let left = replicas.redis.command(&format!("PTTL {key}")).unwrap_or_default();
            let left: i64 = left.trim_start_matches(':').parse().expect("a time");
            assert!((-2..=3_600_002).contains(&left) && left != -1, "{key} is kept for ever: {left}");
        }
    });
}

/// Stopped, not dead: it accepts and never answers, the slowest of all failures.
#[test]
fn a_redis_that_hangs_delays_a_few_requests_by_its_time_and_fails_none() {
    run(async |world| {
        let replicas = Replicas::start(world, Rate::new(1_000_000, 1)).await;
        let firm = Firm::sign_up(world).await;
        let client = replicas.sites[0].with_token(firm.client.token().expect("a token"));
        let path = firm.copros();
        client.get(&path, 200).await;
        replicas.redis.signal("STOP");
        let mut slow = 0;
        for _ in 0..20 {
            let begun = Instant::now();
            client.get(&path, 200).await;
            slow += usize::from(begun.elapsed() >= Duration::from_millis(50));
        }
        replicas.redis.signal("CONT");
        assert!(slow <= 8, "{slow} of 20 waited for Redis");
        assert!(replicas.shared_again().await < Duration::from_secs(5));
        client.get(&path, 200).await;
    });
}

#[test]
fn without_redis_each_replica_allows_its_share_and_never_more() {
    run(async |world| {
        let mut replicas = Replicas::start(world, FEW).await;
        replicas.redis.kill();
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Seule").await;
        for site in &replicas.sites {
            let client = site.with_token(firm.client.token().expect("a token"));
            let mut allowed = 0;
            for _ in 0..6 {
                let answer = client.request(Method::GET, &building.path).send().await;
                assert!(matches!(answer.status, 200 | 429), "{}", answer.text());
                allowed += usize::from(answer.status == 200);
            }
            assert_eq!(allowed, 3, "a third of nine");
        }
    });
}

/// A replica that has never seen Redis knows from its settings how many there are.
#[test]
fn a_replica_that_starts_without_redis_goes_by_its_settings() {
    run(async |world| {
        let mut redis = RedisServer::start();
        let options = redis.options();
        redis.kill();
        let limits = LimitConfig { copro: FEW, replicas: 3, ..SiteOptions::default().limits };
        let site =
            world.site_with(SiteOptions { limits, redis: Some(options), ..SiteOptions::default() }).await;
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Première").await;
        let client = site.with_token(firm.client.token().expect("a token"));
        for _ in 0..3 {
            client.get(&building.path, 200).await;
        }
        client.request(Method::GET, &building.path).send().await.problem(429, "too-many-requests");
    });
}
