//! What lets firms live on several servers (docs/decisions/0012-cells-of-firms.md): whose every table is, and what reaches across. Read from the
//! catalogue, so that a table nobody has placed fails here.

use std::collections::BTreeSet;

use sqlx::PgConnection;
use tests::run;

/// Tables without a copro or a firm in their key: in every cell of its own, with what belongs to its firms.
const OF_A_CELL: [&str; 23] = [
    "jobs.audit_anchor",
    "jobs.audit_anchored",
    "jobs.dev_mails",
    "jobs.jobs",
    "jobs.periodic",
    "ops.ceremonies",
    "ops.enrolments",
    "ops.operators",
    "ops.passkeys",
    "ops.sample_hours",
    "ops.samples",
    "ops.sessions",
    "ops.statements",
    "ops.windows",
    "quota.firm_plans",
    "quota.overrides",
    "quota.plans",
    "billing.chain",
    "billing.clock",
    "billing.instructions",
    "billing.reconciliations",
    "billing.series",
    "billing.webhooks",
];

/// People, who may belong to firms of several cells: known once, or once in each cell.
const OF_PEOPLE: [&str; 13] = [
    "identity.ceremonies",
    "identity.challenges",
    "identity.consents",
    "identity.erasures",
    "identity.idempotency",
    "identity.passkeys",
    "identity.password_resets",
    "identity.recovery_codes",
    "identity.refresh_tokens",
    "identity.second_factor_tries",
    "identity.sessions",
    "identity.signups",
    "identity.totp",
];

/// The one table of people that says who they are.
const PEOPLE: &str = "identity.users";

/// Unique over all firms: in cells, unique only if who gives them sees to it.
const UNIQUE_OVER_ALL: [&str; 4] =
    ["firm.billing_one_customer", "firm.copros_one_firm", "firm.copros_one_slug", "firm.invoices_one_number"];

/// References from one schema to another. None begins or ends in a copro's tables.
const ACROSS: [&str; 2] = ["billing.instructions -> ops.operators", "quota.firm_plans -> firm.firms"];

async fn names(owner: &mut PgConnection, statement: &'static str) -> BTreeSet<String> {
    let found: Vec<String> = sqlx::query_scalar(statement).fetch_all(owner).await.expect("the catalogue");
    found.into_iter().collect()
}

fn named(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A copro's and a firm's tables: the key begins with whose they are.
const PLACED_BY_KEY: &str = "
    SELECT n.nspname || '.' || c.relname FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE c.relkind IN ('r', 'p') AND (n.nspname, a.attname) IN (('tenant', 'tenant_id'), ('firm', 'firm_id'))";

const ALL: &str = "
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT LIKE '\\_sqlx%'
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

/// Unique indexes of copros and firms that do not begin with whose row it is.
const UNIQUE: &str = "
    SELECT n.nspname || '.' || x.relname FROM pg_index i
      JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE i.indisunique AND ((n.nspname = 'tenant' AND a.attname IS DISTINCT FROM 'tenant_id')
                           OR (n.nspname = 'firm' AND a.attname IS DISTINCT FROM 'firm_id'))";

const REFERENCES: &str = "
    SELECT a.nspname || '.' || f.relname || ' -> ' || b.nspname || '.' || t.relname FROM pg_constraint r
      JOIN pg_class f ON f.oid = r.conrelid JOIN pg_namespace a ON a.oid = f.relnamespace
      JOIN pg_class t ON t.oid = r.confrelid JOIN pg_namespace b ON b.oid = t.relnamespace
     WHERE r.contype = 'f' AND a.oid <> b.oid";

/// References within a copro's or a firm's tables that do not begin with whose row it is, on both ends.
const LOOSE: &str = "
    SELECT n.nspname || '.' || f.relname || ': ' || r.conname FROM pg_constraint r
      JOIN pg_class f ON f.oid = r.conrelid JOIN pg_namespace n ON n.oid = f.relnamespace
     WHERE r.contype = 'f' AND n.nspname IN ('tenant', 'firm') AND NOT EXISTS (
           SELECT FROM pg_attribute a, pg_attribute b
            WHERE a.attrelid = r.conrelid AND a.attnum = ANY (r.conkey) AND b.attrelid = r.confrelid
              AND b.attnum = r.confkey[array_position(r.conkey, a.attnum)] AND a.attname = b.attname
              AND a.attname = CASE n.nspname WHEN 'tenant' THEN 'tenant_id' ELSE 'firm_id' END)";

#[test]
fn every_table_has_its_place_among_cells() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let placed = names(&mut owner, PLACED_BY_KEY).await;
        let mut known = placed.clone();
        known.extend(named(&OF_A_CELL));
        known.extend(named(&OF_PEOPLE));
        known.insert(PEOPLE.to_owned());
        assert_eq!(names(&mut owner, ALL).await, known, "place the table, here and in the decision");
        assert!(placed.len() > 50, "{placed:?}");
    });
}

#[test]
fn nothing_refers_out_of_a_copro_and_little_out_of_a_firm() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        assert_eq!(names(&mut owner, REFERENCES).await, named(&ACROSS));
        assert_eq!(names(&mut owner, LOOSE).await, BTreeSet::new());
        assert_eq!(names(&mut owner, UNIQUE).await, named(&UNIQUE_OVER_ALL));
    });
}
