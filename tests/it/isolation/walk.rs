//! Every operation, called by somebody it does not concern.

use std::collections::BTreeMap;

use tests::database::{changes, snapshot};
use tests::{Answer, Firm, Furnished, World, run};
use uuid::Uuid;

use super::{Operation, operations, operations_in, settled};

/// The same words, whether the thing belongs to somebody else or does not exist at all.
fn assert_absent(operation: &str, theirs: &Answer, nowhere: &Answer) {
    theirs.problem(404, "not-found");
    assert_eq!(
        theirs.visible(),
        nowhere.visible(),
        "{operation} tells what is somebody else's from what is nobody's"
    );
}

#[test]
fn every_operation_of_a_copro_is_absent_for_another_firm() {
    run(async |world| {
        let (_, theirs) = settled(world).await;
        let (stranger, own) = settled(world).await;
        let mut owner = world.databases.owner().await;
        let before = snapshot(&mut owner, theirs.building.tenant()).await;
        let unknown_slug = format!("{}zz", &theirs.building.slug[..theirs.building.slug.len() - 2]);
        for operation in operations_in(world, "copro").await {
            for (exists, absent) in [
                (theirs.building.slug.as_str(), unknown_slug.as_str()),
                (theirs.building.id.as_str(), &Uuid::now_v7().to_string()),
            ] {
                let ask = async |copro: &str, ids: &BTreeMap<&'static str, String>| {
                    let path = operation.filled(copro, ids);
                    operation.request(&stranger.client, &path, &theirs).send().await
                };
                let nowhere = ask(absent, &theirs.ids).await;
                assert_absent(&operation.name(), &ask(exists, &theirs.ids).await, &nowhere);
                assert_absent(&operation.name(), &ask(exists, &own.ids).await, &nowhere);
            }
        }
        assert_eq!(changes(&before, &snapshot(&mut owner, theirs.building.tenant()).await), [""; 0]);
    });
}

#[test]
fn every_operation_of_a_firm_is_absent_for_another() {
    run(async |world| {
        let (theirs, furnished) = settled(world).await;
        let stranger = Firm::sign_up(world).await;
        let operations = operations_in(world, "firm").await;
        assert!(operations.len() >= 3, "{operations:?}");
        for operation in operations {
            let ask = async |firm: &str| {
                let path = operation.filled(firm, &furnished.ids);
                operation.request(&stranger.client, &path, &furnished).send().await
            };
            let nowhere = ask(&Uuid::now_v7().to_string()).await;
            assert_absent(&operation.name(), &ask(&theirs.id).await, &nowhere);
        }
        let listed = theirs.client.get(&theirs.copros(), 200).await;
        assert_eq!(tests::list(&listed, "items").len(), 1, "nothing was added to it");
    });
}

#[test]
fn nobody_signed_in_sees_nothing_at_all() {
    run(async |world| {
        let (firm, furnished) = settled(world).await;
        let anonymous = world.site.anonymous();
        let mut public = Vec::new();
        for operation in operations(world).await {
            if operation.public {
                public.push(operation.name());
                continue;
            }
            let is_firm = operation.params().first() == Some(&"firm");
            let there = if is_firm { &firm.id } else { &furnished.building.slug };
            let ask = async |scope: &str| {
                operation
                    .request(&anonymous, &operation.filled(scope, &furnished.ids), &furnished)
                    .send()
                    .await
            };
            let (real, unreal) = (ask(there).await, ask(&Uuid::now_v7().to_string()).await);
            real.problem(401, "not-signed-in");
            assert_eq!(real.visible(), unreal.visible(), "{}", operation.name());
        }
        let doors = [
            "GET /v1/dev/clock",
            "POST /v1/dev/clock",
            "GET /v1/dev/mails",
            "POST /v1/invitations/preview",
            "POST /v1/invitations/signup",
            "POST /v1/password/forgot",
            "POST /v1/password/reset",
            "GET /v1/pricing",
            "GET /v1/pricing/quote",
            "POST /v1/session",
            "POST /v1/session/passkey",
            "POST /v1/session/passkey/options",
            "POST /v1/session/refresh",
            "POST /v1/session/second-factor",
            "POST /v1/signup",
            "POST /v1/signup/verify",
            "POST /v1/transfers/preview",
            "POST /v1/webhooks/stripe",
        ];
        assert_eq!(public, doors, "whatever else is open must be meant to be");
    });
}

/// Own copro, somebody else's object: every id in a path is tried on its own, the others being right.
#[test]
fn an_id_of_another_copro_names_nothing_in_ones_own() {
    run(async |world| {
        let (_, theirs) = settled(world).await;
        let (_, own) = settled(world).await;
        let mut owner = world.databases.owner().await;
        let before = snapshot(&mut owner, theirs.building.tenant()).await;
        let mine = snapshot(&mut owner, own.building.tenant()).await;
        let mut tried = 0;
        for operation in operations_in(world, "copro").await {
            for name in operation.inner_params() {
                let ask = async |id: &str| {
                    let mut ids = own.ids.clone();
                    *ids.get_mut(name).expect("filled in above") = id.to_owned();
                    let path = operation.filled(&own.building.slug, &ids);
                    operation.request(&own.building.client, &path, &own).send().await
                };
                let nowhere = ask(&Uuid::now_v7().to_string()).await;
                assert_absent(&operation.name(), &ask(&theirs.ids[name]).await, &nowhere);
                tried += 1;
            }
        }
        assert!(tried >= 24, "{tried} ids in paths");
        for (tenant, before) in [(&theirs, before), (&own, mine)] {
            assert_eq!(changes(&before, &snapshot(&mut owner, tenant.building.tenant()).await), [""; 0]);
        }
    });
}

