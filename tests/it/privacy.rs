//! What people may ask: a copy of what is kept about them, and to be forgotten.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use store::WorkerScope;
use tests::database::tables;
use tests::{Building, Firm, World, int, list, run, sign_up_only, text};

const SCHEMAS: [&str; 4] = ["identity", "firm", "tenant", "jobs"];

/// Tables in which a word stands, in whatever column.
async fn found_in(world: &World, word: &str) -> Vec<String> {
    let mut owner = world.databases.owner().await;
    let mut found = Vec::new();
    for schema in SCHEMAS {
        for table in tables(&mut owner, schema).await {
            let statement =
                format!("SELECT count(*) FROM {table} t WHERE position(lower($1) IN lower(t::text)) > 0");
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(statement))
                .bind(word)
                .fetch_one(&mut owner)
                .await
                .expect("a search");
            if rows > 0 {
                found.push(format!("{table}: {rows}"));
            }
        }
    }
    found
}

/// Files in which a word stands in plain text, but for letters: those are kept by law, and the answer of the erasure says so.
fn names_below(folder: &Path, word: &str) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                return names_below(&path, word);
            }
            let content = std::fs::read(&path).unwrap_or_default();
            let is_letter = content.starts_with(b"%PDF");
            usize::from(!is_letter && content.windows(word.len()).any(|part| part == word.as_bytes()))
        })
        .sum()
}

/// A copro in which a person with unmistakable data owned a lot, was called for funds, was mailed and imported, and has sold and paid.
struct Seller {
    building: Building,
    person: String,
    owner: String,
    email: String,
}

const LAST: &str = "Zyrelquinthove";
const FIRST: &str = "Ombeline";
const PHONE: &str = "+32 400 77 31 99";

impl Seller {
    async fn settle(world: &World) -> Seller {
        let firm = Firm::sign_up(world).await;
        let mut building = Building::draft(&firm, "Résidence du Départ").await;
        building.move_in().await;
        let email = format!("ombeline.{}@courriel.example", &building.id[24..]);
        let person = json!({"kind": "natural", "last_name": LAST, "first_name": FIRST, "language": "fr", "email": email,
                            "phone": PHONE, "iban": tests::numbers::iban(7_731)});
        let owner =
            json!({"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]});
        let owner = building.client.post(&building.at("/owners"), owner, 201).await;
        let person = text(&owner["members"][0]["person"], "id");
        let owner = text(&owner, "id");
        let sale = json!({"owner_id": owner, "valid_from": "2025-01-01"});
        building
            .client
            .post(&building.at(&format!("/lots/{}/ownerships", building.lots["A1"])), sale, 201)
            .await;
        building.client.post(&building.at("/activation"), Value::Null, 200).await;
        let call = building.call("Fonds de roulement", "2026-02-02", 100_000);
        let call = building.client.post_once(&building.at("/calls"), call, 201).await;
        building.delivered(&text(&call, "id")).await;
        let import = format!("Lot;Quotités;Nom;E-mail\nA1;400;{LAST};{email}\n");
        building.client.upload(&building.at("/imports"), "lots.csv", import.as_bytes(), 201).await;
        Seller { building, person, owner, email }
    }

    fn erasure(&self) -> String {
        self.building.at(&format!("/persons/{}/erasure", self.person))
    }

    async fn erase(&self) -> tests::Answer {
        let reason = json!({"reason": format!("Demande de Mme {LAST} ({}) du 3 mai", self.email)});
        self.building.client.request(Method::POST, &self.erasure()).json(&reason).once().send().await
    }

    async fn balance(&self) -> i64 {
        let owner = self.building.at(&format!("/owners/{}", self.owner));
        int(&self.building.client.get(&owner, 200).await, "balance_cents")
    }

    async fn leave(&self) {
        let lot = self.building.at(&format!("/lots/{}/ownerships", self.building.lots["A1"]));
        let sale = json!({"owner_id": self.building.owners["company"], "valid_from": "2026-11-01"});
        self.building.client.post(&lot, sale, 201).await;
    }

    async fn pay(&self) {
        let due = json!({"owner_id": self.owner, "received_on": "2026-11-02", "amount_cents": self.balance().await,
                         "into": "working"});
        self.building.client.post_once(&self.building.at("/receipts"), due, 201).await;
    }

    /// Screens read when it was, and nothing is added to who was forgotten.
    async fn stays_forgotten(&self, since: &Value) {
        let (client, building) = (&self.building.client, &self.building);
        let path = building.at(&format!("/persons/{}", self.person));
        assert_eq!(&client.get(&path, 200).await["erased_at"], since);
        let invited = json!({"email": self.email, "role": "co_owner", "person_id": self.person});
        let member = json!({"person_id": self.person, "right": "full", "numerator": 1, "denominator": 1});
        for (method, path, body) in [
            (Method::PATCH, path, json!({"phone": PHONE})),
            (Method::POST, building.at("/invitations"), invited),
            (Method::POST, building.at("/owners"), json!({"members": [member]})),
        ] {
            client.request(method, &path).json(&body).send().await.problem(409, "person-erased");
        }
    }

    async fn export(&self) -> String {
        let path = self.building.at(&format!("/persons/{}/export", self.person));
        let answer = self.building.client.request(Method::GET, &path).send().await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "application/zip"),
            "{}",
            answer.text()
        );
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(answer.body)).expect("a ZIP archive");
        let mut read =
            |name: &str| std::io::read_to_string(archive.by_name(name).expect("a file")).expect("text");
        format!("{}{}", read("index.html"), read("data.json"))
    }
}

