//! Who opens a window, for how long, and who ends it.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Firm, World, escape, list, run, text, wait_for};

use super::borders::age;
use super::{looks, opened, scene, seen_by_firm};
use crate::transfer::Two;

async fn mails(world: &World, firm: &Firm, subject: &str) -> Vec<Value> {
    let path = format!("/v1/dev/mails?to={}", escape(&firm.email));
    let all = world.site.anonymous().get(&path, 200).await;
    let about = list(&all, "items").iter().filter(|mail| text(mail, "subject").contains(subject));
    about.cloned().collect()
}

#[test]
fn a_window_opens_by_consent_and_the_firm_sees_everything_about_it() {
    run(async |world| {
        let (firm, furnished, operator) = scene(world).await;
        let asked = operator.request(&furnished.building.slug, "consent", 30).await;
        let window = text(&asked, "id");
        assert_eq!((asked["state"].as_str(), asked["mine"].as_bool()), (Some("requested"), Some(true)));
        let begun = Instant::now();
        wait_for("the mail to the firm", async || {
            (!mails(world, &firm, "demande un accès").await.is_empty()).then_some(())
        })
        .await;
        assert!(begun.elapsed() < Duration::from_secs(60));
        for path in looks(&window) {
            operator.client.request(Method::GET, &path).send().await.problem(403, "window-closed");
        }
        let building = &furnished.building;
        let shown = building.client.get(&building.path, 200).await;
        assert!(shown["support_until"].is_null());
        let consent = building.at(&format!("/support/{window}/consent"));
        building.client.post_once(&consent, json!({}), 200).await;
        building
            .client
            .request(Method::POST, &consent)
            .json(&json!({}))
            .send()
            .await
            .problem(409, "window-state");
        assert!(building.client.get(&building.path, 200).await["support_until"].is_string());
        for path in looks(&window) {
            operator.client.get(&path, 200).await;
        }
        let seen = seen_by_firm(&furnished, &window).await;
        assert_eq!(seen["state"], "open");
        assert_eq!(seen["operator"], operator.email.as_str());
        assert_eq!(seen["statements"], 5);
        let noted = building.client.get(&building.at(&format!("/support/{window}/statements")), 200).await;
        let names: Vec<String> = list(&noted, "items").iter().map(|one| text(one, "statement")).collect();
        assert_eq!(
            names,
            ["support.jobs", "support.entries", "support.owners", "support.lots", "support.copro"]
        );
        wait_for("the second mail", async || {
            (!mails(world, &firm, "support KoproGo ouvert").await.is_empty()).then_some(())
        })
        .await;
    });
}

#[test]
fn what_is_seen_is_right_and_holds_no_contact_data() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        let at = |noun: &str| format!("/v1/operator/windows/{window}/{noun}");
        let copro = operator.client.get(&at("copro"), 200).await;
        assert_eq!(text(&copro, "slug"), furnished.building.slug);
        assert_eq!(copro["ledger_sum_cents"], 0);
        assert_eq!(copro["shares_assigned"], copro["shares_total"]);
        let lots = operator.client.get(&at("lots?limit=1"), 200).await;
        assert!(lots["next_cursor"].is_string() && list(&lots, "items").len() == 1);
        let mut all = String::new();
        for noun in ["copro", "lots", "owners", "entries", "jobs"] {
            all += &operator.client.get(&at(noun), 200).await.to_string();
        }
        let building = &furnished.building;
        let persons = building.client.get(&building.at("/persons?limit=200"), 200).await;
        let secrets: Vec<&str> = list(&persons, "items")
            .iter()
            .flat_map(|person| ["email", "phone", "iban"].map(|name| person[name].as_str()))
            .flatten()
            .collect();
        assert!(!secrets.is_empty(), "somebody has an address");
        for secret in secrets {
            assert!(!all.contains(secret), "{secret}");
        }
    });
}

#[test]
fn breaking_the_glass_takes_two() {
    run(async |world| {
        let (firm, furnished, operator) = scene(world).await;
        let second = world.desk.enrol().await;
        let asked = operator.request(&furnished.building.id, "break_glass", 15).await;
        let window = text(&asked, "id");
        let approval = format!("/v1/operator/windows/{window}/approval");
        let alone = operator.client.request(Method::POST, &approval).json(&json!({})).send().await;
        alone.problem(403, "second-person");
        let by_hand = sqlx::query("UPDATE ops.windows SET approved_by = requested_by, opens_at = now(), ends_at = now() WHERE id = $1::uuid")
            .bind(&window)
            .execute(&mut world.databases.owner().await)
            .await;
        assert!(
            by_hand.is_err_and(|error| error.to_string().contains("windows_two_persons")),
            "not even by hand"
        );
        let begun = Instant::now();
        second.client.post(&approval, json!({}), 200).await;
        operator.client.get(&looks(&window)[0], 200).await;
        second.client.request(Method::GET, &looks(&window)[0]).send().await.problem(403, "window-closed");
        wait_for("the firm is alerted", async || {
            (!mails(world, &firm, "support KoproGo ouvert").await.is_empty()).then_some(())
        })
        .await;
        println!("break-glass alert after {} ms", begun.elapsed().as_millis());
        assert!(begun.elapsed() < Duration::from_secs(60));
        let consent = operator.request(&furnished.building.id, "consent", 15).await;
        let wrong = format!("/v1/operator/windows/{}/approval", text(&consent, "id"));
        second
            .client
            .request(Method::POST, &wrong)
            .json(&json!({}))
            .send()
            .await
            .problem(409, "window-state");
    });
}

