//! The catalogue audit: what must be true of every table, policy, key, grant, role and function of the database, whichever migration made it.
//! And the audit audited: every guard is broken once, in a transaction that is rolled back, and the audit must say so.

mod grants;
mod mutants;
mod rules;

use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;

use rules::RULES;

/// `rule: object` for everything that breaks a rule.
async fn violations(connection: &mut PgConnection) -> Vec<String> {
    let mut found = Vec::new();
    for (rule, statement) in RULES.iter().chain(grants::RULES) {
        let objects: Vec<String> = sqlx::query_scalar(AssertSqlSafe(*statement))
            .fetch_all(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("rule {rule}: {error}"));
        found.extend(objects.into_iter().map(|object| format!("{rule}: {object}")));
    }
    found
}

#[test]
fn the_migrated_database_breaks_no_rule() {
    tests::run(async |world| {
        let mut owner = world.databases.owner().await;
        assert_eq!(violations(&mut owner).await, Vec::<String>::new());
    });
}
