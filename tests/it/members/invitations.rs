use reqwest::Method;
use serde_json::{Value, json};
use tests::{
    Building, Client, Firm, PASSWORD, invitation_token, invitation_tokens, list, run, sign_up_by, text,
    unique_email,
};

async fn accept(client: &Client, token: &str) -> tests::Answer {
    client.request(Method::POST, "/v1/invitations/acceptance").json(&json!({"token": token})).send().await
}

async fn preview(client: &Client, token: &str) -> tests::Answer {
    let body = json!({"token": token});
    client.signed_out().request(Method::POST, "/v1/invitations/preview").json(&body).send().await
}

/// An account without anything, its address with it.
async fn account(world: &tests::World) -> (String, Client) {
    let email = unique_email();
    let client = tests::sign_up_only(world, &email, "nl").await;
    (email, client)
}

async fn invite(firm: &Firm, email: &str, role: &str) -> (Value, String) {
    let body = json!({"email": email, "role": role});
    let invitation = firm.client.post_once(&firm.at("/invitations"), body, 201).await;
    (invitation, invitation_token(&firm.client, &email.to_lowercase(), 1).await)
}

#[test]
fn a_link_opens_once_for_its_own_address() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (email, client) = account(world).await;
        let (_, stranger) = account(world).await;
        let (invitation, token) = invite(&firm, &email.to_uppercase(), "comptable").await;
        assert_eq!((&invitation["state"], &invitation["email"]), (&json!("pending"), &json!(email)));
        let seen = preview(&client, &token).await.expect(200);
        assert_eq!(
            (&seen["kind"], &seen["name"], &seen["role"], &seen["email"], &seen["has_account"]),
            (&json!("firm"), &json!(firm.name), &json!("comptable"), &json!(email), &json!(true))
        );
        accept(&stranger, &token).await.problem(409, "invitation-other-account");
        let again = json!({"token": token, "password": PASSWORD, "name": "X", "language": "fr"});
        let second = client.signed_out().request(Method::POST, "/v1/invitations/signup").json(&again);
        second.send().await.problem(409, "invitation-has-account");
        accept(&client.signed_out(), &token).await.problem(401, "not-signed-in");
        let session = accept(&client, &token).await.expect(200);
        assert_eq!(
            session["firms"],
            json!([{"id": firm.id, "name": firm.name, "role": "comptable"}]),
            "the answer shows the new firm"
        );
        for used in [accept(&client, &token).await, preview(&client, &token).await] {
            used.problem(410, "invitation-over");
        }
        client.get(&firm.copros(), 200).await;
        let all = firm.client.get(&firm.at("/invitations"), 200).await;
        assert_eq!(list(&all, "items")[0]["state"], "accepted");
        let twice = json!({"email": email, "role": "assistant"});
        let refused = firm.client.request(Method::POST, &firm.at("/invitations")).json(&twice);
        refused.send().await.problem(409, "already-member");
    });
}

#[test]
fn the_mail_speaks_the_readers_language_and_signing_up_by_it_proves_the_address() {
    run(async |world| {
        let firm = Firm::speaking(world, "en").await;
        let (known, _) = account(world).await;
        let new = unique_email();
        for (email, word) in [(&known, "uitnod"), (&new, "invites you")] {
            invite(&firm, email, "assistant").await;
            let path = format!("/v1/dev/mails?to={}", tests::escape(email));
            let mails = firm.client.signed_out().get(&path, 200).await;
            let newest = text(&list(&mails, "items")[0], "text");
            assert!(newest.to_lowercase().contains(word) && newest.contains(&firm.name), "{newest}");
        }
        let token = invitation_token(&firm.client, &new, 1).await;
        let seen = preview(&firm.client, &token).await.expect(200);
        assert_eq!(seen["has_account"], false);
        for (field, value) in [("password", "kurz"), ("name", " ")] {
            let mut body = json!({"token": token, "password": PASSWORD, "name": "Aline", "language": "fr"});
            body[field] = json!(value);
            let refused =
                firm.client.signed_out().request(Method::POST, "/v1/invitations/signup").json(&body);
            refused.send().await.problem(422, "validation");
        }
        let person = sign_up_by(&firm.client, &token, "Aline").await;
        assert_eq!(person.email, new);
        person.client.get(&firm.copros(), 200).await;
        let door = json!({"email": new, "password": PASSWORD});
        firm.client.signed_out().post("/v1/session", door, 200).await;
    });
}