#[test]
fn an_hour_at_most_with_a_reason_a_ticket_and_a_copro() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let good = json!({"copro": furnished.building.slug, "kind": "consent", "minutes": 60, "ticket": "SUP-1", "reason": "Un solde qui ne tombe pas juste."});
        for (name, value, code) in [
            ("minutes", json!(61), "window-minutes"),
            ("minutes", json!(0), "window-minutes"),
            ("reason", json!("pour voir"), "too-short"),
            ("ticket", json!(" "), "required"),
            ("copro", json!("nulle-part-xxxx"), "copro-unknown"),
        ] {
            let mut wanted = good.clone();
            wanted[name] = value;
            let refused =
                operator.client.request(Method::POST, "/v1/operator/windows").json(&wanted).send().await;
            let problem = refused.problem(422, "validation");
            assert_eq!(
                (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
                (&json!(name), &json!(code))
            );
        }
        let mut owner = world.databases.owner().await;
        let by_hand = "INSERT INTO ops.windows (id, tenant_id, slug, kind, reason, ticket, minutes, requested_by)
            SELECT gen_random_uuid(), tenant_id, slug, 'consent', 'dix lettres au moins', 't', 61, (SELECT id FROM ops.operators LIMIT 1) FROM firm.copros LIMIT 1";
        let refused = sqlx::query(by_hand).execute(&mut owner).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("windows_an_hour_at_most")));
    });
}

#[test]
fn a_window_that_is_over_shows_nothing_on_any_instance() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let window = opened(&furnished, &operator).await;
        let elsewhere = world.another_desk().await.for_operator(&operator);
        elsewhere.get(&looks(&window)[1], 200).await;
        let building = &furnished.building;
        building.client.post_once(&building.at(&format!("/support/{window}/end")), json!({}), 200).await;
        let ended = Instant::now();
        for path in looks(&window) {
            elsewhere.request(Method::GET, &path).send().await.problem(403, "window-closed");
        }
        assert!(ended.elapsed() < Duration::from_secs(1), "{:?}", ended.elapsed());
        println!("five looks refused elsewhere within {} ms of the end", ended.elapsed().as_millis());
        assert_eq!(seen_by_firm(&furnished, &window).await["state"], "ended");
        let late = opened(&furnished, &operator).await;
        elsewhere.get(&looks(&late)[0], 200).await;
        age(&mut world.databases.owner().await, &late).await;
        elsewhere.request(Method::GET, &looks(&late)[0]).send().await.problem(403, "window-closed");
        assert_eq!(seen_by_firm(&furnished, &late).await["state"], "expired");
    });
}

#[test]
fn what_the_old_firm_consented_to_ends_with_the_move() {
    run(async |world| {
        let two = Two::firms(world).await;
        let operator = world.desk.enrol().await;
        let window = opened(&two.own, &operator).await;
        let asked = text(&operator.request(&two.own.building.slug, "consent", 10).await, "id");
        operator.client.get(&looks(&window)[0], 200).await;
        let (_, token) = two.request(world).await;
        two.accept(&token).await;
        two.done().await;
        operator.client.request(Method::GET, &looks(&window)[0]).send().await.problem(403, "window-closed");
        let seen = two.new.client.get(&two.own.building.at("/support"), 200).await;
        for id in [&window, &asked] {
            let found = list(&seen, "items").iter().find(|one| one["id"] == **id);
            assert_eq!(found.map(|one| one["state"].clone()), Some(json!("ended")), "{seen}");
        }
    });
}

#[test]
fn the_firm_refuses_and_nobody_else_answers_for_it() {
    run(async |world| {
        let (_, furnished, operator) = scene(world).await;
        let (stranger, theirs, _) = scene(world).await;
        let building = &furnished.building;
        let window = text(&operator.request(&building.slug, "consent", 10).await, "id");
        let refusal = building.at(&format!("/support/{window}/refusal"));
        stranger.client.post(&refusal, json!({}), 404).await;
        let misplaced = theirs.building.at(&format!("/support/{window}/consent"));
        stranger.client.post(&misplaced, json!({}), 404).await;
        let mut app = world.databases.app().await;
        let forged = format!("SELECT app.support_decide('{window}', 'consent', '{}')", stranger.user_id);
        let refused =
            tests::database::attempt(&mut app, tests::database::Scope::Tenant(building.tenant()), &forged)
                .await;
        assert_eq!(refused, Err("42501".to_owned()), "the database asks whose administrator it is");
        building.client.post_once(&refusal, json!({}), 200).await;
        assert_eq!(seen_by_firm(&furnished, &window).await["state"], "refused");
        operator.client.request(Method::GET, &looks(&window)[0]).send().await.problem(403, "window-closed");
        let withdrawn = text(&operator.request(&building.slug, "consent", 10).await, "id");
        operator.client.post(&format!("/v1/operator/windows/{withdrawn}/end"), json!({}), 200).await;
        building.client.post(&building.at(&format!("/support/{withdrawn}/consent")), json!({}), 409).await;
    });
}
