//! Who may decide, once, and what the others are told.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Building, Firm, list, run, text};

use super::{Two, acceptance, token};

#[test]
fn a_token_is_good_once_for_one_address() {
    run(async |world| {
        let two = Two::firms(world).await;
        let (_, token) = two.request(world).await;
        let body = json!({"token": token});
        let thief = Firm::sign_up(world).await;
        let stolen = thief.client.request(Method::POST, &acceptance(&thief)).json(&body).send().await;
        stolen.problem(409, "transfer-other-account");
        let unknown = json!({"token": "x".repeat(43)});
        let guessed = two.new.client.request(Method::POST, &acceptance(&two.new)).json(&unknown).send().await;
        guessed.problem(404, "not-found");
        // Another's firm does not exist for the one who was asked.
        let foreign = two.new.client.request(Method::POST, &acceptance(&thief)).json(&body).send().await;
        foreign.problem(404, "not-found");
        two.accept(&token).await;
        let again = two.new.client.request(Method::POST, &acceptance(&two.new)).json(&body).send().await;
        again.problem(404, "not-found");
        let shown =
            world.site.anonymous().request(Method::POST, "/v1/transfers/preview").json(&body).send().await;
        shown.problem(404, "not-found");
        two.done().await;
    });
}

#[test]
fn a_request_that_is_too_old_can_be_made_again() {
    run(async |world| {
        let two = Two::firms(world).await;
        let (transfer, token) = two.request(world).await;
        let id: uuid::Uuid = text(&transfer, "id").parse().expect("a uuid");
        let path = two.own.building.at("/transfers");
        let pending = two.old.client.request(Method::POST, &path).json(&two.asked()).send().await;
        pending.problem(409, "transfer-pending");
        let mut owner = world.databases.owner().await;
        let old = "UPDATE firm.transfers SET expires_at = now() - interval '1 second' WHERE id = $1";
        sqlx::query(old).bind(id).execute(&mut owner).await.expect("time passes");
        let body = json!({"token": token});
        let late = two.new.client.request(Method::POST, &acceptance(&two.new)).json(&body).send().await;
        late.problem(409, "transfer-closed");
        let listed = two.old.client.get(&path, 200).await;
        assert_eq!(list(&listed, "items")[0]["state"], "expired");
        let again = two.old.client.post(&path, two.asked(), 201).await;
        assert_ne!(again["id"], transfer["id"]);
    });
}

#[test]
fn a_refused_copro_stays_and_the_address_tells_nothing() {
    run(async |world| {
        let two = Two::firms(world).await;
        let (known, token) = two.request(world).await;
        let refusal = format!("/v1/firms/{}/transfers/refusal", two.new.id);
        let refused = two.new.client.post(&refusal, json!({"token": token}), 200).await;
        assert_eq!(refused["state"], "refused");
        let path = two.own.building.at("/transfers");
        assert_eq!(list(&two.old.client.get(&path, 200).await, "items")[0]["state"], "refused");
        two.old.client.get(&two.own.building.path, 200).await;
        let mut asked = two.asked();
        asked["email"] = json!(tests::unique_email());
        let unknown = two.old.client.post(&path, asked, 201).await;
        let fields =
            |answer: &Value| answer.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        assert_eq!(fields(&known), fields(&unknown));
        assert_eq!((&known["state"], &unknown["receiving_firm"]), (&json!("requested"), &Value::Null));
    });
}

#[test]
fn of_two_decisions_at_once_one_counts() {
    run(async |world| {
        let two = Two::firms(world).await;
        let second = json!({"country": "BE", "name": "Seconde Gérance",
                            "company_number": tests::numbers::any_company_number()});
        let second = text(&two.new.client.post("/v1/firms", second, 201).await, "id");
        let (_, token) = two.request(world).await;
        let body = json!({"token": token});
        let path = format!("/v1/firms/{second}/transfers/acceptance");
        let (one, other) = tokio::join!(
            two.new.client.request(Method::POST, &acceptance(&two.new)).json(&body).send(),
            two.new.client.request(Method::POST, &path).json(&body).send(),
        );
        let mut answers = [one.status, other.status];
        answers.sort_unstable();
        assert_eq!(answers, [202, 404], "{} {}", one.text(), other.text());
        two.done().await;
    });
}

#[test]
fn withdrawing_and_accepting_at_once_ends_in_one_of_the_two() {
    run(async |world| {
        let two = Two::firms(world).await;
        for _ in 0..4 {
            let (transfer, token) = two.request(world).await;
            let body = json!({"token": token});
            let path = two.own.building.at(&format!("/transfers/{}", text(&transfer, "id")));
            let (withdrawn, accepted) = tokio::join!(
                two.old.client.request(Method::DELETE, &path).send(),
                two.new.client.request(Method::POST, &acceptance(&two.new)).json(&body).send(),
            );
            match (withdrawn.status, accepted.status) {
                (204, 404) => {}
                (409 | 404, 202) => {
                    two.done().await;
                    return;
                }
                both => panic!("{both:?}: {} {}", withdrawn.text(), accepted.text()),
            }
        }
    });
}

#[test]
fn a_draft_moves_too_and_not_to_its_own_firm() {
    run(async |world| {
        let old = Firm::sign_up(world).await;
        let draft = Building::draft(&old, "Résidence du Brouillon").await;
        let asked = json!({"email": old.email, "decided_on": "2026-05-04"});
        old.client.post(&draft.at("/transfers"), asked, 201).await;
        let body = json!({"token": token(world, &old.email).await});
        let same = old.client.request(Method::POST, &acceptance(&old)).json(&body).send().await;
        same.problem(409, "transfer-same-firm");
        let newer = json!({"country": "BE", "name": "Gérance Suivante",
                           "company_number": tests::numbers::any_company_number()});
        let newer = text(&old.client.post("/v1/firms", newer, 201).await, "id");
        let path = format!("/v1/firms/{newer}/transfers/acceptance");
        old.client.post(&path, body, 202).await;
        tests::wait_for("the draft to move", async || {
            let listed = old.client.get(&format!("/v1/firms/{newer}/copros"), 200).await;
            (list(&listed, "items").len() == 1).then_some(())
        })
        .await;
    });
}
