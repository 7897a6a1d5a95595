//! Many write one log at once: no number is missing, nobody waits for each other in a circle, and nobody may touch it.

use sqlx::{AssertSqlSafe, Connection};
use tests::{Building, Firm, run};

use super::{findings, tenant, verified};

#[test]
fn writers_of_one_copro_never_deadlock_and_leave_no_gap() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence de la Chaîne").await;
        let id = building.tenant();
        let writers = (0..16).map(|writer| {
            let (client, path) = (building.client.clone(), building.at("/persons"));
            tokio::spawn(async move {
                for n in 0..12 {
                    let person = serde_json::json!({"kind": "natural", "last_name": format!("Chaînon {writer}-{n}"), "language": "fr"});
                    client.post(&path, person, 201).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("every request succeeds");
        }
        let mut owner = world.databases.owner().await;
        let report = verified(&mut owner, Some(tenant(id)), Default::default()).await;
        assert_eq!(findings(&report), Vec::<String>::new());
        assert!(report.entries >= 16 * 12, "{} entries", report.entries);
    });
}

/// Transactions that touch two logs in opposite order would wait for each other, were the ends not taken in one order.
#[test]
fn transactions_of_two_logs_never_wait_in_a_circle() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (one, two) = (
            Building::active(&firm, "Résidence Une").await.tenant(),
            Building::active(&firm, "Résidence Deux").await.tenant(),
        );
        let tasks = [(one, two), (two, one), (one, two), (two, one)].map(|(first, second)| {
            tokio::spawn(async move {
                let mut owner = world.databases.owner().await;
                for _ in 0..50 {
                    let mut transaction = owner.begin().await.expect("a transaction");
                    for id in [first, second] {
                        let person = format!("INSERT INTO tenant.persons (tenant_id, id, kind, last_name, language) VALUES ('{id}', gen_random_uuid(), 'natural', 'x', 'fr')");
                        sqlx::query(AssertSqlSafe(person)).execute(&mut *transaction).await.expect("a row");
                    }
                    transaction.commit().await.expect("no deadlock");
                }
            })
        });
        for task in tasks {
            task.await.expect("every transaction commits");
        }
        let mut owner = world.databases.owner().await;
        for id in [one, two] {
            let report = verified(&mut owner, Some(tenant(id)), Default::default()).await;
            assert_eq!(findings(&report), Vec::<String>::new());
        }
    });
}

#[test]
fn the_log_is_closed_to_the_application_and_to_the_owner() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let id = Building::draft(&firm, "Résidence du Scellé").await.tenant();
        let mut owner = world.databases.owner().await;
        let mut app = world.databases.app().await;
        for table in ["audit_entries", "audit_chain", "audit_heads"] {
            for statement in [
                format!("UPDATE tenant.{table} SET tenant_id = tenant_id WHERE tenant_id = '{id}'"),
                format!("DELETE FROM tenant.{table} WHERE tenant_id = '{id}'"),
                format!("INSERT INTO tenant.{table} SELECT * FROM tenant.{table} WHERE tenant_id = '{id}'"),
                format!("TRUNCATE tenant.{table}"),
            ] {
                let scope = tests::database::Scope::Tenant(id);
                let refused = tests::database::attempt(&mut app, scope, &statement).await;
                assert_eq!(refused, Err("42501".to_owned()), "the application: {statement}");
                let is_noop = statement.contains("SET tenant_id = tenant_id") && table == "audit_entries";
                if !is_noop {
                    let refused =
                        tests::database::attempt(&mut owner, tests::database::Scope::Login, &statement).await;
                    assert!(refused.is_err(), "the owner: {statement}");
                }
            }
        }
    });
}
