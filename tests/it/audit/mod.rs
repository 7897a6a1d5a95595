//! The audit log holds: it cannot be changed by those it is about, and what somebody mightier changes is found.

use std::collections::BTreeMap;

use audit::{Anchors, Hash, Kind, Scope};
use sqlx::postgres::PgConnection;
use store::audit::{Auditor, Report};
use tests::{Firm, Furnished, World, wait_for};
use uuid::Uuid;

mod anchors;
mod chain;
mod cost;
mod erasure;
mod export;
mod tamper;

type Ends = BTreeMap<Scope, Vec<(i64, Hash)>>;

fn tenant(id: Uuid) -> Scope {
    Scope { kind: Kind::Tenant, id }
}

async fn verified(connection: &mut PgConnection, only: Option<Scope>, ends: Ends) -> Report {
    Auditor::on(connection).verify(only, ends).await.expect("the log can be read")
}

fn findings(report: &Report) -> Vec<String> {
    report.findings.iter().map(ToString::to_string).collect()
}

/// A firm with a furnished building in which nothing moves any more.
async fn at_rest(world: &World) -> (Firm, Furnished) {
    let firm = Firm::sign_up(world).await;
    let own = tests::Building::active(&firm, "Résidence du Greffe").await.furnish().await;
    own.building.delivered(&own.ids["call"]).await;
    let mut owner = world.databases.owner().await;
    wait_for("the jobs of a copro", async || {
        let open: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM jobs.jobs WHERE tenant_id = $1 AND status IN ('queued', 'running')",
        )
        .bind(own.building.tenant())
        .fetch_one(&mut owner)
        .await
        .expect("a count");
        (open == 0).then_some(())
    })
    .await;
    (firm, own)
}

/// Writes everything down outside, and reads it back.
async fn anchored(world: &World) -> Ends {
    world.idle_worker(&world.store, &world.files).anchor().await.expect("anchors are written");
    let mut anchors = Anchors::new(Some(&world.keys));
    for number in world.files.anchor_numbers().await.expect("a list") {
        anchors.file(number, &world.files.anchor(number).await.expect("an anchor"));
    }
    let (_, ends, findings) = anchors.finish(None);
    assert_eq!(findings, vec![], "the anchors hold together");
    ends
}
