//! Enrolment and sign-in.

use reqwest::Method;
use serde_json::json;
use tests::{PASSWORD, code_now, run, text, unique_email};

const SESSION: &str = "/v1/operator/session";

#[test]
fn a_link_is_good_once_and_for_who_was_invited_last() {
    run(async |world| {
        let email = unique_email();
        let first = world.desk.invite(&email).await;
        let second = world.desk.invite(&email).await;
        let door = world.desk.anonymous();
        let preview = |token: &str| json!({"token": token});
        door.post("/v1/operator/enrolment/preview", preview(&first), 404).await;
        let shown = door.post("/v1/operator/enrolment/preview", preview(&second), 200).await;
        assert_eq!(text(&shown, "email"), email);
        assert!(shown["passkeys"] == true && text(&shown, "uri").starts_with("otpauth://totp/"));
        let secret = access::operator::secret_of(&text(&shown, "secret")).expect("a secret");
        let typed = |code: &str| json!({"token": second, "password": PASSWORD, "code": code});
        let enrol = "/v1/operator/enrolment/password";
        door.request(Method::POST, enrol).json(&typed("000000")).send().await.problem(422, "code-wrong");
        door.post(enrol, typed(&code_now(&secret)), 200).await;
        door.post(enrol, typed(&code_now(&secret)), 404).await;
    });
}

#[test]
fn a_link_grows_old() {
    run(async |world| {
        let email = unique_email();
        let token = world.desk.invite(&email).await;
        let preview = "/v1/operator/enrolment/preview";
        let door = world.desk.anonymous();
        door.post(preview, json!({"token": token}), 200).await;
        let mut owner = world.databases.owner().await;
        let aged = sqlx::query(
            "UPDATE ops.enrolments SET created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days'
             WHERE operator_id = (SELECT id FROM ops.operators WHERE email = $1)",
        )
        .bind(&email)
        .execute(&mut owner)
        .await
        .expect("the link grows old");
        assert_eq!(aged.rows_affected(), 1);
        door.post(preview, json!({"token": token}), 404).await;
    });
}

#[test]
fn a_password_without_its_code_or_with_a_used_one_opens_nothing() {
    run(async |world| {
        let operator = world.desk.enrol().await;
        let door = world.desk.anonymous();
        let ask = async |password: &str, code: &str| {
            let typed = json!({"email": operator.email, "password": password, "code": code});
            door.request(Method::POST, SESSION).json(&typed).send().await
        };
        let unknown = json!({"email": unique_email(), "password": PASSWORD, "code": "123456"});
        let unknown = door.request(Method::POST, SESSION).json(&unknown).send().await;
        unknown.problem(401, "wrong-credentials");
        // Its step was spent by enrolling.
        let used = ask(PASSWORD, &code_now(&operator.secret)).await;
        assert_eq!(used.visible(), unknown.visible());
        assert_eq!(ask(PASSWORD, "").await.visible(), unknown.visible());
        assert_eq!(
            ask("een ander wachtwoord", &code_now(&operator.secret)).await.visible(),
            unknown.visible()
        );
        let mut owner = world.databases.owner().await;
        sqlx::query("UPDATE ops.operators SET totp_step = 0 WHERE email = $1")
            .bind(&operator.email)
            .execute(&mut owner)
            .await
            .expect("as if half a minute had passed");
        let code = code_now(&operator.secret);
        let (one, other) = tokio::join!(ask(PASSWORD, &code), ask(PASSWORD, &code));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401], "of two at once one gets in");
    });
}

#[test]
fn a_session_ends_by_itself_and_with_the_account() {
    run(async |world| {
        let (idle, old, disabled) =
            (world.desk.enrol().await, world.desk.enrol().await, world.desk.enrol().await);
        for operator in [&idle, &old, &disabled] {
            operator.client.get(SESSION, 200).await;
        }
        let mut owner = world.databases.owner().await;
        for (operator, change) in [
            (&idle, "last_seen_at = now() - interval '31 minutes'"),
            (&old, "expires_at = now() - interval '1 second'"),
        ] {
            let statement = format!(
                "UPDATE ops.sessions SET {change} WHERE operator_id = (SELECT id FROM ops.operators WHERE email = $1)"
            );
            sqlx::query(sqlx::AssertSqlSafe(statement))
                .bind(&operator.email)
                .execute(&mut owner)
                .await
                .expect("time passes");
        }
        let mut tx = world.desk.ops.store.begin("operators.disable").await.expect("a transaction");
        assert!(tx.operator_disable(&disabled.email).await.expect("disabled"));
        tx.commit().await.expect("committed");
        for operator in [&idle, &old, &disabled] {
            operator.client.request(Method::GET, SESSION).send().await.problem(401, "not-signed-in");
        }
    });
}

#[test]
fn what_a_passkey_ceremony_is_worth_ends_with_its_first_try() {
    run(async |world| {
        let door = world.desk.anonymous();
        let begun = door.post("/v1/operator/session/passkey/options", json!({}), 200).await;
        assert!(begun["options"]["publicKey"]["challenge"].is_string(), "{begun}");
        let credential = json!({"id": "AAAA", "rawId": "AAAA", "type": "public-key",
            "response": {"authenticatorData": "", "clientDataJSON": "", "signature": "", "userHandle": null}});
        let answer = json!({"ceremony": begun["ceremony"], "credential": credential});
        for _ in 0..2 {
            let refused =
                door.request(Method::POST, "/v1/operator/session/passkey").json(&answer).send().await;
            refused.problem(401, "wrong-credentials");
        }
    });
}