#[test]
fn a_person_is_forgotten_once_the_law_allows_it_and_nowhere_else_remains() {
    run(async |world| {
        let seller = Seller::settle(world).await;
        let export = seller.export().await;
        for word in [LAST, FIRST, PHONE, &seller.email, "2026-CAL-0001", "lots.csv"] {
            assert!(export.contains(word), "the copy lacks {word}");
        }
        let owning = seller.erase().await.problem(409, "person-owns-lots");
        assert!(text(&owning, "detail").contains("A1"), "{owning}");
        seller.leave().await;
        assert_eq!(seller.balance().await, 40_000);
        seller.erase().await.problem(409, "person-account-open");
        seller.pay().await;
        assert!(!found_in(world, LAST).await.is_empty(), "the search finds what is there");
        let done = seller.erase().await.expect(200);
        let kept = list(&done, "kept");
        assert_eq!(kept.len(), 3, "{done}");
        for record in kept {
            assert!(
                text(record, "why").contains("art.") && text(record, "until").as_str() > "2030",
                "{record}"
            );
        }
        for word in [LAST, FIRST, PHONE, &seller.email] {
            assert_eq!(found_in(world, word).await, Vec::<String>::new(), "{word}");
            assert_eq!(names_below(&world.files_dir, word), 0, "{word} in plain text in a file");
        }
        let neutral =
            seller.building.client.get(&seller.building.at(&format!("/owners/{}", seller.owner)), 200).await;
        assert_eq!(text(&neutral, "name"), "Personne effacée n° 1");
        assert_eq!(int(&neutral, "balance_cents"), 0);
        let again = seller.erase().await.expect(200);
        assert_eq!(again["erased_at"], done["erased_at"], "done once");
        assert!(!seller.export().await.contains(LAST));
        seller.stays_forgotten(&done["erased_at"]).await;
        let import = seller.building.client.get(&seller.building.at("/imports"), 200).await;
        assert_eq!(import["items"][0]["status"], "failed", "an import that named them is over");
    });
}

