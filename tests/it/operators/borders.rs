//! What the operators' database login and listener cannot do, whatever the program on them tries.

use reqwest::Method;
use sqlx::AssertSqlSafe;
use tests::database::{Scope, attempt, tables};
use tests::{field, run};

use super::{looks, opened, scene};

const REFUSED: &str = "42501";
const VERBS: [&str; 5] = [
    "SELECT 1 FROM {t}",
    "INSERT INTO {t} DEFAULT VALUES",
    "UPDATE {t} SET {c} = {c}",
    "DELETE FROM {t}",
    "TRUNCATE {t}",
];

#[test]
fn without_a_window_no_role_of_the_operators_reads_or_writes_any_table() {
    run(async |world| {
        let (_, _, _) = scene(world).await;
        let mut owner = world.databases.owner().await;
        let mut login = world.databases.operator().await;
        let mut tried = 0;
        for schema in ["tenant", "firm", "identity", "jobs", "billing", "ops", "public"] {
            for table in tables(&mut owner, schema).await {
                let column: String = sqlx::query_scalar(
                    "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1",
                )
                .bind(&table)
                .fetch_one(&mut owner)
                .await
                .expect("a column");
                for verb in VERBS {
                    let statement = verb.replace("{t}", &table).replace("{c}", &column);
                    for scope in [Scope::Login, Scope::Role("koprogo_ops"), Scope::Role("koprogo_support")] {
                        if is_theirs(&table, verb, scope) {
                            continue;
                        }
                        let outcome = attempt(&mut login, scope, &statement).await;
                        assert_eq!(outcome, Err(REFUSED.to_owned()), "{statement} as {scope:?}");
                        tried += 1;
                    }
                }
            }
        }
        for role in [
            "koprogo_tenant",
            "koprogo_firm",
            "koprogo_identity",
            "koprogo_worker",
            "koprogo_owner",
            "koprogo_app",
        ] {
            let statement = format!("SET ROLE {role}");
            assert_eq!(
                attempt(&mut login, Scope::Login, &statement).await,
                Err(REFUSED.to_owned()),
                "{role}"
            );
        }
        println!("{tried} statements of the operators' roles, all refused");
        assert!(tried > 500, "only {tried} statements");
    });
}

/// The platform's own tables: accounts are written by the listener, windows and looks only read.
fn is_theirs(table: &str, verb: &str, scope: Scope) -> bool {
    match scope {
        Scope::Role("koprogo_ops") if table.starts_with("ops.") => {
            let read_only =
                ["ops.windows", "ops.statements", "ops.samples", "ops.sample_hours"].contains(&table);
            let allowed: &[&str] = match table {
                _ if read_only => &["SELECT"],
                "ops.operators" => &["SELECT", "INSERT", "UPDATE"],
                _ => &["SELECT", "INSERT", "UPDATE", "DELETE"],
            };
            allowed.iter().any(|allowed| verb.starts_with(allowed))
        }
        Scope::Login => table == "public._sqlx_migrations" && verb.starts_with("SELECT"),
        _ => false,
    }
}

#[test]
fn a_window_opens_ten_tables_for_reading_and_nothing_else() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let open: Vec<String> = sqlx::query_scalar(
            "SELECT n.nspname || '.' || c.relname || ' ' || a.privilege_type
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) a
              WHERE a.grantee = 'koprogo_support'::regrole ORDER BY 1",
        )
        .fetch_all(&mut owner)
        .await
        .expect("a list");
        let expected = [
            "copro",
            "entries",
            "entry_lines",
            "fiscal_years",
            "key_versions",
            "key_weights",
            "keys",
            "lots",
            "owners",
            "ownerships",
        ];
        assert_eq!(open, expected.map(|table| format!("tenant.{table} SELECT")));
        // A table that a later migration adds is closed without a line about operators.
        let mut change = sqlx::Connection::begin(&mut owner).await.expect("a transaction");
        sqlx::raw_sql(
            "CREATE TABLE tenant.later (tenant_id uuid NOT NULL DEFAULT app.tenant_id() REFERENCES tenant.copro, id uuid NOT NULL,
                 PRIMARY KEY (tenant_id, id)); SELECT app.protect('tenant.later');",
        )
        .execute(&mut *change)
        .await
        .expect("a table");
        let readers: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM unnest(ARRAY['koprogo_operator', 'koprogo_ops', 'koprogo_support']) r
              WHERE has_table_privilege(r, 'tenant.later', 'SELECT, INSERT, UPDATE, DELETE')",
        )
        .fetch_one(&mut *change)
        .await
        .expect("a count");
        assert_eq!(readers, 0);
        change.rollback().await.expect("a rollback");
    });
}

