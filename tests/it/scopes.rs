//! Each scope reaches its own class of tables and nothing else; and the few functions that look past policies answer only about their caller.

use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row};
use tests::database::{Scope, attempt, snapshot, tables};
use tests::{Building, Firm, list, run};
use uuid::Uuid;

const DENIED: &str = "42501";

/// What the worker may do with messages, comparisons and requests of billing, which are of the platform as a whole.
const BY_THE_WORKER: [(&str, &[&str]); 2] = [
    ("billing.webhooks", &["SELECT", "INSERT", "UPDATE"]),
    ("billing.reconciliations", &["SELECT", "INSERT"]),
];

/// Role, its own schema, and what it may do in the queue.
const ROLES: [(&str, &str, &[&str]); 4] = [
    ("koprogo_identity", "identity", &["INSERT"]),
    ("koprogo_firm", "firm", &["INSERT"]),
    ("koprogo_tenant", "tenant", &["SELECT", "INSERT"]),
    ("koprogo_worker", "jobs", &[]),
];

#[test]
fn a_scope_is_shut_out_of_every_other_class_of_tables() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let mut app = world.databases.app().await;
        let mut tried = 0;
        for schema in schemas(&mut owner).await {
            for table in tables(&mut owner, &schema).await {
                let verbs = verbs(&table, &column(&mut owner, &table).await);
                for (role, own, in_the_queue) in ROLES {
                    for (verb, statement) in verbs.clone() {
                        let by_the_worker = role == "koprogo_worker"
                            && BY_THE_WORKER
                                .iter()
                                .any(|(one, verbs)| table == *one && verbs.contains(&verb));
                        let queues = table == "jobs.jobs" && in_the_queue.contains(&verb);
                        let allowed = own == schema || queues || by_the_worker;
                        if allowed {
                            continue;
                        }
                        let refused = attempt(&mut app, Scope::Role(role), &statement).await;
                        assert_eq!(refused, Err(DENIED.to_owned()), "{role}: {statement}");
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 600, "only {tried} statements");
    });
}

/// Every schema with a table of ours.
async fn schemas(owner: &mut PgConnection) -> Vec<String> {
    let all = sqlx::query_scalar(
        "SELECT DISTINCT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'public') ORDER BY 1",
    );
    let all: Vec<String> = all.fetch_all(owner).await.expect("the catalogue is readable");
    assert!(all.len() >= 7, "{all:?}");
    all
}

/// The first column of a table.
async fn column(owner: &mut PgConnection, table: &str) -> String {
    let first = sqlx::query_scalar(
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
          ORDER BY attnum LIMIT 1",
    );
    first.bind(table).fetch_one(owner).await.expect("a table has columns")
}

