//! Quotas that operators grant for a while.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{list, run, text};
use uuid::Uuid;

use super::scene;

const PATH: &str = "/v1/operator/quotas";

fn wanted(copro: &str, scope: &str) -> Value {
    json!({ "scope": scope, "copro": copro, "quota": 777, "window_seconds": 120, "reason": "End of the fiscal year", "days": 3 })
}

#[test]
fn a_quota_is_granted_counts_at_once_and_ends_before_its_time() {
    run(async |world| {
        let (firm, furnished, operator) = scene(world).await;
        let building = &furnished.building;
        let policy = async |path: &str| {
            let answer = building.client.request(Method::GET, path).send().await;
            answer.header("ratelimit-policy").split(", ").last().unwrap_or_default().to_owned()
        };
        let before = (policy(&building.path).await, policy(&firm.copros()).await);
        let granted = operator.client.post_once(PATH, wanted(&building.slug, "copro"), 201).await;
        let of_firm = operator.client.post_once(PATH, wanted(&building.slug, "firm"), 201).await;
        assert_eq!(
            (text(&granted, "subject"), granted["active"].as_bool()),
            (building.slug.clone(), Some(true))
        );
        assert_eq!(text(&granted, "granted_by"), operator.email);
        assert_eq!(policy(&building.path).await, "\"copro\";q=777;w=120");
        assert_eq!(policy(&firm.copros()).await, "\"firm\";q=777;w=120");
        let all = operator.client.get(PATH, 200).await;
        assert!(list(&all, "items").iter().any(|one| one["id"] == granted["id"]));
        for one in [&granted, &of_firm] {
            let end = format!("{PATH}/{}/end", text(one, "id"));
            let ended = operator.client.post_once(&end, json!({}), 200).await;
            assert_eq!(
                (ended["active"].as_bool(), text(&ended, "ended_by")),
                (Some(false), operator.email.clone())
            );
        }
        assert_eq!((policy(&building.path).await, policy(&firm.copros()).await), before);
        // Those it is about read who did it.
        let log = building.client.get(&building.at("/audit?object=quota_overrides"), 200).await;
        let acts: Vec<String> = list(&log, "items").iter().map(|entry| text(entry, "action")).collect();
        assert_eq!(acts, ["quota.end", "quota.grant"], "{log}");
        assert!(list(&log, "items").iter().all(|entry| entry["actor"]["kind"] == "operator"), "{log}");
    });
}

#[test]
fn what_is_wrong_is_said_field_by_field() {
    run(async |world| {
        let operator = world.desk.enrol().await;
        let empty = json!({ "scope": "copro", "copro": " ", "quota": 0, "window_seconds": 90_000, "reason": "short", "days": 91 });
        let answer = operator.client.request(Method::POST, PATH).json(&empty).send().await;
        let problem = answer.problem(422, "validation");
        let mut fields: Vec<String> =
            list(&problem, "errors").iter().map(|error| text(error, "field")).collect();
        fields.sort();
        assert_eq!(fields, ["copro", "days", "quota", "reason", "window_seconds"]);
        let unknown =
            operator.client.request(Method::POST, PATH).json(&wanted("nobody", "copro")).send().await;
        assert_eq!(text(&list(&unknown.problem(422, "validation"), "errors")[0], "code"), "copro-unknown");
        let nothing = format!("{PATH}/{}/end", Uuid::now_v7());
        operator
            .client
            .request(Method::POST, &nothing)
            .json(&json!({}))
            .send()
            .await
            .problem(404, "not-found");
    });
}

/// The operators' login has no right to the table, and who owns it cannot rewrite what was granted.
#[test]
fn what_was_granted_is_never_rewritten() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let granted = operator.client.post_once(PATH, wanted(&furnished.building.slug, "copro"), 201).await;
        let id: Uuid = text(&granted, "id").parse().expect("an id");
        let mut owner = world.databases.owner().await;
        for statement in [
            "UPDATE quota.overrides SET quota = 1000000 WHERE id = $1",
            "UPDATE quota.overrides SET expires_at = expires_at + interval '1 day', ended_at = now(), ended_by = $1 WHERE id = $1",
            "DELETE FROM quota.overrides WHERE id = $1",
        ] {
            let refused = sqlx::query(statement).bind(id).execute(&mut owner).await.expect_err(statement);
            let code =
                refused.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
            assert_eq!(code.as_deref(), Some("23000"), "{statement}");
        }
    });
}
