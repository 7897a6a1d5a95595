//! Firms as operators see them, and what operators ask for about their accounts.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::billing::desk::Rules;
use ::billing::subscription::{Fact, State};
use reqwest::Method;
use serde_json::{Value, json};
use store::{BillingScope, Store};
use tests::database::Databases;
use tests::{OnDuty, World, int, list, run, text};
use time::OffsetDateTime;
use worker::Worker;

use crate::billing::{accounts, days, firms, rules, settle};

const PATH: &str = "/v1/operator/firms";
/// Longer than any way from the first day to the end of an account that nobody pays.
const DAYS_MAX: i64 = 250;

struct Scene {
    databases: Databases,
    store: Store,
    rules: Rules,
    operator: OnDuty,
    start: OffsetDateTime,
}

/// A database of its own: what is owed to the platform is seen as a whole.
async fn scene(world: &World, name: &str, count: i32) -> Scene {
    let databases = Databases::fresh(&world.cluster, name).await;
    firms(&databases, count).await;
    let operator = world.desk_on(&databases).await.enrol().await;
    Scene {
        store: databases.store().await,
        databases,
        rules: rules(),
        operator,
        start: OffsetDateTime::now_utc(),
    }
}

/// Lets the firm's days pass, looked at on these days; the provider never gets its money.
async fn live(scene: &Scene, scope: &BillingScope, looks: &[i64]) {
    for day in looks {
        let mut tx = scene.store.begin(scope, "test.step").await.expect("a transaction");
        let failing = |desk: &mut ::billing::desk::Desk<'_>| {
            let bills: Vec<_> = desk.subscription().bills().iter().map(|bill| bill.invoice).collect();
            bills.into_iter().try_for_each(|invoice| desk.tell(Fact::PaymentFailed { invoice }))
        };
        tx.at_desk(&scene.rules, scene.start + days(*day), failing).await.expect("a sitting");
        tx.commit().await.expect("commits");
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Trial { .. } => "trial",
        State::Active => "active",
        State::PastDue { .. } => "past-due",
        State::ReadOnly { .. } => "read-only",
        State::Suspended { .. } => "suspended",
        State::Closed { .. } => "closed",
    }
}

/// The database derives the state by itself: the same word as the subscription's own, from the first day to the last.
#[test]
fn a_state_is_told_as_the_subscription_knows_it() {
    run(async |world| {
        let scene = scene(world, "koprogo_states", 2).await;
        let all = accounts(&scene.store, scene.start).await;
        settle(&scene.store, &all[0], &scene.rules, scene.start).await;
        let mut seen = BTreeSet::new();
        for day in (1..DAYS_MAX).step_by(6) {
            for scope in &all {
                live(&scene, scope, &[day]).await;
                let mut tx = scene.store.begin_read(scope, "test.state").await.expect("a transaction");
                let known = tx.billing_account().await.expect("an account").state.expect("a state").state();
                tx.commit().await.expect("commits");
                let told: String = sqlx::query_scalar(
                    "SELECT app.subscription_state(b.state) FROM firm.billing b WHERE b.firm_id = $1",
                )
                .bind(scope.firm().uuid())
                .fetch_one(&mut scene.databases.owner().await)
                .await
                .expect("a word");
                assert_eq!(told, word(known), "day {day}: {known:?}");
                seen.insert(told);
            }
        }
        let all = ["active", "closed", "past-due", "read-only", "suspended", "trial"];
        assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), all);
    });
}

