//! Every operation that changes something is told in the audit log: by whom, as what, and for which request. By enumeration, so that one
//! added later is asked, too.

use serde_json::Value;
use tests::{Client, list, run, text};

use super::{operations, operations_in, settled};

/// Operations that change nothing of a copro or firm, and why.
const UNTOLD: &[(&str, &str)] = &[
    ("POST /v1/copros/{copro}/expenses/preview", "computes and forgets"),
    ("POST /v1/copros/{copro}/calls/preview", "computes and forgets"),
    ("POST /v1/firms/{firm}/billing/plan/preview", "computes and forgets"),
    ("POST /v1/signup", "before there is a firm"),
    ("POST /v1/signup/verify", "before there is a firm"),
    ("POST /v1/session", "sessions are the person's own, not a copro's"),
    ("PATCH /v1/session", "the person's own language and name"),
    ("POST /v1/invitations/preview", "looks and changes nothing"),
    (
        "POST /v1/invitations/acceptance",
        "told in the firm or copro that the link leads to, which the path does not name",
    ),
    (
        "POST /v1/invitations/signup",
        "told in the firm or copro that the link leads to, which the path does not name",
    ),
    ("DELETE /v1/session", "sessions are the person's own, not a copro's"),
    ("DELETE /v1/sessions", "sessions are the person's own, not a copro's"),
    ("DELETE /v1/sessions/{session}", "sessions are the person's own, not a copro's"),
    ("POST /v1/session/passkey", "sessions are the person's own, not a copro's"),
    ("POST /v1/session/passkey/options", "a challenge, forgotten within minutes"),
    ("POST /v1/session/refresh", "sessions are the person's own, not a copro's"),
    ("POST /v1/session/second-factor", "sessions are the person's own, not a copro's"),
    ("POST /v1/password/forgot", "nobody is signed in, and the person may belong to nothing"),
    ("POST /v1/password/reset", "the password is the person's own, whatever firms they work for"),
    ("PUT /v1/password", "the password is the person's own, whatever firms they work for"),
    ("POST /v1/security/confirmation", "a property of the person's session"),
    ("POST /v1/security/totp", "the second factor is the person's own; a firm sees whether there is one"),
    ("POST /v1/security/totp/confirmation", "the second factor is the person's own"),
    ("DELETE /v1/security/totp", "the second factor is the person's own"),
    ("POST /v1/security/recovery-codes", "the second factor is the person's own"),
    ("POST /v1/security/passkeys/options", "a challenge, forgotten within minutes"),
    ("POST /v1/security/passkeys", "the second factor is the person's own"),
    ("DELETE /v1/security/passkeys/{passkey}", "the second factor is the person's own"),
    (
        "PUT /v1/consents/{kind}",
        "between the person and the platform; kept with its date in a table of its own",
    ),
    (
        "POST /v1/account/erasure",
        "told in every firm and copro the person leaves, none of which the path names",
    ),
    ("POST /v1/transfers/preview", "looks and changes nothing"),
    ("POST /v1/dev/clock", "lets days pass on a development server; what happens on them is told as ever"),
    (
        "POST /v1/webhooks/stripe",
        "kept byte for byte in the inbox; what follows from it is told in the firm's log",
    ),
];

fn is_untold(name: &str) -> bool {
    UNTOLD.iter().any(|(untold, _)| *untold == name)
}

/// What a log tells of one request.
async fn told(client: &Client, log: &str, request_id: &str) -> Vec<Value> {
    let page = client.get(&format!("{log}?limit=200"), 200).await;
    list(&page, "items").iter().filter(|entry| entry["request_id"] == request_id).cloned().collect()
}

#[test]
fn every_unsafe_operation_is_told_and_what_is_refused_is_not() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let client = &own.building.client;
        let user = text(&client.get("/v1/session", 200).await["user"], "id");
        // An active copro is not activated again: that operation is asked of one that is ready for it.
        let mut ready = tests::Building::draft(&firm, "Résidence du Seuil").await;
        ready.move_in().await;
        // What the bodies say must differ from what is there: a change of nothing is nothing to tell.
        client.patch(&own.building.at(""), serde_json::json!({"name": "Résidence d’avant"}), 200).await;
        let firm_path = format!("/v1/firms/{}", firm.id);
        client.patch(&firm_path, serde_json::json!({"name": "Gérance d’avant"}), 200).await;
        let (copro_log, firm_log) = (own.building.at("/audit"), format!("/v1/firms/{}/audit", firm.id));
        let mut unsafe_ones = operations_in(world, "copro").await;
        unsafe_ones.extend(operations_in(world, "firm").await);
        unsafe_ones
            .retain(|operation| operation.method != reqwest::Method::GET && !is_untold(&operation.name()));
        // A closed year takes no more postings: last.
        unsafe_ones.sort_by_key(|operation| operation.path.ends_with("/closing"));
        let (mut done, mut refused) = (Vec::new(), 0);
        for operation in &unsafe_ones {
            let is_firm = operation.params().first() == Some(&"firm");
            let ready_log = ready.at("/audit");
            let (scope, log) = match operation.path.as_str() {
                _ if is_firm => (&firm.id, &firm_log),
                path if path.ends_with("/activation") => (&ready.slug, &ready_log),
                // Handing over and taking a copy are acts of the firm: its rows are the firm's, and so is the log.
                path if path.contains("/transfers") || path.ends_with("/exports") => {
                    (&own.building.slug, &firm_log)
                }
                _ => (&own.building.slug, &copro_log),
            };
            let path = operation.filled(scope, &own.ids);
            let key = operation.name();
            let answer = operation.request(client, &path, &own).keyed(&key).send().await;
            let entries = told(client, log, answer.header("x-request-id")).await;
            if answer.status >= 400 {
                assert_eq!(entries, Vec::<Value>::new(), "{key} was refused with {}", answer.text());
                refused += 1;
                continue;
            }
            assert!(!entries.is_empty(), "{key} is not told; it answered {}", answer.text());
            for entry in &entries {
                assert_eq!(
                    (&entry["actor"]["kind"], &entry["actor"]["id"]),
                    (&"user".into(), &user.as_str().into())
                );
                assert!(text(entry, "action").contains('.'), "{key}: {entry}");
                assert_eq!(entry["action"], entries[0]["action"], "{key}");
            }
            // The same key at another address is refused, and leaves nothing.
            let other = operation.request(client, &format!("{path}?other"), &own).keyed(&key).send().await;
            other.problem(422, "idempotency-key-reused");
            assert!(told(client, log, other.header("x-request-id")).await.is_empty(), "{key}");
            done.push(key);
        }
        println!("{} operations told, {refused} refused and not told", done.len());
        assert!(done.len() >= 20, "only {} operations succeeded: {done:?}", done.len());
    });
}

#[test]
fn every_unsafe_operation_outside_a_copro_or_firm_is_accounted_for() {
    run(async |world| {
        for operation in operations(world).await {
            let scoped = ["copro", "firm"].contains(&operation.params().first().copied().unwrap_or_default());
            if operation.method != reqwest::Method::GET && !scoped && operation.name() != "POST /v1/firms" {
                assert!(is_untold(&operation.name()), "{}: why is it not told?", operation.name());
            }
        }
    });
}
