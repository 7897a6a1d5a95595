//! What has become history: the database refuses to change it, whoever asks and with whatever rights.

use sqlx::postgres::PgConnection;
use tests::database::{Scope, attempt};
use tests::{Building, Firm, run};

/// Refused for the application in the copro's own scope, and for the owner of the tables as well.
async fn assert_refused(
    app: &mut PgConnection,
    owner: &mut PgConnection,
    building: &Building,
    statement: &str,
    code: &str,
) {
    let in_scope = attempt(app, Scope::Tenant(building.tenant()), statement).await;
    assert!(
        in_scope == Err(code.to_owned()) || in_scope == Err("42501".to_owned()),
        "in scope: {statement}: {in_scope:?}"
    );
    assert_eq!(attempt(owner, Scope::Login, statement).await, Err(code.to_owned()), "the owner: {statement}");
}

#[test]
fn a_key_that_was_used_keeps_its_weights_for_ever() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let (mut owner, mut app) = (world.databases.owner().await, world.databases.app().await);
        let (tenant, key) = (building.tenant(), &building.statutory);
        let version =
            format!("(SELECT id FROM tenant.key_versions WHERE tenant_id = '{tenant}' AND key_id = '{key}')");
        let weights = format!("tenant_id = '{tenant}' AND key_version_id = {version}");
        for statement in [
            format!("UPDATE tenant.key_weights SET weight = weight + 1 WHERE {weights}"),
            format!("DELETE FROM tenant.key_weights WHERE {weights}"),
            format!("UPDATE tenant.key_versions SET used_at = NULL WHERE tenant_id = '{tenant}' AND key_id = '{key}'"),
            format!("UPDATE tenant.key_versions SET valid_from = '2030-01-01' WHERE tenant_id = '{tenant}' AND key_id = '{key}'"),
            format!("DELETE FROM tenant.key_versions WHERE tenant_id = '{tenant}' AND key_id = '{key}'"),
            format!(
                "WITH lot AS (INSERT INTO tenant.lots (tenant_id, id, code, nature, position)
                              VALUES ('{tenant}', gen_random_uuid(), 'ZZ', 'cellar', 99) RETURNING id)
                 INSERT INTO tenant.key_weights (tenant_id, key_version_id, lot_id, weight) SELECT '{tenant}', {version}, id, 1 FROM lot"
            ),
        ] {
            assert_refused(&mut app, &mut owner, &building, &statement, "23000").await;
        }
        let unused = format!(
            "UPDATE tenant.key_weights SET weight = 9 WHERE tenant_id = '{tenant}' AND key_version_id IN
                (SELECT id FROM tenant.key_versions WHERE key_id = '{}')",
            building.lift
        );
        assert_eq!(
            attempt(&mut app, Scope::Tenant(tenant), &unused).await,
            Ok(2),
            "one that was not used may change"
        );
    });
}

#[test]
fn a_lot_has_one_owner_at_a_time() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let (mut owner, mut app) = (world.databases.owner().await, world.databases.app().await);
        let (tenant, lot, other) = (building.tenant(), &building.lots["A1"], &building.owners["company"]);
        let second = |from: &str, to: &str| {
            format!(
                "INSERT INTO tenant.ownerships (tenant_id, id, lot_id, owner_id, valid_from, valid_to)
                 VALUES ('{tenant}', gen_random_uuid(), '{lot}', '{other}', '{from}', {to})"
            )
        };
        for (from, to) in [
            ("2025-01-01", "NULL"),
            ("2023-01-01", "'2024-01-01'"),
            ("2024-01-01", "'2024-01-01'"),
            ("2020-01-01", "NULL"),
        ] {
            assert_refused(&mut app, &mut owner, &building, &second(from, to), "23P01").await;
        }
        assert_refused(&mut app, &mut owner, &building, &second("2023-06-01", "'2023-05-31'"), "23514").await;
        assert_eq!(
            attempt(&mut app, Scope::Tenant(tenant), &second("2023-01-01", "'2023-12-31'")).await,
            Ok(1)
        );
    });
}

#[test]
fn nothing_is_posted_in_a_closed_year() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        building
            .client
            .post_once(&building.at("/receipts"), building.receipt("person", "2025-05-01", 100), 201)
            .await;
        let years = building.client.get(&building.at("/fiscal-years"), 200).await;
        let year =
            tests::list(&years, "items").iter().find(|year| year["starts_on"] == "2025-01-01").expect("2025");
        let year = tests::text(year, "id");
        building
            .client
            .post(&building.at(&format!("/fiscal-years/{year}/closing")), serde_json::Value::Null, 200)
            .await;
        let tenant = building.tenant();
        let entry = format!(
            "INSERT INTO tenant.entries (tenant_id, id, journal, number, fiscal_year_id, entry_date, description, voucher_kind, voucher_id,
                                         posted_by)
             VALUES ('{tenant}', gen_random_uuid(), 'misc', 'X-1', '{year}', '2025-05-02', 'essai', 'receipt', gen_random_uuid(),
                     gen_random_uuid())"
        );
        let (mut owner, mut app) = (world.databases.owner().await, world.databases.app().await);
        assert_refused(&mut app, &mut owner, &building, &entry, "23514").await;
    });
}

/// Charges, notices' shares, payments, vouchers: written once.
#[test]
fn records_are_added_and_never_changed() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await.furnish().await.building;
        let mut app = world.databases.app().await;
        for table in [
            "entries",
            "entry_lines",
            "expenses",
            "expense_shares",
            "calls",
            "call_shares",
            "receipts",
            "files",
        ] {
            for statement in [
                format!("UPDATE tenant.{table} SET tenant_id = tenant_id"),
                format!("DELETE FROM tenant.{table}"),
            ] {
                let refused = attempt(&mut app, Scope::Tenant(building.tenant()), &statement).await;
                assert_eq!(refused, Err("42501".to_owned()), "{statement}");
            }
        }
    });
}
