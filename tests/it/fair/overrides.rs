//! What plans and operators grant.

use access::limit::{LimitConfig, Rate};
use reqwest::Method;
use sqlx::postgres::PgConnection;
use tests::{Building, Client, Firm, SiteOptions, run};
use uuid::Uuid;

async fn grant(owner: &mut PgConnection, column: &str, scope: &str, quota: i32, seconds: f64) {
    let scope: Uuid = scope.parse().expect("an id");
    let statement = match column {
        "tenant_id" => {
            "INSERT INTO quota.overrides (id, tenant_id, quota, window_seconds, reason, created_by, expires_at)
             VALUES ($1, $2, $3, 3600, 'End of the fiscal year', $1, now() + make_interval(secs => $4))"
        }
        _ => {
            "INSERT INTO quota.overrides (id, firm_id, quota, window_seconds, reason, created_by, expires_at)
             VALUES ($1, $2, $3, 3600, 'Migration of a portfolio', $1, now() + make_interval(secs => $4))"
        }
    };
    sqlx::query(statement)
        .bind(Uuid::now_v7())
        .bind(scope)
        .bind(quota)
        .bind(seconds)
        .execute(owner)
        .await
        .expect("an override");
}

async fn policy(client: &Client, path: &str) -> String {
    let answer = client.request(Method::GET, path).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.header("ratelimit-policy").split(", ").last().unwrap_or_default().to_owned()
}

#[test]
fn an_override_counts_on_every_replica_with_the_next_request_and_ends_by_itself() {
    run(async |world| {
        let limits = LimitConfig {
            copro: Rate::new(50, 10),
            firm: Rate::new(40, 10),
            ..SiteOptions::default().limits
        };
        let options = || SiteOptions { limits: limits.clone(), ..SiteOptions::default() };
        let sites = [world.site_with(options()).await, world.site_with(options()).await];
        let firm = Firm::sign_up(world).await;
        let (building, other) =
            (Building::draft(&firm, "Élargie").await, Building::draft(&firm, "Voisine").await);
        let clients = sites.each_ref().map(|site| site.with_token(firm.client.token().expect("a token")));
        let mut owner = world.databases.owner().await;
        for client in &clients {
            assert_eq!(policy(client, &building.path).await, "\"copro\";q=50;w=10");
        }
        grant(&mut owner, "tenant_id", &building.id, 900, 2.0).await;
        for client in &clients {
            assert_eq!(policy(client, &building.path).await, "\"copro\";q=900;w=3600");
            assert_eq!(policy(client, &other.path).await, "\"copro\";q=50;w=10");
            assert_eq!(policy(client, &firm.copros()).await, "\"firm\";q=40;w=10");
        }
        grant(&mut owner, "firm_id", &firm.id, 700, 3_600.0).await;
        assert_eq!(policy(&clients[0], &firm.copros()).await, "\"firm\";q=700;w=3600");
        for client in &clients {
            tests::wait_for("the end of the override", async || {
                (policy(client, &building.path).await == "\"copro\";q=50;w=10").then_some(())
            })
            .await;
        }
    });
}

#[test]
fn an_override_may_also_be_less_and_is_what_is_applied() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Bridée").await;
        let mut owner = world.databases.owner().await;
        grant(&mut owner, "tenant_id", &building.id, 2, 600.0).await;
        for _ in 0..2 {
            firm.client.get(&building.path, 200).await;
        }
        firm.client.request(Method::GET, &building.path).send().await.problem(429, "too-many-requests");
        firm.client.get(&firm.copros(), 200).await;
    });
}

/// What is over a quota is turned away without a question to the database, and must still hear of a larger one.
#[test]
fn who_is_over_their_quota_is_let_in_once_it_is_raised() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Relevée").await;
        let mut owner = world.databases.owner().await;
        grant(&mut owner, "tenant_id", &building.id, 2, 600.0).await;
        for _ in 0..2 {
            firm.client.get(&building.path, 200).await;
        }
        for _ in 0..5 {
            let over = firm.client.request(Method::GET, &building.path).send().await;
            over.problem(429, "too-many-requests");
        }
        grant(&mut owner, "tenant_id", &building.id, 900, 600.0).await;
        tests::wait_for("the larger quota", async || {
            (firm.client.request(Method::GET, &building.path).send().await.status == 200).then_some(())
        })
        .await;
        assert_eq!(policy(&firm.client, &building.path).await, "\"copro\";q=900;w=3600");
    });
}

#[test]
fn a_plan_grants_what_its_row_says() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Planifiée").await;
        let mut owner = world.databases.owner().await;
        let plan = format!("p{}", &Uuid::now_v7().simple().to_string()[..20]);
        sqlx::query("INSERT INTO quota.plans VALUES ($1, 333, 33, NULL, NULL)")
            .bind(&plan)
            .execute(&mut owner)
            .await
            .expect("a plan");
        sqlx::query("INSERT INTO quota.firm_plans VALUES ($1, $2)")
            .bind(firm.id.parse::<Uuid>().expect("an id"))
            .bind(&plan)
            .execute(&mut owner)
            .await
            .expect("a firm's plan");
        assert_eq!(policy(&firm.client, &building.path).await, "\"copro\";q=333;w=33");
        assert_eq!(
            policy(&firm.client, &firm.copros()).await,
            "\"firm\";q=1000000;w=1",
            "as the settings say"
        );
    });
}

/// Neither the application nor any scope of it writes what it is granted.
#[test]
fn nobody_grants_himself_anything() {
    run(async |world| {
        use tests::database::{Scope, attempt};
        let mut app = world.databases.app().await;
        let scopes = [
            Scope::Login,
            Scope::Tenant(Uuid::now_v7()),
            Scope::Firm(Uuid::now_v7()),
            Scope::Role("koprogo_identity"),
            Scope::Role("koprogo_worker"),
        ];
        for scope in scopes {
            for statement in [
                "INSERT INTO quota.plans VALUES ('mine', 1000000, 1, 1000000, 1)",
                "DELETE FROM quota.overrides",
                "SELECT * FROM quota.overrides",
                "SELECT * FROM quota.firm_plans",
            ] {
                assert_eq!(
                    attempt(&mut app, scope, statement).await,
                    Err("42501".to_owned()),
                    "{scope:?}: {statement}"
                );
            }
        }
    });
}
