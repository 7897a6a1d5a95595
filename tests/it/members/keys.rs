use reqwest::Method;
use serde_json::json;
use tests::{Building, Firm, list, run, text, unique_email};
use uuid::Uuid;

/// Every operation that reads, as a path in a copro or firm, with the scope it needs.
const READS: &[(&str, &str)] = &[
    ("copro.read", ""),
    ("lot.read", "/lots"),
    ("person.read", "/persons"),
    ("owner.read", "/owners"),
    ("key.read", "/keys"),
    ("supplier.read", "/suppliers"),
    ("expense.read", "/expenses"),
    ("call.read", "/calls"),
    ("ledger.read", "/entries"),
    ("job.read", "/jobs"),
    ("access.read", "/members"),
];

#[test]
fn a_key_does_what_its_scopes_say_and_nothing_else() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Une").await;
        let until = world.today() + time::Duration::days(30);
        for (scope, _) in READS {
            let (_, program) = firm.key(&[scope], until).await;
            for (needed, path) in READS {
                let answer = program.request(Method::GET, &building.at(path)).send().await;
                match needed == scope {
                    true => drop(answer.expect(200)),
                    false => drop(answer.problem(403, "forbidden")),
                }
            }
            program.request(Method::GET, &firm.copros()).send().await.problem(403, "forbidden");
            let person = json!({"kind": "natural", "last_name": "M", "language": "fr"});
            let writes = program.request(Method::POST, &building.at("/persons")).json(&person);
            writes.send().await.problem(403, "forbidden");
        }
        let (_, program) = firm.key(&["copro.read", "person.write"], until).await;
        let shown = program.get(&building.path, 200).await;
        assert_eq!(shown["permissions"], json!(["copro.read", "person.write"]));
        let person = json!({"kind": "natural", "last_name": "M", "language": "fr"});
        program.post(&building.at("/persons"), person, 201).await;
    });
}

#[test]
fn a_key_follows_the_role_of_its_maker_and_stays_in_its_firm() {
    run(async |world| {
        let (firm, other) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let (own, second) = (Building::draft(&firm, "Une").await, Building::draft(&firm, "Deux").await);
        let theirs = Building::draft(&other, "Trois").await;
        let chief = firm.hire(&unique_email(), "firm_admin", &[]).await;
        // The maker works for the other firm as well, and is a neighbour in its building.
        for (path, body) in [
            (other.at("/invitations"), json!({"email": chief.email, "role": "firm_admin"})),
            (theirs.at("/invitations"), json!({"email": chief.email, "role": "council_member"})),
        ] {
            other.client.post(&path, body, 201).await;
        }
        for sent in [2, 3] {
            let token = tests::invitation_token(&firm.client, &chief.email, sent).await;
            let body = json!({"token": token});
            let done = chief.client.request(Method::POST, "/v1/invitations/acceptance").json(&body).send();
            assert!([200, 410].contains(&done.await.status));
        }
        let until = (world.today() + time::Duration::days(30)).to_string();
        let body =
            json!({"name": "Paie", "scopes": ["copro.read", "year.close", "firm.read"], "expires_on": until});
        let key = chief.client.post(&firm.at("/api-keys"), body, 201).await;
        let program = firm.client.signed_out().with_token(text(&key, "secret"));
        program.get(&own.path, 200).await;
        program.get(&firm.copros(), 200).await;
        for path in [&theirs.path, &other.copros()] {
            program.request(Method::GET, path).send().await.problem(404, "not-found");
        }
        let years = firm.client.get(&own.at("/fiscal-years"), 200).await;
        let closing = own.at(&format!("/fiscal-years/{}/closing", text(&list(&years, "items")[0], "id")));
        let member = firm.at(&format!("/members/{}", chief.user_id));
        firm.client.patch(&member, json!({"role": "assistant", "copros": [own.id]}), 200).await;
        program.request(Method::POST, &closing).send().await.problem(403, "forbidden");
        assert_eq!(super::portfolio(&program, &firm.copros()).await, std::slice::from_ref(&own.slug));
        program.request(Method::GET, &second.path).send().await.problem(404, "not-found");
        firm.client.patch(&member, json!({"role": "comptable"}), 200).await;
        program.post(&closing, serde_json::Value::Null, 200).await;
    });
}

#[test]
fn a_key_is_given_nothing_that_its_maker_lacks_or_that_needs_a_person() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let today = world.today();
        let ask = async |scopes: serde_json::Value, until: time::Date| {
            let body = json!({"name": "Paie", "scopes": scopes, "expires_on": until.to_string()});
            firm.client.request(Method::POST, &firm.at("/api-keys")).json(&body).send().await
        };
        let soon = today + time::Duration::days(1);
        for (scopes, field, code) in [
            (json!([]), "scopes", "list-empty"),
            (json!(["lot.delete"]), "scopes.0", "invalid-value"),
            (json!(["lot.read", "*"]), "scopes.1", "invalid-value"),
            (json!(["api_key.write"]), "scopes.0", "scope-needs-person"),
            (json!(["member.write"]), "scopes.0", "scope-needs-person"),
            (json!(["access.write"]), "scopes.0", "scope-needs-person"),
        ] {
            let error = ask(scopes, soon).await.problem(422, "validation")["errors"][0].clone();
            assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)));
        }
        for until in [today, today + time::Duration::days(366)] {
            let error = ask(json!(["lot.read"]), until).await.problem(422, "validation")["errors"][0].clone();
            assert_eq!(error["field"], "expires_on");
        }
        ask(json!(["lot.read"]), today + time::Duration::days(365)).await.expect(201);
        for role in ["gestionnaire", "comptable", "assistant"] {
            let member = firm.hire(&unique_email(), role, &[]).await;
            let body = json!({"name": "Paie", "scopes": ["lot.read"], "expires_on": soon.to_string()});
            for refused in [
                member.client.request(Method::POST, &firm.at("/api-keys")).json(&body).send().await,
                member.client.request(Method::GET, &firm.at("/api-keys")).send().await,
            ] {
                refused.problem(403, "forbidden");
            }
        }
    });
}