#[test]
fn firms_are_listed_by_what_they_owe_pay_and_when_they_came() {
    run(async |world| {
        let scene = scene(world, "koprogo_firms", 5).await;
        for (nth, scope) in (0..).zip(accounts(&scene.store, scene.start).await) {
            if nth < 3 {
                settle(&scene.store, &scope, &scene.rules, scene.start).await;
            }
            // One has an invoice, two are charged, two have lapsed.
            live(&scene, &scope, &[30, if nth == 0 { 65 } else { 35 }]).await;
        }
        for (sort, field) in [("owed", "owed_cents"), ("mrr", "mrr_cents")] {
            // Page by page as in one go.
            let mut found = Vec::new();
            let mut cursor = String::new();
            loop {
                let page =
                    scene.operator.client.get(&format!("{PATH}?sort={sort}&limit=2{cursor}"), 200).await;
                found.extend(list(&page, "items").to_vec());
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            let values: Vec<i64> = found.iter().map(|one| int(one, field)).collect();
            assert!(values.is_sorted_by(|a, b| a >= b) && values[0] > 0, "{sort}: {values:?}");
            let ids: BTreeSet<String> = found.iter().map(|one| text(one, "id")).collect();
            assert_eq!(ids.len(), 5, "{sort}");
        }
        let newest = scene.operator.client.get(&format!("{PATH}?sort=newest"), 200).await;
        let began: Vec<String> = list(&newest, "items").iter().map(|one| text(one, "began_at")).collect();
        assert!(began.is_sorted_by(|a, b| a >= b), "{began:?}");
        let named = scene.operator.client.get(&format!("{PATH}?q=g%C3%A9rance%203"), 200).await;
        assert_eq!(list(&named, "items").len(), 1, "{named}");
        assert_eq!(text(&list(&named, "items")[0], "name"), "Gérance 3");
        scene
            .operator
            .client
            .request(Method::GET, &format!("{PATH}?sort=name"))
            .send()
            .await
            .problem(400, "bad-request");
    });
}

/// One firm with an open invoice, its page, and a worker of its time.
struct Debtor {
    scope: BillingScope,
    path: String,
    invoice: String,
    open: i64,
    worker: Worker,
}

async fn debtor(world: &World, scene: &Scene) -> Debtor {
    let scope = accounts(&scene.store, scene.start).await.remove(0);
    settle(&scene.store, &scope, &scene.rules, scene.start).await;
    live(scene, &scope, &[30, 62]).await;
    let mut worker = world.idle_worker(&scene.store, &world.files);
    let now = scene.start + days(63);
    worker.now = Arc::new(move || now);
    let path = format!("{PATH}/{}", scope.firm());
    let file = scene.operator.client.get(&path, 200).await;
    let debt = &list(&file, "debts")[0];
    let (invoice, open) = (text(debt, "number"), int(debt, "open_cents"));
    assert_eq!(
        (int(&file["firm"], "owed_cents"), text(&file["firm"], "owed_since")),
        (open, text(debt, "due_on"))
    );
    Debtor { scope, path, invoice, open, worker }
}

impl Debtor {
    /// Gives an instruction, has it followed, and answers with the account as it stands then, and what came of it.
    async fn instruct(&self, operator: &OnDuty, asked: Value) -> (Value, Option<String>) {
        let given = operator.client.post_once(&format!("{}/instructions", self.path), asked, 202).await;
        assert!(given["done_at"].is_null(), "{given}");
        assert_eq!(self.worker.follow_instructions().await.expect("followed"), 1);
        let file = operator.client.get(&self.path, 200).await;
        let known = list(&file, "instructions")[0].clone();
        assert_eq!((&known["id"], text(&known, "operator")), (&given["id"], operator.email.clone()));
        assert!(!known["done_at"].is_null(), "{known}");
        let why = known["error"].as_str().map(str::to_owned);
        (file, why)
    }

    fn transfer(&self, invoice: &str, cents: i64, reference: &str, world: &World) -> Value {
        json!({"kind": "transfer", "invoice": invoice, "amount_cents": cents, "reference": reference,
               "received_on": world.today().to_string()})
    }
}

#[test]
fn what_is_asked_for_is_done_once_and_stands_in_the_audit_log() {
    run(async |world| {
        let scene = scene(world, "koprogo_asked", 1).await;
        let debtor = debtor(world, &scene).await;
        let operator = &scene.operator;
        let unknown = debtor.transfer("2020-000001", 100, "+++1+++", world);
        let (file, why) = debtor.instruct(operator, unknown).await;
        assert!(why.is_some_and(|why| why.contains("2020-000001")), "{file}");
        assert_eq!(int(&file["firm"], "owed_cents"), debtor.open, "nothing came of it");

        let some = debtor.transfer(&debtor.invoice, debtor.open - 100, "+++2+++", world);
        let (file, why) = debtor.instruct(operator, some.clone()).await;
        assert_eq!((why, int(&file["firm"], "owed_cents")), (None, 100));
        let (file, why) = debtor.instruct(operator, some).await;
        assert!(why.is_some_and(|why| why.contains("booked already")), "{file}");
        assert_eq!(int(&file["firm"], "owed_cents"), 100, "once");
        let rest = debtor.transfer(&debtor.invoice, 350, "+++3+++", world);
        let (file, why) = debtor.instruct(operator, rest).await;
        assert_eq!((why, int(&file["firm"], "owed_cents")), (None, 0));
        assert!(list(&file, "debts").is_empty(), "{file}");
        let kinds: Vec<String> = list(&file, "events").iter().map(|event| text(event, "kind")).collect();
        assert!(
            kinds.contains(&"payment-succeeded".to_owned()) && kinds.contains(&"method-added".to_owned()),
            "{kinds:?}"
        );

        let (file, why) = debtor.instruct(operator, json!({"kind": "bankrupt"})).await;
        assert_eq!((why, text(&file["firm"], "state")), (None, "closed".to_owned()));
        let (file, why) = debtor.instruct(operator, json!({"kind": "ended"})).await;
        assert!(why.is_some_and(|why| why.contains("closed")), "{file}");
        assert_eq!(debtor.worker.follow_instructions().await.expect("nothing left"), 0);
        audited(&scene, &debtor, "billing_instructions", 12).await;
    });
}

/// The firm reads so many entries about this, all of them of an operator.
async fn audited(scene: &Scene, debtor: &Debtor, object: &str, count: i64) {
    let (entries, by_operators): (i64, i64) = sqlx::query_as(
        "SELECT count(*), count(*) FILTER (WHERE actor LIKE 'operator:%') FROM firm.audit_entries WHERE firm_id = $1 AND object = $2",
    )
    .bind(debtor.scope.firm().uuid())
    .bind(object)
    .fetch_one(&mut scene.databases.owner().await)
    .await
    .expect("a count");
    assert_eq!((entries, by_operators), (count, count), "{object}");
}

#[test]
fn a_review_is_settled_with_a_note_once() {
    run(async |world| {
        let scene = scene(world, "koprogo_reviews", 1).await;
        let debtor = debtor(world, &scene).await;
        let operator = &scene.operator;
        // More than was owed: a person has to look at it.
        let much = debtor.transfer(&debtor.invoice, debtor.open + 250, "+++4+++", world);
        let (file, _) = debtor.instruct(operator, much).await;
        let review =
            list(&file, "reviews").iter().find(|one| one["kind"] == "overpaid").expect("a review").clone();
        assert_eq!((text(&review, "invoice"), int(&review, "amount_cents")), (debtor.invoice.clone(), 250));
        let open = int(&file["firm"], "reviews");
        let settle = format!("{}/reviews/{}/settle", debtor.path, text(&review, "id"));
        let short = operator.client.request(Method::POST, &settle).json(&json!({"note": "ok"})).send().await;
        assert_eq!(text(&list(&short.problem(422, "validation"), "errors")[0], "field"), "note");
        let settled =
            operator.client.post_once(&settle, json!({"note": "Repaid by transfer today."}), 200).await;
        assert_eq!(text(&settled, "settled_by"), operator.email);
        let again = operator.client.post_once(&settle, json!({"note": "Looked at once more."}), 200).await;
        assert_eq!(text(&again, "note"), "Repaid by transfer today.", "the first note stays");
        let file = operator.client.get(&debtor.path, 200).await;
        assert_eq!(int(&file["firm"], "reviews"), open - 1);
        let by_operators: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM firm.audit_entries WHERE object = 'billing_reviews' AND verb = 'update' AND actor LIKE 'operator:%'",
        )
        .fetch_one(&mut scene.databases.owner().await)
        .await
        .expect("a count");
        assert_eq!(by_operators, 1);
    });
}

