//! Every look leaves a note, and no note, no look: counted against the server's own log.

use std::collections::BTreeMap;
use std::path::Path;

use reqwest::Method;
use serde_json::json;
use tests::{list, run, text};
use uuid::Uuid;

use super::{looks, opened, scene};

const LOOKS: usize = 1_000;
const AT_ONCE: usize = 8;

#[test]
fn the_servers_log_and_the_notes_say_the_same() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        let paths = looks(&window);
        for round in 0..LOOKS / AT_ONCE {
            let asked: Vec<_> = (0..AT_ONCE)
                .map(|n| operator.client.request(Method::GET, &paths[(round + n) % paths.len()]).send())
                .map(tokio::spawn)
                .collect();
            for answer in asked {
                answer.await.expect("an answer").expect(200);
            }
        }
        let mut owner = world.databases.owner().await;
        let notes: Vec<(Uuid, bool, bool)> = sqlx::query_as(
            "SELECT id, read_at IS NOT NULL, query LIKE '%tenant.%' OR query LIKE '%app.support_jobs%' FROM ops.statements WHERE window_id = $1::uuid",
        )
        .bind(&window)
        .fetch_all(&mut owner)
        .await
        .expect("notes");
        assert_eq!(notes.len(), LOOKS);
        assert!(notes.iter().all(|(_, read, said)| *read && *said), "each was used, and says for what");
        let logged = logged_looks(&world.cluster.home().join("server.log"));
        let counted: usize = notes.iter().map(|(note, ..)| logged.get(note).copied().unwrap_or(0)).sum();
        let once = notes.iter().filter(|(note, ..)| logged.get(note) == Some(&1)).count();
        println!(
            "{LOOKS} looks: {} notes, {counted} statements in the server's log, {once} notes with exactly one",
            notes.len()
        );
        assert_eq!((counted, once), (LOOKS, LOOKS));
        let told: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM tenant.audit_entries WHERE tenant_id = $1 AND object = 'support_statements' AND actor LIKE 'operator:%'",
        )
        .bind(furnished.building.tenant())
        .fetch_one(&mut owner)
        .await
        .expect("the copro's own log");
        assert_eq!(usize::try_from(told).ok(), Some(LOOKS), "the copro's own log has them too");
    });
}

/// Statements that named a copro's table, by the note they ran under, out of what PostgreSQL itself wrote.
fn logged_looks(log: &Path) -> BTreeMap<Uuid, usize> {
    let text = std::fs::read_to_string(log).expect("the server's log");
    let mut entries: Vec<String> = Vec::new();
    for line in text.lines() {
        match entries.last_mut() {
            Some(last) if line.starts_with('\t') => last.push_str(line),
            _ => entries.push(line.to_owned()),
        }
    }
    let mut note_of: BTreeMap<String, Uuid> = BTreeMap::new();
    let mut setting: Option<String> = None;
    let mut found = BTreeMap::new();
    for entry in entries {
        let Some(process) =
            entry.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(pid, _)| pid.to_owned())
        else {
            continue;
        };
        if entry.contains("DETAIL:  parameters:") && setting.as_deref() == Some(&process) {
            let quoted = entry.split('\'').nth(1).and_then(|id| Uuid::parse_str(id).ok());
            note_of.extend(quoted.map(|note| (process.clone(), note)));
            setting = None;
        } else if entry.contains("LOG:  execute") {
            setting = entry.contains("set_config('app.support_note'").then(|| process.clone());
            let looks = entry.contains("FROM tenant.") || entry.contains("FROM app.support_jobs");
            if looks && let Some(note) = note_of.get(&process) {
                *found.entry(*note).or_default() += 1;
            }
        }
    }
    found
}

#[test]
fn a_look_that_cannot_be_noted_does_not_happen() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        operator.client.get(&looks(&window)[2], 200).await;
        let mut owner = world.databases.owner().await;
        let forbid = format!(
            "ALTER TABLE ops.statements ADD CONSTRAINT full_{0} CHECK (window_id <> '{window}') NOT VALID",
            Uuid::now_v7().simple()
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(forbid))
            .execute(&mut owner)
            .await
            .expect("notes of this window are refused");
        for path in looks(&window) {
            let answer = operator.client.request(Method::GET, &path).send().await;
            answer.problem(500, "internal");
        }
    });
}

#[test]
fn notes_and_windows_are_never_rewritten() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        operator.client.get(&looks(&window)[0], 200).await;
        let mut owner = world.databases.owner().await;
        for statement in [
            "DELETE FROM ops.statements WHERE window_id = 'W'",
            "UPDATE ops.statements SET statement = 'nothing' WHERE window_id = 'W'",
            "UPDATE ops.statements SET read_at = NULL WHERE window_id = 'W'",
            "DELETE FROM ops.windows WHERE id = 'W'",
            "UPDATE ops.windows SET reason = 'une autre raison' WHERE id = 'W'",
            "UPDATE ops.windows SET ends_at = opens_at + interval '59 minutes' WHERE id = 'W'",
        ] {
            let statement = statement.replace("'W'", &format!("'{window}'"));
            let refused = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).execute(&mut owner).await;
            let code = refused
                .expect_err(&statement)
                .as_database_error()
                .and_then(|e| e.code().map(|c| c.into_owned()));
            assert!(matches!(code.as_deref(), Some("23000" | "23503")), "{statement}: {code:?}");
        }
    });
}

#[test]
fn the_copros_own_log_tells_of_the_window() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        let building = &furnished.building;
        operator.client.get(&looks(&window)[1], 200).await;
        building.client.post_once(&building.at(&format!("/support/{window}/end")), json!({}), 200).await;
        let mut owner = world.databases.owner().await;
        let told: Vec<(String, String)> = sqlx::query_as(
            "SELECT split_part(e.actor, ':', 1), e.action FROM tenant.audit_entries e JOIN tenant.audit_chain c
                 ON c.tenant_id = e.tenant_id AND c.entry_id = e.id
              WHERE e.tenant_id = $1 AND e.object LIKE 'support%' ORDER BY c.seq",
        )
        .bind(building.tenant())
        .fetch_all(&mut owner)
        .await
        .expect("entries");
        let told: Vec<String> = told.into_iter().map(|(who, what)| format!("{who} {what}")).collect();
        assert_eq!(
            told,
            ["operator support.request", "user support.consent", "operator support.lots", "user support.end"]
        );
        let listed = building.client.get(&building.at("/support"), 200).await;
        assert_eq!(text(&list(&listed, "items")[0], "id"), window);
    });
}
