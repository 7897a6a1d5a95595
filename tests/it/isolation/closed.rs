//! A copro that its firm has closed: every operation of the API document that is for open copros is refused there, every other is not.

use ::access::caller::Principal;
use ::access::permission::Op;
use reqwest::Method;
use serde_json::{Value, json};
use store::{Error, Refusal};
use tests::{Building, Firm, Furnished, World, int, list, run, text};

use super::matrix::{in_order, policy};
use super::{operations_in, settled};
use crate::billing::office::caller;

const CLOSING: &str = "POST /v1/copros/{copro}/close";
const REOPENING: &str = "POST /v1/copros/{copro}/reopen";

fn closing(name: &str) -> Value {
    json!({"reason": "mandate-ended", "name": name, "note": "Mandat non renouvelé par l’AG du 4 mai"})
}

/// What the log of the firm's account says of this copro, in order.
async fn metered(world: &World, copro: &Building) -> Vec<String> {
    let facts = sqlx::query_scalar(
        "SELECT f.what FROM (SELECT l.seq, jsonb_object_keys(l.event -> 'used' -> 'what') AS what, l.event FROM firm.billing_log l) f
          WHERE f.event #>> ARRAY['used', 'what', f.what, 'copro'] = $1 ORDER BY f.seq",
    );
    facts.bind(&copro.id).fetch_all(&mut world.databases.owner().await).await.expect("the log")
}

#[test]
fn what_is_for_open_copros_is_refused_in_a_closed_one_and_nothing_else_is() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let client = &own.building.client;
        let closed = client.post(&own.building.at("/close"), closing("Résidence Clairvallon"), 200).await;
        assert_eq!((&closed["status"], &closed["closed_for"]), (&json!("closed"), &json!("mandate-ended")));
        let held: Vec<Op> = list(&closed, "permissions")
            .iter()
            .map(|op| op.as_str().expect("a word").parse().expect("an operation"))
            .collect();
        assert!(held.iter().all(|op| !::api::needs_open(*op, &http::Method::POST)), "{held:?}");
        let asked = policy::asked_by_handlers();
        let (mut refused, mut let_in) = (0, 0);
        for operation in in_order(operations_in(world, "copro").await) {
            let name = operation.name();
            if [CLOSING, REOPENING].contains(&name.as_str()) {
                continue;
            }
            let op: Op = asked[&name].parse().expect("an operation");
            let method = operation.method().as_str().parse().expect("a method");
            let path = operation.filled(&own.building.slug, &own.ids);
            let answer = operation.request(client, &path, &own).send().await;
            if ::api::needs_open(op, &method) {
                answer.problem(409, "copro-closed");
                refused += 1;
            } else {
                assert!(!answer.text().contains("copro-closed"), "{name}: {}", answer.text());
                let_in += 1;
            }
        }
        assert!(refused >= 15 && let_in >= 25, "{refused} refused, {let_in} let in");
        let again = json!({"reason": "other", "name": "Résidence Clairvallon"});
        let again = client.request(Method::POST, &own.building.at("/close")).json(&again).send().await;
        again.problem(409, "copro-closed");
        listed_apart(&firm, &own).await;
        let opened = client.post(&own.building.at("/reopen"), Value::Null, 200).await;
        assert_eq!((&opened["status"], &opened["closed_on"]), (&json!("active"), &Value::Null));
        let payment = own.building.receipt("company", "2026-06-01", 500);
        client.post_once(&own.building.at("/receipts"), payment, 201).await;
        let log = client.get(&own.building.at("/audit?limit=200"), 200).await.to_string();
        assert!(
            log.contains("copro.close")
                && log.contains("Mandat non renouvelé")
                && log.contains("copro.reopen")
        );
        assert_eq!(metered(world, &own.building).await, ["began", "ended", "began"]);
        println!("closed: {refused} operations refused, {let_in} let in");
    });
}

