use reqwest::Method;
use serde_json::json;
use tests::{Building, Client, Firm, SiteOptions, list, new_copro, run, text, unique_email};

use super::portfolio;

#[test]
fn an_assistant_sees_the_copros_assigned_to_them_and_no_others() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (one, two) = (Building::draft(&firm, "Une").await, Building::draft(&firm, "Deux").await);
        let aline = firm.hire(&unique_email(), "assistant", &[&one.id]).await;
        assert_eq!(portfolio(&aline.client, &firm.copros()).await, std::slice::from_ref(&one.slug));
        aline.client.get(&one.path, 200).await;
        let closed = aline.client.request(Method::GET, &two.path).send().await;
        let nowhere = aline.client.request(Method::GET, "/v1/copros/nowhere-aaaaaa").send().await;
        closed.problem(404, "not-found");
        assert_eq!(closed.visible(), nowhere.visible(), "not assigned is not there");
        let found = aline.client.get(&format!("{}?q=Deux", firm.copros()), 200).await;
        assert!(list(&found, "items").is_empty(), "a search shows no more than the list");

        let member = firm.at(&format!("/members/{}", aline.user_id));
        let other = json!({"copros": [two.id]});
        let changed = firm.client.patch(&member, other, 200).await;
        assert_eq!((&changed["copros"], &changed["all_copros"]), (&json!([two.id]), &json!(false)));
        aline.client.request(Method::GET, &one.path).send().await.problem(404, "not-found");
        aline.client.get(&two.path, 200).await;
        firm.client.patch(&member, json!({"all_copros": true}), 200).await;
        assert_eq!(portfolio(&aline.client, &firm.copros()).await.len(), 2);
    });
}

#[test]
fn whoever_creates_a_copro_sees_it() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let one = Building::draft(&firm, "Une").await;
        let manager = firm.hire(&unique_email(), "gestionnaire", &[&one.id]).await;
        let made = manager.client.post_once(&firm.copros(), new_copro("Neuve"), 201).await;
        manager.client.get(&format!("/v1/copros/{}", text(&made, "slug")), 200).await;
        assert_eq!(portfolio(&manager.client, &firm.copros()).await.len(), 2);
    });
}

/// Assignments are of the firm's own copros: another's id is refused as one that nobody has.
#[test]
fn a_copro_of_another_firm_cannot_be_assigned() {
    run(async |world| {
        let (firm, other) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let (own, theirs) = (Building::draft(&firm, "Une").await, Building::draft(&other, "Deux").await);
        let aline = firm.hire(&unique_email(), "assistant", &[&own.id]).await;
        let member = firm.at(&format!("/members/{}", aline.user_id));
        for id in [theirs.id.clone(), uuid::Uuid::now_v7().to_string()] {
            for (method, path, body) in [
                (Method::PATCH, member.clone(), json!({"copros": [id]})),
                (
                    Method::POST,
                    firm.at("/invitations"),
                    json!({"email": unique_email(), "role": "assistant", "copros": [id]}),
                ),
            ] {
                let refused = firm.client.request(method, &path).json(&body).send().await;
                let problem = refused.problem(422, "validation");
                assert_eq!(problem["errors"][0]["field"], "copros.0");
                assert_eq!(problem["errors"][0]["code"], "unknown-reference");
            }
        }
        aline.client.get(&own.path, 200).await;
        aline.client.request(Method::GET, &theirs.path).send().await.problem(404, "not-found");
    });
}

#[test]
fn the_last_administrator_stays_whoever_asks_and_however_many_ask_at_once() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let me = firm.at(&format!("/members/{}", firm.user_id));
        let role = json!({"role": "comptable"});
        let demote = firm.client.request(Method::PATCH, &me).json(&role);
        demote.send().await.problem(409, "last-admin");
        firm.client.request(Method::DELETE, &me).send().await.problem(409, "last-admin");
        let mut owner = world.databases.owner().await;
        for statement in [
            "UPDATE firm.members SET role = 'assistant' WHERE user_id = $1",
            "DELETE FROM firm.members WHERE user_id = $1",
        ] {
            let user: uuid::Uuid = firm.user_id.parse().expect("a uuid");
            let refused = sqlx::query(statement).bind(user).execute(&mut owner).await.expect_err("guarded");
            let constraint = refused.as_database_error().and_then(|error| error.constraint());
            assert_eq!(constraint, Some("firm_has_admin"));
        }

        // Two who remove each other at the same moment: one is left.
        for _ in 0..10 {
            let other = firm.hire(&unique_email(), "firm_admin", &[]).await;
            let them = firm.at(&format!("/members/{}", other.user_id));
            let (a, b) = tokio::join!(
                firm.client.request(Method::PATCH, &them).json(&role).send(),
                other.client.request(Method::PATCH, &me).json(&role).send(),
            );
            let mut outcome = [a.status, b.status];
            outcome.sort_unstable();
            assert!(outcome[0] == 200 && [403, 409].contains(&outcome[1]), "{outcome:?}");
            if b.status == 200 {
                other.client.patch(&me, json!({"role": "firm_admin"}), 200).await;
                other.client.patch(&them, role.clone(), 200).await;
            }
        }
    });
}