#[test]
fn of_fifty_who_use_a_link_at_once_one_comes_in() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (email, client) = account(world).await;
        let (_, token) = invite(&firm, &email, "assistant").await;
        let all = (0..50).map(|_| {
            let (client, token) = (client.clone(), token.clone());
            tokio::spawn(async move { accept(&client, &token).await.status })
        });
        let mut accepted = 0;
        for one in all.collect::<Vec<_>>() {
            match one.await.expect("an answer") {
                200 => accepted += 1,
                410 => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(accepted, 1);

        let new = unique_email();
        let (_, token) = invite(&firm, &new, "assistant").await;
        let all = (0..50).map(|_| {
            let anonymous = client.signed_out();
            let body = json!({"token": token, "password": PASSWORD, "name": "Aline", "language": "fr"});
            tokio::spawn(async move {
                anonymous.request(Method::POST, "/v1/invitations/signup").json(&body).send().await.status
            })
        });
        let mut signed_up = 0;
        for one in all.collect::<Vec<_>>() {
            match one.await.expect("an answer") {
                201 => signed_up += 1,
                409 | 410 => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(signed_up, 1);
    });
}

#[test]
fn sending_again_ends_the_link_before_and_withdrawing_ends_all() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (email, client) = account(world).await;
        let (invitation, first) = invite(&firm, &email, "assistant").await;
        let at = firm.at(&format!("/invitations/{}", text(&invitation, "id")));
        let twice = json!({"email": email, "role": "comptable"});
        let refused = firm.client.request(Method::POST, &firm.at("/invitations")).json(&twice);
        refused.send().await.problem(409, "invitation-pending");
        firm.client.post(&format!("{at}/resend"), Value::Null, 200).await;
        let second = invitation_token(&firm.client, &email, 2).await;
        assert_ne!(first, second);
        accept(&client, &first).await.problem(410, "invitation-over");
        preview(&client, &second).await.expect(200);
        firm.client.delete(&at, 204).await;
        accept(&client, &second).await.problem(410, "invitation-over");
        let refused = firm.client.request(Method::POST, &format!("{at}/resend")).send().await;
        refused.problem(409, "invitation-state");
        firm.client.delete(&at, 204).await;

        let (invitation, _) = {
            let body = json!({"email": email, "role": "assistant"});
            (firm.client.post(&firm.at("/invitations"), body, 201).await, ())
        };
        let at = firm.at(&format!("/invitations/{}", text(&invitation, "id")));
        for _ in 1..5 {
            firm.client.post(&format!("{at}/resend"), Value::Null, 200).await;
        }
        let refused = firm.client.request(Method::POST, &format!("{at}/resend")).send().await;
        refused.problem(409, "invitation-limit");
        let mut good = Vec::new();
        for token in invitation_tokens(&firm.client, &email, 7).await {
            if preview(&client, &token).await.status == 200 {
                good.push(token);
            }
        }
        let [last] = &good[..] else { panic!("{} links are good", good.len()) };
        accept(&client, last).await.expect(200);
        firm.client.request(Method::DELETE, &at).send().await.problem(409, "invitation-state");
    });
}

#[test]
fn a_link_expires_after_three_days() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (email, client) = account(world).await;
        let (invitation, token) = invite(&firm, &email, "assistant").await;
        let mut owner = world.databases.owner().await;
        let id: uuid::Uuid = text(&invitation, "id").parse().expect("a uuid");
        let (kept, hours): (String, i32) = sqlx::query_as(
            "SELECT to_jsonb(i)::text, extract(epoch FROM expires_at - created_at)::int / 3600 FROM firm.invitations i WHERE id = $1",
        )
        .bind(id)
        .fetch_one(&mut owner)
        .await
        .expect("what is kept of it");
        assert!((71..=72).contains(&hours), "{hours} hours");
        assert!(!kept.contains(&token), "the token itself is in the mail only");
        let late =
            sqlx::query("UPDATE firm.invitations SET expires_at = now() - interval '1 second' WHERE id = $1");
        late.bind(id).execute(&mut owner).await.expect("three days pass");
        accept(&client, &token).await.problem(410, "invitation-over");
        let all = firm.client.get(&firm.at("/invitations"), 200).await;
        assert_eq!(list(&all, "items")[0]["state"], "expired");
    });
}

