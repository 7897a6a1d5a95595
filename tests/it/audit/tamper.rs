//! A thousand random ways to change the log, by a superuser with every trigger switched off, each rolled back: each is found.

use std::time::Instant;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tests::{World, run};
use uuid::Uuid;

use super::{Ends, anchored, at_rest, findings, tenant, verified};
use audit::{Kind, Scope};

const TAMPERS: usize = 1000;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % below
    }
}

/// The log under attack, and another from which to copy.
struct Victim {
    schema: &'static str,
    id: Uuid,
    other: Uuid,
    len: i64,
}

impl Victim {
    /// Statements with the names filled in: `{e}` entries, `{c}` chain, `{h}` heads, `{me}` and `{other}` conditions on the scope.
    fn sql(&self, text: &str) -> String {
        let Victim { schema, id, other, .. } = self;
        text.replace("{e}", &format!("{schema}.audit_entries"))
            .replace("{c}", &format!("{schema}.audit_chain"))
            .replace("{h}", &format!("{schema}.audit_heads"))
            .replace("{me}", &format!("{schema}_id = '{id}'"))
            .replace("{other}", &format!("{schema}_id = '{other}'"))
            .replace("{schema}", schema)
            .replace("{id}", &id.to_string())
    }

    /// The entry at a place of the chain.
    fn entry(&self, seq: i64) -> String {
        format!("{{me}} AND id = (SELECT entry_id FROM {{c}} WHERE {{me}} AND seq = {seq})")
    }

    /// Computes all links from `from` on again, as the database does, and the end of the chain.
    fn rewrite(&self, from: i64) -> String {
        format!(
            "DO $$ DECLARE e record; before bytea := decode(repeat('00', 32), 'hex'); link bytea; number bigint := {from} - 1; BEGIN
             SELECT hash INTO before FROM {{c}} WHERE {{me}} AND seq = {from} - 1;
             before := coalesce(before, decode(repeat('00', 32), 'hex'));
             FOR e IN SELECT c.seq AS old_seq, n.* FROM {{c}} c JOIN {{e}} n ON n.{{schema}}_id = c.{{schema}}_id AND n.id = c.entry_id
                       WHERE c.{{me}} AND c.seq >= {from} ORDER BY c.seq LOOP
                number := number + 1;
                link := app.audit_link('{{schema}}', '{{id}}', number, before, e.id, e.at, e.actor, e.action, e.request_id, e.object, e.verb,
                                       e.count, e.content_hash);
                UPDATE {{c}} SET seq = number, prev = before, hash = link WHERE {{me}} AND seq = e.old_seq;
                before := link;
             END LOOP;
             UPDATE {{h}} SET seq = number, hash = before WHERE {{me}}; END $$"
        )
    }
}

/// Columns of an entry and what to make of them.
const EDITS: &[&str] = &[
    "at = at + interval '1 microsecond'",
    "at = at - interval '3 days'",
    "actor = 'user:' || gen_random_uuid()",
    "actor = actor || ' '",
    "action = 'lots.list'",
    "request_id = gen_random_uuid()::text",
    "object = 'audit_entries'",
    "object = upper(object)",
    "verb = CASE verb WHEN 'update' THEN 'insert' ELSE 'update' END",
    "count = count + 1",
    "rows[1] = rows[1] || ' '",
    // Every row holds quotes, a blanked one too.
    "rows[1] = replace(rows[1], '\"', '~')",
    "rows = rows || '{}'::text",
    "rows = rows[2:]",
    "content_hash = sha256(content_hash)",
    "id = gen_random_uuid()",
    // Blanked, and nobody answers for it.
    "rows[1] = '{\"erased\": \"' || encode(sha256(convert_to(rows[1], 'UTF8')), 'hex') || '\"}'",
];

