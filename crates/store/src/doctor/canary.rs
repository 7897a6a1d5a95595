//! Row-level security seen from inside: enters each role of the application and asks PostgreSQL whether policies bind it, table by table.

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::{State, expected};

/// SQLSTATE of a query that row-level security would affect while `row_security` is off.
const INSUFFICIENT_PRIVILEGE: &str = "42501";

pub(super) async fn look(connection: &mut PgConnection) -> Result<State, sqlx::Error> {
    let mut broken = Vec::new();
    for role in expected::SCOPE_ROLES {
        if !may_enter(connection, role).await? {
            let login = login(connection).await?;
            return Ok(State::Skipped(format!("{login} may not enter {role}; log in as koprogo_app")));
        }
        let mut transaction = connection.begin().await?;
        sqlx::query("SELECT set_config('role', $1, true), set_config('row_security', 'off', true)")
            .bind(role)
            .execute(&mut *transaction)
            .await?;
        for (table, active) in readable(&mut transaction).await? {
            if !active {
                broken.push(format!("{table} shows {role} every row"));
            }
            if !is_refused(&mut transaction, &table).await? {
                broken.push(format!("{table} answers {role} with row_security off"));
            }
        }
        transaction.rollback().await?;
    }
    Ok(if broken.is_empty() { State::Kept } else { State::Broken(broken) })
}

async fn login(connection: &mut PgConnection) -> Result<String, sqlx::Error> {
    sqlx::query_scalar("SELECT session_user::text").fetch_one(connection).await
}

async fn may_enter(connection: &mut PgConnection, role: &str) -> Result<bool, sqlx::Error> {
    // A role that does not exist is a matter of another rule.
    sqlx::query_scalar(
        "SELECT coalesce((SELECT pg_has_role(session_user, r.oid, 'MEMBER') FROM pg_roles r WHERE r.rolname = $1), false)",
    )
    .bind(role)
    .fetch_one(connection)
    .await
}

/// What the role of this transaction may read among the tables that have to be guarded, and whether policies bind it there.
async fn readable(connection: &mut PgConnection) -> Result<Vec<(String, bool)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT format('%I.%I', n.nspname, c.relname), row_security_active(c.oid)
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT $1::jsonb ?| ARRAY[n.nspname || '.' || c.relname, n.nspname || '.*']
            AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
          ORDER BY 1",
    )
    .bind(expected::unguarded())
    .fetch_all(connection)
    .await
}

/// With `row_security` off PostgreSQL answers a query only when no policy would have changed it. `query_to_xml` runs a query whose table
/// is a value; the name comes quoted from the catalogue, and LIMIT 0 reads no row where the guard is gone.
async fn is_refused(connection: &mut PgConnection, table: &str) -> Result<bool, sqlx::Error> {
    let mut attempt = connection.begin().await?;
    let outcome = sqlx::query("SELECT query_to_xml('SELECT FROM ' || $1 || ' LIMIT 0', true, false, '')")
        .bind(table)
        .execute(&mut *attempt)
        .await;
    attempt.rollback().await?;
    match outcome {
        Ok(_) => Ok(false),
        Err(error) => {
            let code = error.as_database_error().and_then(|error| error.code());
            if code.as_deref() == Some(INSUFFICIENT_PRIVILEGE) { Ok(true) } else { Err(error) }
        }
    }
}