/// Nobody hands on what they no longer have: the sender is looked at when the link is used, not when it was sent.
#[test]
fn an_invitation_is_void_when_its_sender_may_no_longer_give_it() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Une").await;
        let chief = firm.hire(&unique_email(), "firm_admin", &[]).await;
        let member = firm.at(&format!("/members/{}", chief.user_id));
        let (a, b) = (account(world).await, account(world).await);
        let sent = json!({"email": a.0, "role": "firm_admin"});
        chief.client.post(&firm.at("/invitations"), sent, 201).await;
        let sent = json!({"email": b.0, "role": "auditor"});
        chief.client.post(&building.at("/invitations"), sent, 201).await;
        let to_firm = invitation_token(&firm.client, &a.0, 1).await;
        let to_copro = invitation_token(&firm.client, &b.0, 1).await;

        firm.client.patch(&member, json!({"role": "gestionnaire"}), 200).await;
        accept(&a.1, &to_firm).await.problem(410, "invitation-over");
        preview(&b.1, &to_copro).await.expect(200);
        firm.client.patch(&member, json!({"role": "comptable"}), 200).await;
        preview(&b.1, &to_copro).await.problem(410, "invitation-over");
        firm.client.delete(&member, 204).await;
        accept(&b.1, &to_copro).await.problem(410, "invitation-over");
        let session = b.1.get("/v1/session", 200).await;
        assert!(list(&session, "firms").is_empty() && list(&session, "copros").is_empty());
    });
}

#[test]
fn when_the_copro_has_gone_to_another_firm_its_links_are_void() {
    run(async |world| {
        let (old, new) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let building = Building::draft(&old, "Une").await;
        let keeper = old.hire(&unique_email(), "assistant", &[&building.id]).await;
        let council = building.welcome(&unique_email(), "council_member", None).await;
        let (email, client) = account(world).await;
        let body = json!({"email": email, "role": "co_owner"});
        old.client.post(&building.at("/invitations"), body, 201).await;
        let token = invitation_token(&old.client, &email, 1).await;
        let mut owner = world.databases.owner().await;
        let firm: uuid::Uuid = new.id.parse().expect("a uuid");
        let moved = sqlx::query("UPDATE firm.copros SET firm_id = $2 WHERE tenant_id = $1");
        moved.bind(building.tenant()).bind(firm).execute(&mut owner).await.expect("the copro moves");
        accept(&client, &token).await.problem(410, "invitation-over");
        keeper.client.request(Method::GET, &building.path).send().await.problem(404, "not-found");
        council.client.get(&building.path, 200).await;
        new.client.get(&building.path, 200).await;
    });
}

#[test]
fn nobody_invites_beyond_their_own_rights_or_reach() {
    run(async |world| {
        let (firm, other) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let building = Building::draft(&firm, "Une").await;
        let manager = firm.hire(&unique_email(), "gestionnaire", &[]).await;
        let assistant = firm.hire(&unique_email(), "assistant", &[]).await;
        let firm_role = json!({"email": unique_email(), "role": "assistant"});
        let copro_role = json!({"email": unique_email(), "role": "occupant"});
        let ask = async |client: &Client, path: &str, body: &Value| {
            client.request(Method::POST, path).json(body).send().await
        };
        ask(&manager.client, &firm.at("/invitations"), &firm_role).await.problem(403, "forbidden");
        ask(&assistant.client, &building.at("/invitations"), &copro_role).await.problem(403, "forbidden");
        ask(&manager.client, &building.at("/invitations"), &copro_role).await.expect(201);
        // Each kind of role belongs to its own place.
        ask(&firm.client, &firm.at("/invitations"), &copro_role).await.problem(422, "validation");
        ask(&firm.client, &building.at("/invitations"), &firm_role).await.problem(422, "validation");
        for (path, body) in [(firm.at("/invitations"), firm_role), (building.at("/invitations"), copro_role)]
        {
            ask(&other.client, &path, &body).await.problem(404, "not-found");
        }
        let (invitation, _) = invite(&firm, &unique_email(), "assistant").await;
        let foreign = other.at(&format!("/invitations/{}", text(&invitation, "id")));
        other.client.request(Method::DELETE, &foreign).send().await.problem(404, "not-found");
        let resend = format!("{foreign}/resend");
        other.client.request(Method::POST, &resend).send().await.problem(404, "not-found");
        for nonsense in ["", "none", &"A".repeat(43), "kgk_none"] {
            preview(&other.client, nonsense).await.problem(410, "invitation-over");
        }
    });
}