/// What the tampering is called, and what it does.
fn tampering(victim: &Victim, dice: &mut Dice) -> (String, String) {
    let seq = dice.roll(victim.len) + 1;
    let later = seq % victim.len + 1;
    let at = victim.entry(seq);
    let rewrite = victim.rewrite(seq);
    let edit = EDITS[usize::try_from(dice.roll(EDITS.len() as i64)).expect("small")];
    let (name, text) = match dice.roll(22) {
        0..5 => ("an entry is edited", format!("UPDATE {{e}} SET {edit} WHERE {at}")),
        5 => ("an entry is edited and the chain rewritten", format!(
            "UPDATE {{e}} SET actor = 'platform ' || actor, content_hash = app.audit_content_hash(rows) WHERE {at}; {rewrite}")),
        6 => ("rows are edited and everything computed again", format!(
            "UPDATE {{e}} SET rows[1] = rows[1] || ' ' WHERE {at};
             UPDATE {{e}} SET content_hash = app.audit_content_hash(rows) WHERE {at}; {rewrite}")),
        7 => ("a link is edited", format!("UPDATE {{c}} SET hash = sha256(hash) WHERE {{me}} AND seq = {seq}")),
        8 => ("a link follows on another", format!("UPDATE {{c}} SET prev = sha256(prev) WHERE {{me}} AND seq = {seq}")),
        9 => ("a number is changed", format!("UPDATE {{c}} SET seq = {} WHERE {{me}} AND seq = {seq}", victim.len + 7)),
        10 => ("a link is deleted", format!("DELETE FROM {{c}} WHERE {{me}} AND seq = {seq}")),
        11 => ("an entry is deleted", format!("DELETE FROM {{e}} WHERE {at}")),
        12 => ("both are deleted and the gap closed", format!(
            "DELETE FROM {{e}} WHERE {at}; DELETE FROM {{c}} WHERE {{me}} AND seq = {seq}; {rewrite}")),
        13 => ("the tail is deleted", format!(
            "DELETE FROM {{e}} WHERE {{me}} AND id IN (SELECT entry_id FROM {{c}} WHERE {{me}} AND seq >= {seq});
             DELETE FROM {{c}} WHERE {{me}} AND seq >= {seq}")),
        14 => ("the tail is deleted and the end set back", format!(
            "DELETE FROM {{e}} WHERE {{me}} AND id IN (SELECT entry_id FROM {{c}} WHERE {{me}} AND seq >= {seq});
             DELETE FROM {{c}} WHERE {{me}} AND seq >= {seq}; {rewrite}")),
        15 => ("two entries are swapped", format!(
            "WITH pair AS (SELECT seq, entry_id FROM {{c}} WHERE {{me}} AND seq IN ({seq}, {later})),
                  gone AS (UPDATE {{c}} SET entry_id = gen_random_uuid() WHERE {{me}} AND seq IN ({seq}, {later}))
             SELECT set_config('tamper.a', (SELECT entry_id::text FROM pair WHERE seq = {seq}), true),
                    set_config('tamper.b', (SELECT entry_id::text FROM pair WHERE seq = {later}), true);
             UPDATE {{c}} SET entry_id = current_setting('tamper.b')::uuid WHERE {{me}} AND seq = {seq};
             UPDATE {{c}} SET entry_id = current_setting('tamper.a')::uuid WHERE {{me}} AND seq = {later}")),
        16 => ("two links are swapped", format!(
            "UPDATE {{c}} SET seq = 1000000 WHERE {{me}} AND seq = {seq}; UPDATE {{c}} SET seq = {seq} WHERE {{me}} AND seq = {later};
             UPDATE {{c}} SET seq = {later} WHERE {{me}} AND seq = 1000000")),
        17 => ("everything is gone", "DELETE FROM {e} WHERE {me}; DELETE FROM {c} WHERE {me}; DELETE FROM {h} WHERE {me}".to_owned()),
        18 => ("the end is another", "UPDATE {h} SET hash = sha256(hash) WHERE {me}".to_owned()),
        19 => ("the end is set back", "UPDATE {h} SET seq = seq - 1 WHERE {me}".to_owned()),
        20 => ("an entry is copied from another log", format!(
            "UPDATE {{e}} SET (actor, action, request_id, object, verb, count, rows, content_hash, at) =
                (SELECT actor, action, request_id, object, verb, count, rows, content_hash, at - interval '1 second' FROM {{e}} WHERE {{other}} LIMIT 1)
              WHERE {at}")),
        _ => ("an entry stands in no chain", "INSERT INTO {e} SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).*
               FROM {e} n WHERE {me} LIMIT 1".to_owned()),
    };
    (format!("{name} ({}, {seq}: {edit})", victim.schema), victim.sql(&text))
}

async fn tampered(connection: &mut PgConnection, statements: &str) {
    let silently = format!("SET LOCAL session_replication_role = replica; {statements}");
    sqlx::raw_sql(AssertSqlSafe(silently))
        .execute(connection)
        .await
        .unwrap_or_else(|error| panic!("{statements}: {error}"));
}

async fn length(connection: &mut PgConnection, schema: &str, id: Uuid) -> i64 {
    let text = format!("SELECT count(*) FROM {schema}.audit_chain WHERE {schema}_id = '{id}'");
    sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(connection).await.expect("a count")
}

/// On a runtime of its own: what is timed does not wait for its turn among the tasks of other tests.
fn alone<F: Future>(work: F) -> F::Output {
    tokio::task::block_in_place(|| {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
    })
}

/// What was not found.
async fn tamper(world: &World, victims: &[Victim], ends: &Ends) -> Vec<String> {
    let mut administrator = world.databases.administrator().await;
    let mut dice = Dice(20_261_122);
    let mut missed = Vec::new();
    for _ in 0..TAMPERS {
        let victim = &victims[usize::from(dice.roll(5) == 0)];
        let scope =
            Scope { kind: if victim.schema == "firm" { Kind::Firm } else { Kind::Tenant }, id: victim.id };
        let (name, statements) = tampering(victim, &mut dice);
        let mut transaction = administrator.begin().await.expect("a transaction");
        tampered(&mut transaction, &statements).await;
        let mine = ends.iter().filter(|(known, _)| **known == scope).map(|(known, at)| (*known, at.clone()));
        let report = verified(&mut transaction, Some(scope), mine.collect()).await;
        transaction.rollback().await.expect("a rollback");
        if !report.findings.iter().any(|finding| finding.scope == Some(scope)) {
            missed.push(name);
        }
    }
    missed
}

#[test]
fn a_thousand_tampers_are_a_thousand_found() {
    run(async |world| {
        let ((firm, own), (other_firm, other)) = (at_rest(world).await, at_rest(world).await);
        let mut administrator = world.databases.administrator().await;
        let (firm, other_firm): (Uuid, Uuid) =
            (firm.id.parse().expect("an id"), other_firm.id.parse().expect("an id"));
        let ids = [("tenant", own.building.tenant(), other.building.tenant()), ("firm", firm, other_firm)];
        let ends = anchored(world).await;
        let mut victims = Vec::new();
        for (schema, id, other) in ids {
            let len = length(&mut administrator, schema, id).await;
            let scope = Scope { kind: schema.parse().expect("a kind"), id };
            let report = verified(&mut administrator, Some(scope), ends.clone()).await;
            assert_eq!(findings(&report), Vec::<String>::new(), "the baseline is clean");
            assert_eq!(ends[&scope].iter().map(|(seq, _)| *seq).max(), Some(len), "written down to the end");
            victims.push(Victim { schema, id, other, len });
        }
        assert!(
            victims[0].len > 60 && victims[1].len >= 3,
            "{} and {} entries",
            victims[0].len,
            victims[1].len
        );
        let begun = Instant::now();
        let missed = alone(tamper(world, &victims, &ends));
        let took = begun.elapsed();
        assert_eq!(missed, Vec::<String>::new(), "of {TAMPERS} tampers");
        println!("{TAMPERS} tampers, {TAMPERS} found, {:.1} s", took.as_secs_f64());
        assert!(took.as_secs() < 60, "took {:.1} s", took.as_secs_f64());
    });
}

#[test]
fn rows_changed_behind_the_log_are_found_by_counting() {
    run(async |world| {
        let (_, own) = at_rest(world).await;
        let id = own.building.tenant();
        let mut administrator = world.databases.administrator().await;
        for (table, statements) in [
            ("entry_lines", format!("DELETE FROM tenant.entry_lines WHERE tenant_id = '{id}' AND line = 1")),
            (
                "suppliers",
                format!(
                    "INSERT INTO tenant.suppliers (tenant_id, id, name) VALUES ('{id}', gen_random_uuid(), 'Nobody')"
                ),
            ),
        ] {
            let mut transaction = administrator.begin().await.expect("a transaction");
            tampered(&mut transaction, &statements).await;
            let report = verified(&mut transaction, Some(tenant(id)), Default::default()).await;
            transaction.rollback().await.expect("a rollback");
            assert!(
                findings(&report).iter().any(|finding| finding.contains(table)),
                "{:?}",
                findings(&report)
            );
        }
    });
}