/// Nothing is remembered between requests, so a second replica knows at once.
#[test]
fn a_member_who_is_removed_is_out_everywhere_with_the_next_request() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Une").await;
        let second = world.site_with(SiteOptions::default()).await;
        let aline = firm.hire(&unique_email(), "firm_admin", &[]).await;
        let elsewhere = second.with_token(aline.client.token().expect("a token"));
        let until = world.today() + time::Duration::days(30);
        let body = json!({"name": "Paie", "scopes": ["copro.read"], "expires_on": until.to_string()});
        let key = aline.client.post(&firm.at("/api-keys"), body, 201).await;
        let program = second.with_token(text(&key, "secret"));
        for client in [&elsewhere, &program] {
            client.get(&building.path, 200).await;
        }
        let member = firm.at(&format!("/members/{}", aline.user_id));
        firm.client.patch(&member, json!({"role": "comptable"}), 200).await;
        let lower = elsewhere.request(Method::GET, &firm.at("/api-keys")).send().await;
        lower.problem(403, "forbidden");
        firm.client.delete(&member, 204).await;
        elsewhere.request(Method::GET, &building.path).send().await.problem(404, "not-found");
        elsewhere.request(Method::GET, &firm.copros()).send().await.problem(404, "not-found");
        program.request(Method::GET, &building.path).send().await.problem(401, "not-signed-in");
        firm.client.request(Method::DELETE, &member).send().await.problem(404, "not-found");

        // Coming back does not bring the key back.
        let asked = json!({"email": aline.email, "role": "firm_admin"});
        firm.client.post(&firm.at("/invitations"), asked, 201).await;
        let token = tests::invitation_token(&firm.client, &aline.email, 2).await;
        aline.client.post("/v1/invitations/acceptance", json!({"token": token}), 200).await;
        elsewhere.get(&building.path, 200).await;
        program.request(Method::GET, &building.path).send().await.problem(401, "not-signed-in");
    });
}

#[test]
fn only_administrators_change_members_and_of_their_own_firm_only() {
    run(async |world| {
        let (firm, other) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let aline = firm.hire(&unique_email(), "gestionnaire", &[]).await;
        let accountant = firm.hire(&unique_email(), "comptable", &[]).await;
        let seen = aline.client.get(&firm.at("/members"), 200).await;
        assert_eq!(list(&seen, "items").len(), 3);
        let refused = accountant.client.request(Method::GET, &firm.at("/members")).send().await;
        refused.problem(403, "forbidden");
        let body = json!({"role": "firm_admin"});
        let me = firm.at(&format!("/members/{}", aline.user_id));
        aline.client.request(Method::PATCH, &me).json(&body).send().await.problem(403, "forbidden");
        aline.client.request(Method::DELETE, &me).send().await.problem(403, "forbidden");
        // In one's own firm, the id of somebody else's member names nobody.
        let foreign = other.at(&format!("/members/{}", aline.user_id));
        other.client.request(Method::PATCH, &foreign).json(&body).send().await.problem(404, "not-found");
        other.client.request(Method::DELETE, &foreign).send().await.problem(404, "not-found");
        let limited = json!({"role": "firm_admin", "all_copros": false});
        let refused = firm.client.request(Method::PATCH, &me).json(&limited).send().await;
        assert_eq!(refused.problem(422, "validation")["errors"][0]["code"], "admin-sees-all");
        let of_copro = firm.client.request(Method::PATCH, &me).json(&json!({"role": "co_owner"}));
        of_copro.send().await.problem(422, "validation");
    });
}

/// Roles are compared with roles only: what a person is called cannot make them one.
#[test]
fn a_name_like_a_role_gives_nothing() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Une").await;
        let aline = firm.hire(&unique_email(), "assistant", &[]).await;
        for name in ["firm_admin", "r:firm_admin"] {
            aline.client.patch("/v1/session", json!({"name": name}), 200).await;
            let closing = building.at("/activation");
            aline.client.request(Method::POST, &closing).send().await.problem(403, "forbidden");
        }
        for id in ["firm_admin", "r:firm_admin"] {
            let path = firm.at(&format!("/members/{id}"));
            firm.client.request(Method::DELETE, &path).send().await.problem(404, "not-found");
        }
    });
}

