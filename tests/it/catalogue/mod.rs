//! The catalogue audit of `store::doctor` on the schema as migrated; and the audit audited: every guard of every table, key, function and
//! role is broken once, in a transaction that is rolled back, and the audit must say so.

mod generated;
mod mutants;

use sqlx::postgres::PgConnection;
use store::doctor::{self, State};
use tests::run;

/// `rule: object` for everything that breaks a rule. A rule that could not be looked at counts as broken.
async fn violations(connection: &mut PgConnection) -> Vec<String> {
    let mut found = Vec::new();
    for finding in doctor::examine(connection).await.expect("the audit runs") {
        match finding.state {
            State::Kept => {}
            State::Broken(objects) => {
                found.extend(objects.iter().map(|object| format!("{}: {object}", finding.rule.id)));
            }
            State::Skipped(why) => found.push(format!("{}: {why}", finding.rule.id)),
        }
    }
    found
}

#[test]
fn the_migrated_database_breaks_no_rule() {
    run(async |world| {
        // As the application: the audit needs no more than it has.
        let mut app = world.databases.app().await;
        assert_eq!(violations(&mut app).await, Vec::<String>::new());
    });
}

#[test]
fn rules_have_ids_that_count_up() {
    let ids: Vec<&str> = doctor::rules().map(|rule| rule.id).collect();
    let expected: Vec<String> = (1..=ids.len()).map(|n| format!("R{n:02}")).collect();
    assert_eq!(ids, expected);
}