#[test]
fn a_session_of_one_side_is_nothing_on_the_other() {
    run(async |world| {
        let (firm, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        let building = &furnished.building;
        let value = operator.cookie.split_once('=').expect("a cookie").1;
        let public = [
            world.site.anonymous().with_cookie(&operator.cookie),
            world.site.anonymous().with_cookie(&format!("koprogo_session={value}")),
            world.site.with_token(value),
        ];
        for client in public {
            client.request(Method::GET, &building.path).send().await.problem(401, "not-signed-in");
            client.request(Method::GET, "/v1/session").send().await.problem(401, "not-signed-in");
            for path in looks(&window)
                .iter()
                .map(String::as_str)
                .chain(["/v1/operator/session", "/v1/operator/overview"])
            {
                client.request(Method::GET, path).send().await.problem(404, "not-found");
            }
        }
        let token = firm.client.token().expect("a token");
        let there = [
            world.desk.anonymous().with_token(&token),
            world.desk.anonymous().with_cookie(&format!("koprogo_operator={token}")),
            world.desk.anonymous().with_cookie(&format!("koprogo_session={token}")),
        ];
        for client in there {
            client.request(Method::GET, "/v1/operator/session").send().await.problem(401, "not-signed-in");
            for path in looks(&window) {
                client.request(Method::GET, &path).send().await.problem(401, "not-signed-in");
            }
            for path in [building.path.as_str(), "/v1/session", "/v1/dev/mails"] {
                client.request(Method::GET, path).send().await.problem(404, "not-found");
            }
        }
    });
}

#[test]
fn every_operation_of_the_operators_wants_an_operator() {
    run(async |world| {
        let document = api::operator::document().to_json().expect("JSON");
        let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
        let (mut closed, mut open) = (0, Vec::new());
        for (path, item) in field(&document, "paths").as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                if operation["security"] == serde_json::json!([{}]) {
                    open.push(format!("{method} {path}"));
                    continue;
                }
                let id = uuid::Uuid::now_v7().to_string();
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
                let asked = world.desk.anonymous().request(method, &path.replace("{window}", &id));
                asked.json(&serde_json::json!({})).send().await.problem(401, "not-signed-in");
                closed += 1;
            }
        }
        assert!(closed >= 28, "only {closed}");
        assert_eq!(
            open,
            [
                "post /v1/operator/enrolment/passkey",
                "post /v1/operator/enrolment/passkey/options",
                "post /v1/operator/enrolment/password",
                "post /v1/operator/enrolment/preview",
                "post /v1/operator/session",
                "post /v1/operator/session/passkey",
                "post /v1/operator/session/passkey/options",
                "get /v1/operator/ways"
            ]
        );
    });
}

/// Straight to the database with a note of one's own, as a program gone wrong would.
#[test]
fn a_note_shows_one_statement_of_one_copro_while_its_window_is_open() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let (_, other, _) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        let (mine, theirs) = (furnished.building.tenant(), other.building.tenant());
        let mut login = world.databases.operator().await;
        let mut owner = world.databases.owner().await;
        let token = access::token::Token::parse(operator.cookie.split_once('=').expect("a cookie").1)
            .expect("a token");
        let hash = token.digest();
        let note = async |login: &mut sqlx::postgres::PgConnection| -> Result<String, String> {
            sqlx::raw_sql("SET ROLE koprogo_ops").execute(&mut *login).await.expect("a role");
            let noted: Result<uuid::Uuid, _> =
                sqlx::query_scalar("SELECT app.support_note($1, $2::uuid, 'raw', 'raw.look', '[]')")
                    .bind(hash.as_bytes().as_slice())
                    .bind(&window)
                    .fetch_one(&mut *login)
                    .await;
            sqlx::raw_sql("SET ROLE koprogo_support").execute(&mut *login).await.expect("a role");
            noted.map(|id| id.to_string()).map_err(|error| error.to_string())
        };
        let read = async |login: &mut sqlx::postgres::PgConnection, note: &str, what: &str| {
            sqlx::query("SELECT set_config('app.support_note', $1, false)")
                .bind(note)
                .execute(&mut *login)
                .await
                .expect("set");
            let rows = sqlx::query(AssertSqlSafe(what.to_owned())).fetch_all(&mut *login).await;
            rows.map(|rows| rows.len())
                .map_err(|error| error.as_database_error().and_then(|e| e.code().map(|c| c.into_owned())))
        };
        let refused = Err(Some(REFUSED.to_owned()));
        let lots = "SELECT 1 FROM tenant.lots";
        let first = note(&mut login).await.expect("noted");
        assert!(read(&mut login, &first, lots).await.is_ok_and(|rows| rows > 0));
        assert_eq!(read(&mut login, &first, lots).await, refused, "a note serves once");
        let second = note(&mut login).await.expect("noted");
        let elsewhere = format!("SELECT 1 FROM tenant.lots WHERE tenant_id = '{theirs}'");
        assert_eq!(read(&mut login, &second, &elsewhere).await, Ok(0), "another copro shows nothing");
        let third = note(&mut login).await.expect("noted");
        let all = format!("SELECT 1 FROM tenant.entry_lines WHERE tenant_id <> '{mine}'");
        assert_eq!(read(&mut login, &third, &all).await, Ok(0), "all others show nothing");
        for made_up in ["", &uuid::Uuid::now_v7().to_string()] {
            assert_eq!(read(&mut login, made_up, lots).await, refused, "{made_up}");
        }
        let kept = note(&mut login).await.expect("noted");
        sqlx::query("UPDATE ops.windows SET opens_at = opens_at WHERE id = $1::uuid")
            .bind(&window)
            .execute(&mut owner)
            .await
            .expect("looks");
        age(&mut owner, &window).await;
        assert_eq!(read(&mut login, &kept, lots).await, refused, "the hour is over");
        assert!(note(&mut login).await.is_err(), "nothing is noted any more");
    });
}

/// As if the window had been opened an hour earlier. The guard of the table is set aside for it: nobody else can.
pub async fn age(owner: &mut sqlx::postgres::PgConnection, window: &str) {
    let statement = "ALTER TABLE ops.windows DISABLE TRIGGER USER;
        UPDATE ops.windows SET opens_at = opens_at - interval '60 minutes', ends_at = ends_at - interval '60 minutes' WHERE id = 'WINDOW';
        ALTER TABLE ops.windows ENABLE TRIGGER USER;";
    sqlx::raw_sql(AssertSqlSafe(statement.replace("WINDOW", window)))
        .execute(owner)
        .await
        .expect("an hour passes");
}
