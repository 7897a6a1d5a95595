//! Every operation that changes something, sent twice with one key.

use reqwest::Method;
use tests::{Furnished, run, text};

use super::{Operation, operations, operations_in, settled};

/// Operations of a person that take no key, and why.
const NOT_REPEATED: &[(&str, &str)] = &[
    ("DELETE /v1/session", "ends what the second request would need; so do those on `/v1/sessions`"),
    ("POST /v1/account/erasure", "the person who would send it again is gone"),
    ("POST /v1/invitations/acceptance", "an invitation is for somebody else: see `members::invitations`"),
    ("PUT /v1/password", "a password is kept nowhere, not even for a minute, and can be set twice"),
    ("POST /v1/security", "answers with secrets are not kept, and each may be asked for anew"),
    ("DELETE /v1/security", "what is gone is gone, and said with 404"),
];

/// Changes nothing: there is nothing to remember.
fn only_looks(operation: &Operation) -> bool {
    operation.method == Method::GET || operation.path.ends_with("/preview")
}

fn with_key(operation: &Operation, scope: &str, own: &Furnished, key: &str) -> tests::Request {
    let path = operation.filled(scope, &own.ids);
    operation.request(&own.building.client, &path, own).keyed(key)
}

#[test]
fn every_unsafe_operation_answers_a_repeated_request_as_it_did_the_first_time() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let mut unsafe_ones = operations_in(world, "copro").await;
        unsafe_ones.extend(operations_in(world, "firm").await);
        unsafe_ones.retain(|operation| !only_looks(operation));
        // A closed year takes no more postings: last.
        unsafe_ones.sort_by_key(|operation| operation.path.ends_with("/closing"));
        assert!(unsafe_ones.len() >= 24, "{} operations", unsafe_ones.len());
        let mut repeated = 0;
        for operation in unsafe_ones {
            let is_firm = operation.params().first() == Some(&"firm");
            let scope = if is_firm { &firm.id } else { &own.building.slug };
            let request = with_key(&operation, scope, &own, &operation.name());
            let (first, again) = (request.again().send().await, request.send().await);
            assert_eq!(first.status, again.status, "{}", operation.name());
            if !(200..300).contains(&first.status) {
                continue;
            }
            if operation.name() == "POST /v1/firms/{firm}/api-keys" {
                told_once(first.expect(201), again.expect(201));
            } else {
                assert_eq!(first.text(), again.text(), "{}: the first answer", operation.name());
            }
            let other = other_target(&operation, scope, &own, &operation.name()).send().await;
            other.problem(422, "idempotency-key-reused");
            repeated += 1;
        }
        assert!(repeated >= 20, "{repeated} operations succeeded and were repeated");
    });
}

/// The secret of a key is kept nowhere, so a repeated request cannot tell it again.
fn told_once(mut first: serde_json::Value, again: serde_json::Value) {
    assert!(first["secret"].is_string() && again["secret"].is_null());
    first["secret"] = serde_json::Value::Null;
    assert_eq!(first, again);
}

/// The same words at another address are another request.
fn other_target(operation: &Operation, scope: &str, own: &Furnished, key: &str) -> tests::Request {
    let path = format!("{}?other", operation.filled(scope, &own.ids));
    operation.request(&own.building.client, &path, own).keyed(key)
}

#[test]
fn so_do_the_operations_of_a_person_signed_in() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let mine = operations(world).await.into_iter().filter(|operation| {
            let changes = !only_looks(operation) && !operation.public && operation.params().is_empty();
            changes && !NOT_REPEATED.iter().any(|(name, _)| operation.name().starts_with(name))
        });
        for operation in mine {
            let request = with_key(&operation, "", &own, &operation.name());
            let (first, again) = (request.again().send().await, request.send().await);
            assert!((200..300).contains(&first.status), "{}: {}", operation.name(), first.text());
            assert_eq!((first.status, first.text()), (again.status, again.text()), "{}", operation.name());
        }
        let session = firm.client.get("/v1/session", 200).await;
        let firms: Vec<_> = tests::list(&session, "firms").iter().map(|firm| text(firm, "name")).collect();
        assert_eq!(firms.len(), 2, "the second firm was founded once: {firms:?}");
    });
}

#[test]
fn a_key_means_nothing_when_somebody_else_sends_it() {
    run(async |world| {
        let (_, own) = settled(world).await;
        let (_, theirs) = settled(world).await;
        let path = "/v1/firms";
        let found = async |of: &Furnished| {
            let body = super::bodies::plausible("POST /v1/firms", of);
            let request = of.building.client.request(Method::POST, path);
            text(&body.put_into(request).key("everybody's").send().await.expect(201), "id")
        };
        assert_ne!(found(&own).await, found(&theirs).await);
    });
}