/// One statement for each verb: rights are checked before values.
fn verbs(table: &str, column: &str) -> [(&'static str, String); 4] {
    [
        ("SELECT", format!("SELECT 1 FROM {table}")),
        ("INSERT", format!("INSERT INTO {table} DEFAULT VALUES")),
        ("UPDATE", format!("UPDATE {table} SET {column} = {column}")),
        ("DELETE", format!("DELETE FROM {table}")),
    ]
}

/// Rows that a firm only gets by handing a copro over, and by a program that uses its key.
const UNFURNISHED: [&str; 15] = [
    "INSERT INTO firm.exports (firm_id, id, copro_id, copro_name, status, requested_by)
     VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'Copiée', 'building', gen_random_uuid())",
    "INSERT INTO firm.handovers (firm_id, id, copro_id, copro_name, receiving_firm, status)
     VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'Cédée', 'Reprise', 'building')",
    "INSERT INTO firm.api_key_uses (firm_id, key_id, last_used_at) SELECT firm_id, id, now() FROM firm.api_keys WHERE firm_id = $1
     ON CONFLICT (firm_id, key_id) DO UPDATE SET last_used_at = excluded.last_used_at",
    "INSERT INTO firm.billing_events (firm_id, id, on_day, actor, fact, commands)
     VALUES ($1, gen_random_uuid(), current_date, 'platform', '\"day-passed\"', '[]')",
    "INSERT INTO firm.billing_days (firm_id, day, copros, plan, mrr_cents) VALUES ($1, '2020-01-01', 1, 'standard', 0)
     ON CONFLICT (firm_id, day) DO UPDATE SET copros = 1",
    "WITH given AS (SELECT * FROM app.invoice_number(current_date))
     INSERT INTO firm.invoices (firm_id, number, year, sequence, kind, subscription_id, reason, period_from, period_to, issued_on, due_on,
                                net_cents, vat_cents, payable_cents, canonical, before, link)
     SELECT $1, year || '-' || lpad(sequence::text, 6, '0'), year, sequence, 'invoice', b.subscription_id, 'period', '2020-01-01', '2020-01-31',
            issued_on, issued_on, 0, 0, 0, '{}', before, sha256(convert_to(E'koprogo invoice 1\n', 'UTF8') || before || '{}')
       FROM given, firm.billing b WHERE b.firm_id = $1",
    "INSERT INTO firm.invoice_files (firm_id, number, format, size_bytes, sha256)
     SELECT firm_id, number, 'pdf', 1, sha256('') FROM firm.invoices WHERE firm_id = $1",
    "INSERT INTO firm.invoice_sendings (firm_id, number, instance, answer)
     SELECT firm_id, number, gen_random_uuid(), '{}' FROM firm.invoices WHERE firm_id = $1",
    "WITH entry AS (INSERT INTO firm.receivables (firm_id, number, date, fact, fact_key) VALUES ($1, 1, current_date, '{}', 'a test') RETURNING firm_id, number)
     INSERT INTO firm.receivable_transfers (firm_id, number, position, debit, credit, amount_cents)
     SELECT firm_id, number, 1, 'receivable', 'revenue', 1 FROM entry",
    "INSERT INTO firm.collections (firm_id, invoice, state) SELECT firm_id, number, '{}' FROM firm.invoices WHERE firm_id = $1",
    "INSERT INTO firm.payment_methods (firm_id, id, provider, kind) VALUES ($1, gen_random_uuid(), 'pm_' || gen_random_uuid(), 'card')",
    "INSERT INTO firm.payment_observations (firm_id, key, object, observation) VALUES ($1, 'a test', 'pi_test', '{}')",
    "INSERT INTO firm.billing_reviews (firm_id, id, review) VALUES ($1, gen_random_uuid(), '{}')",
    "INSERT INTO firm.vat_checks (firm_id, number, next_at) VALUES ($1, 'FR40303265045', now())",
    "INSERT INTO firm.usage (firm_id, key, resource, quantity) VALUES ($1, 'a test', 'mails', 1)",
];

#[test]
fn a_firms_scope_touches_nothing_of_another_firm() {
    run(async |world| {
        let (mine, theirs) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        Building::active(&mine, "Une").await.furnish().await;
        Building::active(&theirs, "Deux").await.furnish().await;
        let id = |firm: &Firm| -> Uuid { firm.id.parse().expect("a uuid") };
        let (mine, theirs) = (id(&mine), id(&theirs));
        let mut owner = world.databases.owner().await;
        let mut app = world.databases.app().await;
        for firm in [mine, theirs] {
            for unfurnished in UNFURNISHED {
                let row = sqlx::query(unfurnished).bind(firm).execute(&mut owner).await.expect("a row");
                assert!(row.rows_affected() > 0, "{unfurnished}");
            }
        }
        for table in tables(&mut owner, "firm").await {
            let row = sqlx::query(AssertSqlSafe(format!(
                "SELECT to_jsonb(t) AS row FROM {table} t WHERE firm_id = $1"
            )));
            let row: Value = row
                .bind(theirs)
                .fetch_one(&mut owner)
                .await
                .unwrap_or_else(|e| panic!("{table}, a row of theirs: {e}"))
                .get("row");
            let own = attempt(&mut app, Scope::Firm(mine), &format!("SELECT 1 FROM {table}")).await;
            let all =
                sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table} WHERE firm_id = $1")));
            let all: i64 = all.bind(mine).fetch_one(&mut owner).await.expect("a count");
            assert_eq!(own, Ok(u64::try_from(all).expect("a count")), "{table}: its own rows and no more");
            for statement in [
                format!("SELECT 1 FROM {table} WHERE firm_id = '{theirs}'"),
                format!("UPDATE {table} SET firm_id = firm_id WHERE firm_id = '{theirs}'"),
                format!("DELETE FROM {table} WHERE firm_id = '{theirs}'"),
            ] {
                let touched = attempt(&mut app, Scope::Firm(mine), &statement).await;
                assert!(
                    matches!(&touched, Ok(0)) || touched == Err(DENIED.to_owned()),
                    "{statement}: {touched:?}"
                );
            }
            let row = row.to_string().replace('\'', "''");
            for statement in [
                format!("UPDATE {table} SET firm_id = '{theirs}'"),
                format!(
                    "INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, '{row}'::jsonb)).*"
                ),
            ] {
                assert_eq!(
                    attempt(&mut app, Scope::Firm(mine), &statement).await,
                    Err(DENIED.to_owned()),
                    "{statement}"
                );
            }
        }
    });
}

