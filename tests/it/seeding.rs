//! Load tests measure copros that are copies of a few. What holds for those that were made through the API must hold for every copy.

use load_tests::seed::{self, Ground, PASSWORD, Plan};
use serde_json::json;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use store::doctor::{self, State};
use tests::database::{Databases, tables};
use tests::{SiteOptions, World, int, list, run, text};

const EXPENSES: i64 = 10;
const LOTS: i64 = 20;
/// Two owners of each copro have sold: the portfolio counts those who own.
const OWNING: i64 = 18;

#[test]
fn a_hundred_copied_copros_keep_every_rule() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_seeded").await;
        let store = databases.store().await;
        let site = world.site_on(&databases, &store, SiteOptions::default()).await;
        let plan =
            Plan { copros: 100, per_firm: 2, lots: LOTS as usize, expenses: EXPENSES as usize, seed: 1 };
        may_copy(world, true);
        let ground = Ground { server: site.address, owner_url: databases.owner_url() };
        let planted = seed::plant(&ground, &plan, async || {}, |_| {}).await.expect("it is seeded");
        may_copy(world, false);
        assert_eq!((planted.firms, planted.copros), (50, 100));
        let mut owner = databases.owner().await;
        every_reference_leads_somewhere(&mut owner).await;
        every_entry_balances(&mut owner).await;
        for finding in doctor::examine(&mut databases.app().await).await.expect("the audit runs") {
            assert_eq!(finding.state, State::Kept, "{}: {}", finding.rule.id, finding.rule.title);
        }
        for number in ["", "-1", "-49"] {
            let typed = json!({"email": format!("direction{number}@cabinet.example"), "password": PASSWORD, "token": true});
            let session = site.anonymous().post("/v1/session", typed, 200).await;
            is_whole(&site.anonymous().with_tokens(&session)).await;
        }
    });
}

/// Copying leaves the triggers out, which no role of the product may do.
fn may_copy(world: &World, may: bool) {
    let statement = if may {
        "GRANT SET ON PARAMETER session_replication_role TO koprogo_owner"
    } else {
        "REVOKE SET ON PARAMETER session_replication_role FROM koprogo_owner"
    };
    world.cluster.run(statement).expect("an administrator grants");
}

/// Makes every foreign key once more: PostgreSQL then looks at every row.
async fn every_reference_leads_somewhere(owner: &mut PgConnection) {
    let keys: Vec<(String, String)> = sqlx::query_as(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
          WHERE contype = 'f' AND connamespace::regnamespace::text IN ('tenant', 'firm', 'identity', 'quota')",
    )
    .fetch_all(&mut *owner)
    .await
    .expect("a list of foreign keys");
    assert!(keys.len() > 50, "only {} foreign keys", keys.len());
    let mut all = owner.begin().await.expect("a transaction");
    for (table, key) in keys {
        let again = format!("ALTER TABLE {table} ADD {key}");
        sqlx::query(AssertSqlSafe(again))
            .execute(&mut *all)
            .await
            .unwrap_or_else(|error| panic!("{table} {key}: {error}"));
    }
    all.rollback().await.expect("a rollback");
}

/// Also: every entry has lines, and every table that the model filled is full in every copy.
async fn every_entry_balances(owner: &mut PgConnection) {
    let off: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT e.tenant_id, e.id FROM tenant.entries e LEFT JOIN tenant.entry_lines l
            ON l.tenant_id = e.tenant_id AND l.entry_id = e.id GROUP BY 1, 2 HAVING coalesce(sum(l.amount_cents), 1) <> 0) AS off",
    )
    .fetch_one(&mut *owner)
    .await
    .expect("a count");
    assert_eq!(off, 0, "entries that do not balance");
    let mut full = 0;
    for table in tables(owner, "tenant").await {
        let by_copro = format!("SELECT count(DISTINCT tenant_id) FROM {table}");
        let copros: i64 =
            sqlx::query_scalar(AssertSqlSafe(by_copro)).fetch_one(&mut *owner).await.expect("a count");
        // The audit log begins anew with a copy's first own act.
        let expected = if table.starts_with("tenant.audit_") { 2 } else { 100 };
        assert!(copros == 0 || copros == expected, "{table} has rows of {copros} copros");
        full += u32::from(copros == 100);
    }
    assert!(full > 12, "only {full} tables are full");
}

/// What a firm sees on its pages.
async fn is_whole(client: &tests::Client) {
    let session = client.get("/v1/session", 200).await;
    let firm = text(&list(&session, "firms")[0], "id");
    let copros = client.all(&format!("/v1/firms/{firm}/copros")).await;
    assert_eq!(copros.len(), 2);
    for copro in copros {
        assert_eq!((int(&copro, "lots"), int(&copro, "owners")), (LOTS, OWNING), "{copro}");
        let at = |rest: &str| format!("/v1/copros/{}{rest}", text(&copro, "slug"));
        let detail = client.get(&at(""), 200).await;
        assert_eq!(int(&detail, "shares_assigned"), int(&detail, "shares_total"));
        let owners = client.all(&at("/owners")).await;
        let counts =
            (client.all(&at("/lots")).await.len(), owners.len(), client.all(&at("/expenses")).await.len());
        assert_eq!(counts, (LOTS as usize, LOTS as usize, EXPENSES as usize));
        client.get(&at(&format!("/owners/{}/statement", text(&owners[0], "id"))), 200).await;
    }
    // And it works on: what it writes next fits what is there.
    let copros = client.all(&format!("/v1/firms/{firm}/copros")).await;
    let path = format!("/v1/copros/{}/lots", text(&copros[0], "slug"));
    client.post(&path, json!({"code": "NEW", "nature": "cellar", "shares": 0}), 201).await;
}
