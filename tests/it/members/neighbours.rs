use reqwest::Method;
use serde_json::json;
use tests::{Building, Firm, int, list, run, text, unique_email};

use super::person_of;

#[test]
fn a_co_owner_sees_the_building_and_their_own_account_only() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let own = Building::active(&firm, "Une").await.furnish().await.building;
        let other = Building::active(&firm, "Deux").await.furnish().await.building;
        let person = person_of(&own, "person").await;
        let basile = own.welcome(&unique_email(), "co_owner", Some(&person)).await;
        let session = basile.client.get("/v1/session", 200).await;
        assert_eq!(list(&session, "firms").len(), 0);
        let copros = list(&session, "copros");
        assert_eq!((&copros[0]["slug"], &copros[0]["roles"]), (&json!(own.slug), &json!(["co_owner"])));

        let accounts = basile.client.get(&own.at("/own"), 200).await;
        let accounts = list(&accounts, "owners");
        assert_eq!(accounts.len(), 1);
        assert_eq!(text(&accounts[0], "id"), own.owners["person"]);
        assert!(accounts[0].get("members").is_none(), "addresses stay with the syndic");
        let statement = |owner: &str| own.at(&format!("/own/{owner}/statement"));
        let mine = basile.client.get(&statement(&own.owners["person"]), 200).await;
        assert_eq!(int(&mine, "closing_cents"), int(&accounts[0], "balance_cents"));
        let as_staff = own.at(&format!("/owners/{}/statement", own.owners["person"]));
        assert_eq!(firm.client.get(&as_staff, 200).await, mine, "the same account as the syndic sees");

        let nobody = uuid::Uuid::now_v7().to_string();
        let absent = basile.client.request(Method::GET, &statement(&nobody)).send().await;
        for theirs in [&own.owners["company"], &other.owners["person"]] {
            let refused = basile.client.request(Method::GET, &statement(theirs)).send().await;
            refused.problem(404, "not-found");
            assert_eq!(refused.visible(), absent.visible());
        }
        for closed in ["/owners", "/persons", "/entries", "/expenses", "/members", "/invitations", "/jobs"] {
            basile.client.request(Method::GET, &own.at(closed)).send().await.problem(403, "forbidden");
        }
        basile.client.request(Method::GET, &as_staff).send().await.problem(403, "forbidden");
        for path in [&other.path, &other.at("/own"), &firm.copros(), &firm.at("/members")] {
            basile.client.request(Method::GET, path).send().await.problem(404, "not-found");
        }
    });
}

#[test]
fn several_roles_in_one_copro_add_up_and_go_one_by_one() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Une").await;
        let person = person_of(&building, "person").await;
        let basile = building.welcome(&unique_email(), "co_owner", Some(&person)).await;
        basile.client.request(Method::GET, &building.at("/entries")).send().await.problem(403, "forbidden");
        let asked = json!({"email": basile.email, "role": "council_member"});
        building.client.post(&building.at("/invitations"), asked.clone(), 201).await;
        let token = tests::invitation_token(&firm.client, &basile.email, 2).await;
        basile.client.post("/v1/invitations/acceptance", json!({"token": token}), 200).await;
        let again = building.client.request(Method::POST, &building.at("/invitations")).json(&asked);
        again.send().await.problem(409, "already-member");
        basile.client.get(&building.at("/entries"), 200).await;
        basile.client.get(&building.at("/own"), 200).await;
        let members = building.client.get(&building.at("/members"), 200).await;
        let roles: Vec<_> = list(&members, "items").iter().map(|member| text(member, "role")).collect();
        assert_eq!(roles, ["co_owner", "council_member"]);
        assert_eq!(list(&members, "items")[0]["person_id"], json!(person));

        let remove = |role: &str| building.at(&format!("/members/{}/{role}", basile.user_id));
        for wrong in ["auditor", "firm_admin", "nonsense"] {
            let refused = building.client.request(Method::DELETE, &remove(wrong)).send().await;
            refused.problem(404, "not-found");
        }
        building.client.delete(&remove("council_member"), 204).await;
        basile.client.request(Method::GET, &building.at("/entries")).send().await.problem(403, "forbidden");
        basile.client.get(&building.at("/own"), 200).await;
        building.client.delete(&remove("co_owner"), 204).await;
        basile.client.request(Method::GET, &building.path).send().await.problem(404, "not-found");
        let session = basile.client.get("/v1/session", 200).await;
        assert!(list(&session, "copros").is_empty());
    });
}

#[test]
fn an_invitation_names_a_person_of_its_own_copro() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (own, other) = (Building::active(&firm, "Une").await, Building::active(&firm, "Deux").await);
        let theirs = person_of(&other, "person").await;
        for id in [theirs, uuid::Uuid::now_v7().to_string()] {
            let body = json!({"email": unique_email(), "role": "co_owner", "person_id": id});
            let refused = own.client.request(Method::POST, &own.at("/invitations")).json(&body).send().await;
            let error = refused.problem(422, "validation")["errors"][0].clone();
            assert_eq!((&error["field"], &error["code"]), (&json!("person_id"), &json!("unknown-reference")));
        }
    });
}