/// Power over the firm is handed out by who typed their password a moment ago; everyday changes are not held up.
#[test]
fn who_hands_out_power_types_the_password_again() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let one = Building::draft(&firm, "Une").await;
        let aline = firm.hire(&unique_email(), "assistant", &[]).await;
        let member = firm.at(&format!("/members/{}", aline.user_id));
        let mut owner = world.databases.owner().await;
        let user: uuid::Uuid = firm.user_id.parse().expect("a uuid");
        let late = sqlx::query(
            "UPDATE identity.sessions SET confirmed_until = now() - interval '1 second' WHERE user_id = $1",
        );
        late.bind(user).execute(&mut owner).await.expect("ten minutes pass");
        let until = (time::OffsetDateTime::now_utc() + time::Duration::days(30)).date().to_string();
        let chief = unique_email();
        let sensitive = [
            (Method::POST, firm.at("/invitations"), json!({"email": chief, "role": "firm_admin"}), 201),
            (Method::PATCH, member.clone(), json!({"role": "comptable"}), 200),
            (
                Method::POST,
                firm.at("/api-keys"),
                json!({"name": "Export", "scopes": ["ledger.read"], "expires_on": until}),
                201,
            ),
        ];
        for (method, path, body, _) in &sensitive {
            let refused = firm.client.request(method.clone(), path).json(body).send().await;
            refused.problem(403, "confirmation-required");
        }
        let refused = aline.client.request(Method::POST, &sensitive[0].1).json(&sensitive[0].2).send().await;
        refused.problem(403, "forbidden");
        for list_of in ["/api-keys", "/invitations?q="] {
            let left = firm.client.get(&firm.at(list_of), 200).await;
            assert!(!left.to_string().contains(&chief) && !left.to_string().contains("Export"), "{left}");
        }
        let changed = firm.client.patch(&member, json!({"copros": [one.id]}), 200).await;
        assert_eq!((&changed["role"], &changed["copros"]), (&json!("assistant"), &json!([one.id])));
        let assistant = json!({"email": unique_email(), "role": "assistant"});
        firm.client.post(&firm.at("/invitations"), assistant, 201).await;

        firm.client.post("/v1/security/confirmation", json!({"password": tests::PASSWORD}), 204).await;
        for (method, path, body, expected) in &sensitive {
            firm.client.request(method.clone(), path).json(body).send().await.expect(*expected);
        }
    });
}

#[test]
fn a_firm_that_asks_for_a_second_factor_is_closed_to_sessions_without_one() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Une").await;
        let person = super::person_of(&building, "person").await;
        let neighbour = building.welcome(&unique_email(), "co_owner", Some(&person)).await;
        let path = firm.at("");
        let switch = json!({"require_second_factor": true});
        let refused = firm.client.request(Method::PATCH, &path).json(&switch).send().await;
        refused.problem(403, "second-factor-required");
        let renamed = firm.client.patch(&path, json!({"name": "Gérance Rebaptisée"}), 200).await;
        assert_eq!(
            (&renamed["name"], &renamed["require_second_factor"]),
            (&json!("Gérance Rebaptisée"), &json!(false))
        );
        let mut owner = world.databases.owner().await;
        let id: uuid::Uuid = firm.id.parse().expect("a uuid");
        let on = sqlx::query("UPDATE firm.firms SET require_second_factor = true WHERE firm_id = $1");
        on.bind(id).execute(&mut owner).await.expect("the firm asks for it");
        for path in [path.clone(), firm.copros(), building.path.clone(), building.at("/lots")] {
            let refused = firm.client.request(Method::GET, &path).send().await;
            refused.problem(403, "second-factor-required");
        }
        let session = firm.client.get("/v1/session", 200).await;
        assert_eq!(list(&session, "firms").len(), 1, "the session itself goes on");
        let told = async |client: &Client| client.get("/v1/security", 200).await["required_by"].clone();
        assert_eq!(
            told(&firm.client).await,
            json!(["Gérance Rebaptisée"]),
            "the account page says who asks for it"
        );
        assert_eq!(told(&neighbour.client).await, json!([]));
        // To others the firm does not exist, whatever it asks for; and its wish is one to its staff.
        let stranger = Firm::sign_up(world).await;
        stranger.client.request(Method::GET, &building.path).send().await.problem(404, "not-found");
        neighbour.client.get(&building.path, 200).await;
        let export = neighbour.client.get("/v1/account/export", 200).await;
        assert_eq!(
            export["copros"][0]["roles"],
            json!(["co_owner"]),
            "one's copy names one's roles: {export}"
        );
    });
}