/// Sign-ups queue mails; they must not be able to queue work inside a copro, which a worker would then do in that copro's name.
#[test]
fn nobody_queues_work_for_a_copro_from_outside() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (mine, theirs) =
            (Building::draft(&firm, "Une").await.tenant(), Building::draft(&firm, "Deux").await.tenant());
        let mut app = world.databases.app().await;
        let job = |tenant: &str| {
            format!(
                "INSERT INTO jobs.jobs (id, tenant_id, kind, priority) VALUES (gen_random_uuid(), {tenant}, 'notice.render', 0)"
            )
        };
        let quoted = format!("'{theirs}'");
        for scope in [Scope::Role("koprogo_identity"), Scope::Tenant(mine)] {
            assert_eq!(attempt(&mut app, scope, &job(&quoted)).await, Err(DENIED.to_owned()), "{scope:?}");
        }
        assert_eq!(attempt(&mut app, Scope::Role("koprogo_identity"), &job("NULL")).await, Ok(1));
        assert_eq!(attempt(&mut app, Scope::Tenant(theirs), &job(&quoted)).await, Ok(1));
        assert_eq!(attempt(&mut app, Scope::Tenant(mine), &job("NULL")).await, Err(DENIED.to_owned()));
    });
}

#[test]
fn resolvers_answer_about_the_caller_they_are_given_and_nobody_else() {
    run(async |world| {
        let (mine, theirs) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let building = Building::draft(&theirs, "Deux").await;
        let mut app = world.databases.app().await;
        let (me, them) = (&mine.user_id, &theirs.user_id);
        for (named, rows) in [(them, 1), (me, 0)] {
            for (statement, found) in [
                (format!("SELECT 1 FROM app.resolve_copro('{named}', '{}')", building.slug), rows),
                (format!("SELECT 1 FROM app.resolve_copro('{named}', '{}')", building.id), rows),
                (format!("SELECT 1 FROM app.resolve_copro('{named}', '%')"), 0),
                (format!("SELECT 1 FROM app.resolve_firm('{named}', '{}')", theirs.id), rows),
                (format!("SELECT 1 FROM app.firms_of('{named}') WHERE firm_id = '{}'", theirs.id), rows),
            ] {
                assert_eq!(attempt(&mut app, Scope::Login, &statement).await, Ok(found), "{statement}");
            }
        }
        let unknown = "SELECT 1 FROM app.resolve_session('\\x00'::bytea)";
        assert_eq!(attempt(&mut app, Scope::Login, unknown).await, Ok(0));
        for function in [
            "resolve_copro(NULL, NULL)",
            "resolve_firm(NULL, NULL)",
            "firms_of(NULL)",
            "copros_of(NULL)",
            "firms_requiring_second_factor(NULL)",
            "resolve_api_key(NULL)",
            "resolve_invitation(NULL)",
            "resolve_session(NULL)",
        ] {
            let statement = format!("SELECT 1 FROM app.{function}");
            assert_eq!(attempt(&mut app, Scope::Login, &statement).await, Ok(0), "{statement}");
            let inside = attempt(&mut app, Scope::Tenant(building.tenant()), &statement).await;
            assert_eq!(inside, Err(DENIED.to_owned()), "a scope asks no resolver");
        }
    });
}

#[test]
fn the_functions_of_a_copros_scope_speak_of_that_copro_only() {
    run(async |world| {
        let (mine, theirs) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let one = Building::draft(&mine, "Une").await;
        let two = Building::draft(&theirs, "Deux").await;
        let mut owner = world.databases.owner().await;
        let before = snapshot(&mut owner, two.tenant()).await;
        let mut app = world.databases.app().await;
        let mut transaction = sqlx::Connection::begin(&mut app).await.expect("a transaction");
        sqlx::query(
            "SELECT set_config('role', 'koprogo_tenant', true), set_config('app.tenant_id', $1, true)",
        )
        .bind(&one.id)
        .execute(&mut *transaction)
        .await
        .expect("the scope is entered");
        let syndic = sqlx::query("SELECT name, company_number FROM app.syndic_of_tenant()");
        let syndic = syndic.fetch_all(&mut *transaction).await.expect("the letterhead");
        assert_eq!(syndic.len(), 1);
        sqlx::query("SELECT app.refresh_summary()").execute(&mut *transaction).await.expect("a refresh");
        transaction.commit().await.expect("a commit");
        assert_eq!(snapshot(&mut owner, two.tenant()).await, before);
        let listed = mine.client.get(&mine.copros(), 200).await;
        assert_eq!(list(&listed, "items").len(), 1);
    });
}