#[test]
fn what_is_asked_for_wrongly_is_said_field_by_field() {
    run(async |world| {
        let operator = world.desk.enrol().await;
        let nobody = format!("{PATH}/{}", uuid::Uuid::now_v7());
        operator.client.request(Method::GET, &nobody).send().await.problem(404, "not-found");
        let ask = async |asked: Value| {
            operator.client.request(Method::POST, &format!("{nobody}/instructions")).json(&asked).send().await
        };
        ask(json!({"kind": "ended"})).await.problem(404, "not-found");
        let wrong = json!({"kind": "transfer", "invoice": "2026-000001", "amount_cents": 0, "received_on": "2019-01-01", "reference": " "});
        let answer = ask(wrong).await.problem(422, "validation");
        let mut fields: Vec<String> =
            list(&answer, "errors").iter().map(|error| text(error, "field")).collect();
        fields.sort();
        assert_eq!(fields, ["amount_cents", "received_on", "reference"]);
        let number = json!({"kind": "transfer", "invoice": "none", "amount_cents": 1, "received_on": "2026-01-01", "reference": "x"});
        assert!([400, 422].contains(&ask(number).await.status));
    });
}

/// The login of operators has no right to the table, and who owns it cannot rewrite what was asked for.
#[test]
fn what_was_asked_for_is_never_rewritten() {
    run(async |world| {
        let scene = scene(world, "koprogo_kept", 1).await;
        let scope = accounts(&scene.store, scene.start).await.remove(0);
        let path = format!("{PATH}/{}/instructions", scope.firm());
        scene.operator.client.post_once(&path, json!({"kind": "ended"}), 202).await;
        let mut owner = scene.databases.owner().await;
        for statement in [
            "UPDATE billing.instructions SET kind = 'bankrupt'",
            "UPDATE billing.instructions SET operator_id = firm_id, done_at = now()",
            "DELETE FROM billing.instructions",
        ] {
            let refused = sqlx::query(statement).execute(&mut owner).await.expect_err(statement);
            let code =
                refused.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
            assert_eq!(code.as_deref(), Some("23000"), "{statement}");
        }
    });
}