#[test]
fn an_account_knows_what_was_agreed_to_and_ends_with_everything_it_held() {
    run(async |world| {
        let email = tests::unique_email();
        let client = sign_up_only(world, &email, "nl").await;
        let kinds = |answer: &Value| {
            let items = list(answer, "items").iter();
            items.map(|c| (text(c, "kind"), c["withdrawn_at"].is_null())).collect::<Vec<_>>()
        };
        let agreed = client.get("/v1/consents", 200).await;
        let at_sign_up = [("privacy".to_owned(), true), ("terms".to_owned(), true)];
        assert_eq!(kinds(&agreed), at_sign_up);
        let news = |given: bool| json!({"version": "2026-11", "given": given});
        let with_news = client.put("/v1/consents/news", news(true), 200).await;
        assert_eq!(kinds(&with_news).last(), Some(&("news".to_owned(), true)));
        let without = client.put("/v1/consents/news", news(false), 200).await;
        assert_eq!(kinds(&without).last(), Some(&("news".to_owned(), false)));
        let ask = async |kind: &str, body: Value| {
            client.request(Method::PUT, &format!("/v1/consents/{kind}")).json(&body).send().await
        };
        ask("terms", news(false)).await.problem(409, "consent-needed");
        ask("news", json!({"version": "1999-01", "given": true})).await.problem(422, "validation");
        ask("all", news(true)).await.problem(404, "not-found");
        let export = client.get("/v1/account/export", 200).await;
        assert_eq!(export["account"]["user"]["email"], email.as_str());
        assert!(!export.to_string().contains("hash"), "{export}");
        assert_eq!(export["account"]["recovery_codes_left"], 0);
        assert_eq!(export["account"]["authenticator_since"], Value::Null);
        client.post("/v1/security/confirmation", json!({"password": tests::PASSWORD}), 204).await;
        client.request(Method::POST, "/v1/account/erasure").send().await.expect(204);
        client.request(Method::GET, "/v1/session").send().await.problem(401, "not-signed-in");
        let left = found_in(world, &email).await;
        let other: Vec<&String> = left.iter().filter(|table| !table.starts_with("jobs.dev_mails")).collect();
        assert!(other.is_empty(), "{other:?}");
    });
}

#[test]
fn the_last_administrator_of_a_firm_cannot_vanish() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        firm.client.post("/v1/security/confirmation", json!({"password": tests::PASSWORD}), 204).await;
        let refused = firm.client.request(Method::POST, "/v1/account/erasure").send().await;
        let refused = refused.problem(409, "account-last-admin");
        assert!(text(&refused, "detail").contains(&firm.name), "{refused}");
        firm.client.get("/v1/session", 200).await;
    });
}

#[test]
fn what_has_no_ground_any_more_goes_and_the_rest_stays() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence du Temps").await;
        building
            .client
            .post_once(&building.at("/receipts"), building.receipt("person", "2026-05-01", 100), 201)
            .await;
        building.client.upload(&building.at("/imports"), "lots.csv", b"Lot;Nom\nA1;Moulinard\n", 201).await;
        let tenant = building.tenant();
        let mut owner = world.databases.owner().await;
        let counts = "SELECT (SELECT count(*) FROM tenant.idempotency WHERE tenant_id = $1),
                             (SELECT count(*) FROM tenant.imports WHERE tenant_id = $1 AND source <> '{\"forgotten\": true}')";
        let mut forget = async || {
            let mut tx = world.store.begin(&WorkerScope, "retention.forget").await.expect("a transaction");
            tx.forget_expired(1_000).await.expect("it forgets");
            tx.commit().await.expect("a commit");
            let counted: (i64, i64) =
                sqlx::query_as(counts).bind(tenant).fetch_one(&mut owner).await.expect("counts");
            counted
        };
        assert_eq!(forget().await, (1, 1), "what is young stays");
        let mut aging = world.databases.owner().await;
        for statement in [
            "UPDATE tenant.idempotency SET created_at = now() - interval '36 days' WHERE tenant_id = $1",
            "UPDATE tenant.imports SET created_at = now() - interval '36 days' WHERE tenant_id = $1",
        ] {
            sqlx::query(statement).bind(tenant).execute(&mut aging).await.expect("time passes");
        }
        assert_eq!(forget().await, (0, 0));
        firm.client.get("/v1/session", 200).await;
    });
}