async fn listed_apart(firm: &Firm, own: &Furnished) {
    for (listed, count) in [("", 0), ("?listed=open", 0), ("?listed=closed", 1), ("?listed=all", 1)] {
        let page = firm.client.get(&format!("{}{listed}", firm.copros()), 200).await;
        assert_eq!(list(&page, "items").len(), count, "{listed}");
    }
    let wrong = firm.client.request(Method::GET, &format!("{}?listed=some", firm.copros())).send().await;
    wrong.problem(400, "bad-request");
    let account = firm.client.get(&format!("/v1/firms/{}/billing", firm.id), 200).await;
    assert_eq!(int(&account, "copros"), 0, "{} is paid for no more", own.building.slug);
}

#[test]
fn nobody_closes_by_accident_and_a_draft_costs_nothing_either_way() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let draft = Building::draft(&firm, "Résidence du Brouillon").await;
        let path = draft.at("/close");
        for (name, reason, status, code) in [
            ("Résidence du brouillon", "other", 422, "validation"),
            ("", "other", 422, "validation"),
            ("Résidence du Brouillon", "bankrupt", 422, "validation"),
        ] {
            let body = json!({"reason": reason, "name": name});
            let answer = firm.client.request(Method::POST, &path).json(&body).send().await;
            answer.problem(status, code);
        }
        firm.client.request(Method::POST, &draft.at("/reopen")).send().await.problem(409, "copro-not-closed");
        let closed = firm
            .client
            .post(&path, json!({"reason": "other", "name": " Résidence du Brouillon "}), 200)
            .await;
        assert_eq!(closed["status"], "closed");
        let opened = firm.client.post(&draft.at("/reopen"), Value::Null, 200).await;
        assert_eq!((&opened["status"], &opened["activated_on"]), (&json!("draft"), &Value::Null));
        assert_eq!(metered(world, &draft).await, [""; 0]);
    });
}

/// Whoever was let in before the closing and commits after it: nothing is written.
#[test]
fn what_commits_after_the_closing_is_not_written() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence du Dernier Jour").await;
        let principal = Principal::Person(caller(firm.user_id.parse().expect("an id"), &firm.email));
        let scope =
            world.store.resolve_copro(&principal, &building.slug).await.expect("an answer").expect("there");
        let scope = scope.while_open().expect("it is open");
        let late = world.store.begin(&scope, "test.late").await.expect("a transaction");
        let closing = json!({"reason": "building-sold", "name": "Résidence du Dernier Jour"});
        firm.client.post(&building.at("/close"), closing, 200).await;
        let refused = late.commit().await.expect_err("it is closed");
        assert!(matches!(refused, Error::Refused(Refusal::CoproClosed)), "{refused:?}");
        let resolved =
            world.store.resolve_copro(&principal, &building.slug).await.expect("an answer").expect("there");
        assert!(resolved.while_open().is_err());
    });
}

/// Payments that race with the closing: those that were answered with 201 are there when the closing is answered, and none comes later.
#[test]
fn the_closing_waits_for_who_is_writing() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence de la Course").await;
        let mut under_way = tokio::task::JoinSet::new();
        for n in 1..=16 {
            let payment = building.receipt("company", "2026-06-01", n);
            let request = firm.client.request(Method::POST, &building.at("/receipts")).json(&payment).once();
            under_way.spawn(request.send());
        }
        let closing = json!({"reason": "other", "name": "Résidence de la Course"});
        firm.client.post(&building.at("/close"), closing, 200).await;
        let entries = async || firm.client.all(&building.at("/entries")).await.len();
        let at_closing = entries().await;
        let answers = under_way.join_all().await;
        assert_eq!(entries().await, at_closing, "nothing was written after the closing");
        let written = answers.iter().filter(|answer| answer.status == 201).count();
        for answer in answers.iter().filter(|answer| answer.status == 409) {
            answer.problem(409, "copro-closed");
        }
        assert_eq!(
            written,
            at_closing,
            "{:?}",
            answers.iter().map(|answer| answer.status).collect::<Vec<_>>()
        );
        assert_eq!(text(&firm.client.get(&building.path, 200).await, "status"), "closed");
    });
}