/// What the walk above refuses is refused for being somebody else's: for its own firm the very same requests are fine.
#[test]
fn the_same_requests_are_fine_for_the_firm_itself() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let mut operations = operations_in(world, "copro").await;
        operations.extend(operations_in(world, "firm").await);
        // What is gone is asked for last, and a closed year takes no more postings.
        operations.sort_by_key(|operation| {
            (operation.method == reqwest::Method::DELETE, operation.path.ends_with("/closing"))
        });
        for operation in operations {
            let answer = ask_for_oneself(world, &firm, &own, &operation).await;
            if operation.name() == OWN_STATEMENT {
                answer.problem(404, "not-found");
                continue;
            }
            let refusal = EXPECTED_REFUSALS.iter().find(|(name, _)| *name == operation.name());
            match refusal {
                Some((_, code)) => drop(answer.problem(status_of(code), code)),
                None => {
                    assert!((200..300).contains(&answer.status), "{}: {}", operation.name(), answer.text())
                }
            }
        }
    });
}

/// States of the furnished building in which an operation is refused although everything about the request is right.
const EXPECTED_REFUSALS: &[(&str, &str)] = &[
    ("DELETE /v1/copros/{copro}/lots/{lot}", "lot-in-use"),
    ("POST /v1/copros/{copro}/imports/{import}/commit", "import-state"),
    ("POST /v1/copros/{copro}/imports/{import}/undo", "import-state"),
    ("POST /v1/copros/{copro}/transfers", "transfer-pending"),
    // The person behind it was erased just before.
    ("DELETE /v1/copros/{copro}/members/{member}/{role}", "not-found"),
    // Consented to and ended just before.
    ("POST /v1/copros/{copro}/support/{window}/refusal", "window-state"),
    // Nobody has handed this firm a token, and it has handed over nothing.
    ("POST /v1/firms/{firm}/transfers/acceptance", "not-found"),
    ("POST /v1/firms/{firm}/transfers/refusal", "not-found"),
    ("GET /v1/firms/{firm}/handovers/{handover}/package", "not-found"),
    ("GET /v1/firms/{firm}/exports/{export}/package", "not-found"),
    // Closing takes the name of the copro, which is not closed either.
    ("POST /v1/copros/{copro}/close", "validation"),
    ("POST /v1/copros/{copro}/reopen", "copro-not-closed"),
    // The platform has asked it for nothing yet, nobody has said how it pays, and nothing is planned.
    ("GET /v1/firms/{firm}/billing/invoices/{invoice}", "not-found"),
    ("GET /v1/firms/{firm}/billing/invoices/{invoice}/file", "not-found"),
    ("DELETE /v1/firms/{firm}/billing/methods/{method}", "not-found"),
    ("POST /v1/firms/{firm}/billing/plan/withdraw", "subscription-refused"),
    ("POST /v1/firms/{firm}/billing/coupons", "validation"),
    // No provider is connected in tests.
    ("POST /v1/firms/{firm}/billing/methods", "payments-off"),
    ("POST /v1/firms/{firm}/billing/invoices/{invoice}/pay", "payments-off"),
];

const fn status_of(code: &str) -> u16 {
    match code.as_bytes() {
        b"not-found" => 404,
        b"validation" => 422,
        b"payments-off" => 503,
        _ => 409,
    }
}

/// Whose co-owner somebody is, is asked of them and not of the syndic: the administrator has no account here.
const OWN_STATEMENT: &str = "GET /v1/copros/{copro}/own/{owner}/statement";

async fn ask_for_oneself(_: &World, firm: &Firm, own: &Furnished, operation: &Operation) -> Answer {
    let is_firm = operation.params().first() == Some(&"firm");
    let path = operation.filled(if is_firm { &firm.id } else { &own.building.slug }, &own.ids);
    operation.request(&firm.client, &path, own).send().await
}

#[test]
fn what_is_not_in_the_document_does_not_exist() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        for path in ["/v1", "/v1/", "/v1/operators", "/v1/copros", "/v1/jobs", "/v1/users", "/v2/session"] {
            let asked =
                firm.client.request(reqwest::Method::POST, path).json(&serde_json::json!({})).send().await;
            let expected =
                if path.starts_with("/v1") { (404, "not-found") } else { (405, "method-not-allowed") };
            asked.problem(expected.0, expected.1);
        }
        for operation in operations_in(world, "copro").await {
            let path = operation.filled(&own.building.slug, &own.ids);
            let beyond =
                firm.client.request(reqwest::Method::GET, &format!("{path}/beyond/it/all")).send().await;
            beyond.problem(404, "not-found");
        }
    });
}