#[test]
fn a_key_is_no_person() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (_, program) = firm.key(&["firm.read"], world.today() + time::Duration::days(30)).await;
        let found =
            json!({"country": "BE", "name": "Neuve", "company_number": tests::numbers::any_company_number()});
        for (method, path, body) in [
            (Method::GET, "/v1/session", json!(null)),
            (Method::PATCH, "/v1/session", json!({"name": "Robot"})),
            (Method::DELETE, "/v1/session", json!(null)),
            (Method::POST, "/v1/invitations/acceptance", json!({"token": "none"})),
            (Method::POST, "/v1/firms", found),
        ] {
            let answer = program.request(method, path).json(&body).send().await;
            answer.problem(403, "not-for-programs");
        }
    });
}

#[test]
fn a_secret_is_told_once_kept_as_a_hash_and_dead_when_revoked_or_expired() {
    run(async |world| {
        let (firm, other) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let building = Building::draft(&firm, "Une").await;
        let until = world.today() + time::Duration::days(30);
        let (id, program) = firm.key(&["copro.read"], until).await;
        let secret = program.token().expect("a secret").to_owned();
        assert!(secret.starts_with("kgk_") && secret.len() == 47);
        let listed = async || list(&firm.client.get(&firm.at("/api-keys"), 200).await, "items")[0].clone();
        let before = listed().await;
        assert_eq!((&before["state"], &before["last_used_at"]), (&json!("active"), &json!(null)));
        assert!(before.get("secret").is_none() && secret.starts_with(&text(&before, "prefix")));
        program.get(&building.path, 200).await;
        let used = text(&listed().await, "last_used_at");
        for _ in 0..5 {
            program.get(&building.path, 200).await;
        }
        assert_eq!(text(&listed().await, "last_used_at"), used, "written once a minute");
        let mut owner = world.databases.owner().await;
        let kept: String = sqlx::query_scalar(
            "SELECT concat((SELECT string_agg(to_jsonb(k)::text, '') FROM firm.api_keys k),
                           (SELECT string_agg(to_jsonb(n)::text, '') FROM firm.idempotency n),
                           (SELECT string_agg(to_jsonb(a)::text, '') FROM firm.audit_entries a))",
        )
        .fetch_one(&mut owner)
        .await
        .expect("what a thief would read");
        assert!(!kept.contains(&secret), "the secret is kept somewhere");

        let foreign = other.at(&format!("/api-keys/{id}"));
        other.client.request(Method::DELETE, &foreign).send().await.problem(404, "not-found");
        program.get(&building.path, 200).await;
        firm.client.delete(&firm.at(&format!("/api-keys/{id}")), 204).await;
        program.request(Method::GET, &building.path).send().await.problem(401, "not-signed-in");
        assert_eq!(listed().await["state"], "revoked");

        let (id, program) = firm.key(&["copro.read"], until).await;
        let late =
            sqlx::query("UPDATE firm.api_keys SET expires_at = now() - interval '1 second' WHERE id = $1");
        late.bind(id.parse::<Uuid>().expect("a uuid")).execute(&mut owner).await.expect("a month passes");
        program.request(Method::GET, &building.path).send().await.problem(401, "not-signed-in");
        assert_eq!(listed().await["state"], "expired");
        for nonsense in ["kgk_", "kgk_AAAA", &format!("kgk_{}", "A".repeat(43))] {
            let unknown = firm.client.signed_out().with_token(nonsense);
            unknown.request(Method::GET, &building.path).send().await.problem(401, "not-signed-in");
        }
    });
}

#[test]
fn what_a_program_does_is_told_in_its_own_name() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Une").await;
        let (id, program) = firm.key(&["person.write"], world.today() + time::Duration::days(30)).await;
        let person = json!({"kind": "natural", "last_name": "M", "language": "fr"});
        program.post(&building.at("/persons"), person, 201).await;
        let mut owner = world.databases.owner().await;
        let told: String = sqlx::query_scalar(
            "SELECT actor FROM tenant.audit_entries WHERE tenant_id = $1 AND object = 'persons' ORDER BY at DESC LIMIT 1",
        )
        .bind(building.tenant())
        .fetch_one(&mut owner)
        .await
        .expect("an entry");
        assert_eq!(told, format!("key:{id}"));
    });
}
