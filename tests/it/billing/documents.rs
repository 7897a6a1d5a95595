//! An issued invoice gets its forms, is mailed with them, and is sent where there is an access point; what breaks a rule goes to a person.

use std::sync::{Arc, Mutex};

use ::billing::customer::Details;
use ::billing::invoice::{Identifier, Invoice};
use ::billing::subscription::Fact;
use ::billing::vat::Vies;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use domain::Language;
use serde_json::Value;
use sqlx::Row;
use sqlx::postgres::PgConnection;
use store::billing::Asked;
use store::{BillingScope, Store};
use tests::database::Databases;
use tests::{World, run};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use worker::{Addresses, Outside, Worker};

use super::{accounts, days, details, firms, rules, settle_as};

fn french() -> Details {
    let mut details = details();
    details.language = Language::En;
    details.address.country = "FR".to_owned();
    details.company_number = Some("303265045".to_owned());
    details.vat_number = Some("FR40303265045".to_owned());
    details
}

struct Billed {
    store: Store,
    owner: PgConnection,
    worker: Worker,
    scopes: Vec<BillingScope>,
}

/// Firms with these details, each with one invoice issued and nothing done about it yet.
async fn billed(world: &World, name: &str, customers: &[Details]) -> Billed {
    let databases = Databases::fresh(&world.cluster, name).await;
    let store = databases.store().await;
    firms(&databases, i32::try_from(customers.len()).expect("few")).await;
    let (start, rules) = (OffsetDateTime::now_utc(), rules());
    let scopes = accounts(&store, start).await;
    for (scope, details) in scopes.iter().zip(customers) {
        settle_as(&store, scope, &rules, start, details).await;
        let mut tx = store.begin(scope, "test.step").await.expect("a transaction");
        let (now, reference) = (start + days(61), "WAPIAAAAXYZ".to_owned());
        if let Some(number) = &details.vat_number {
            let asked = Asked { tries: 0, next_at: now };
            tx.vat_answer(number, Some(&Vies::Valid { on: now.date(), reference }), asked)
                .await
                .expect("kept");
        }
        let sitting = tx.at_desk(&rules, now, |_| Ok(())).await.expect("a sitting");
        assert_eq!((sitting.wait, sitting.issued.len()), (None, 1));
        tx.commit().await.expect("commits");
    }
    let mut owner = databases.owner().await;
    // Money is not what this is about.
    sqlx::query("DELETE FROM jobs.jobs WHERE kind <> 'billing.documents'")
        .execute(&mut owner)
        .await
        .expect("jobs go");
    let worker = world.idle_worker(&store, &world.files);
    Billed { store, owner, worker, scopes }
}

impl Billed {
    async fn formats(&mut self, of: usize) -> Vec<String> {
        sqlx::query_scalar("SELECT format FROM firm.invoice_files WHERE firm_id = $1 ORDER BY format")
            .bind(self.scopes[of].firm().uuid())
            .fetch_all(&mut self.owner)
            .await
            .expect("forms")
    }

    async fn form(&mut self, of: usize, format: &str) -> Vec<u8> {
        let hash: Vec<u8> =
            sqlx::query_scalar("SELECT sha256 FROM firm.invoice_files WHERE firm_id = $1 AND format = $2")
                .bind(self.scopes[of].firm().uuid())
                .bind(format)
                .fetch_one(&mut self.owner)
                .await
                .expect("a form");
        let hash = hash.as_slice().try_into().expect("32 bytes");
        self.worker.files.invoice(self.scopes[of].firm(), &hash).await.expect("the form").to_vec()
    }

    /// Gives the archived invoice an address on Peppol that cannot be one. What the engine makes has none of that, so it is done behind its back.
    async fn misaddress(&mut self) {
        let canonical: Vec<u8> = sqlx::query_scalar("SELECT canonical FROM firm.invoices")
            .fetch_one(&mut self.owner)
            .await
            .expect("one invoice");
        let mut invoice = Invoice::from_canonical(&canonical).expect("an invoice");
        invoice.buyer.endpoint =
            Some(Identifier { scheme: Identifier::KBO.to_owned(), value: "0123456789".to_owned() });
        sqlx::query("ALTER TABLE firm.invoices DISABLE TRIGGER invoices_append_only")
            .execute(&mut self.owner)
            .await
            .expect("the owner may");
        sqlx::query("UPDATE firm.invoices SET canonical = $1")
            .bind(invoice.canonical())
            .execute(&mut self.owner)
            .await
            .expect("it is changed");
    }

    async fn mails(&mut self) -> Vec<(String, String, Value)> {
        let rows = sqlx::query(
            "SELECT recipient, subject, attachments FROM jobs.dev_mails ORDER BY recipient, subject",
        )
        .fetch_all(&mut self.owner)
        .await
        .expect("mails");
        rows.iter().map(|row| (row.get("recipient"), row.get("subject"), row.get("attachments"))).collect()
    }

    async fn count(&mut self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&mut self.owner).await.expect("a count")
    }
}

#[test]
fn every_customer_gets_the_forms_of_its_country_and_one_mail() {
    run(async |world| {
        let mut plain = details();
        (plain.taxable, plain.company_number, plain.language) = (false, None, Language::Nl);
        plain.email = "vrijwilliger@syndicus.example".to_owned();
        let mut abroad = french();
        abroad.email = "comptabilite@cabinet-lyon.example".to_owned();
        let mut billed = billed(world, "koprogo_documents", &[details(), plain, abroad]).await;
        billed.worker.work_off().await;
        assert_eq!(billed.formats(0).await, ["pdf", "peppol"]);
        assert_eq!(billed.formats(1).await, ["pdf"]);
        assert_eq!(billed.formats(2).await, ["factur-x", "pdf"]);
        assert!(billed.form(0, "pdf").await.starts_with(b"%PDF-"));
        let xml = String::from_utf8(billed.form(0, "peppol").await).expect("text");
        assert!(xml.contains("urn:fdc:peppol.eu:2017:poacc:billing:3.0"));
        let facturx = billed.form(2, "factur-x").await;
        assert!(facturx.windows(12).any(|bytes| bytes == b"factur-x.xml"));
        let mails = billed.mails().await;
        let subjects: Vec<&str> = mails.iter().map(|(_, subject, _)| subject.as_str()).collect();
        assert_eq!(mails.len(), 3, "{subjects:?}");
        for (to, attachments) in mails.iter().map(|(to, _, attachments)| (to, attachments)) {
            let file = &attachments[0];
            assert!(file["name"].as_str().is_some_and(|name| name.ends_with(".pdf")), "{to}: {attachments}");
            let french = to == "comptabilite@cabinet-lyon.example";
            let size = if french { billed.form(2, "factur-x").await.len() as i64 } else { 1 };
            assert!(file["size_bytes"].as_i64().is_some_and(|bytes| bytes >= size));
        }
        assert!(
            subjects.iter().any(|s| s.starts_with("Facture "))
                && subjects.iter().any(|s| s.starts_with("Factuur "))
        );
        // A job that runs again leaves the same, and tells nobody twice.
        sqlx::query("INSERT INTO jobs.jobs (id, kind, subject_id, payload, priority) SELECT app.uuid_v7(), 'billing.documents', firm_id, jsonb_build_object('number', number), 1 FROM firm.invoices")
            .execute(&mut billed.owner)
            .await
            .expect("jobs");
        billed.worker.work_off().await;
        assert_eq!(billed.mails().await.len(), 3);
        assert_eq!(billed.count("SELECT count(*) FROM jobs.jobs WHERE status = 'failed'").await, 0);
    });
}

#[test]
fn an_invoice_that_breaks_a_rule_goes_to_a_person_and_never_out() {
    run(async |world| {
        let mut billed = billed(world, "koprogo_findings", &[details()]).await;
        billed.misaddress().await;
        billed.worker.work_off().await;
        assert_eq!(billed.formats(0).await, ["pdf"]);
        let error: String = sqlx::query_scalar(
            "SELECT last_error FROM jobs.jobs WHERE kind = 'billing.documents' AND status = 'failed'",
        )
        .fetch_one(&mut billed.owner)
        .await
        .expect("a failed job");
        assert!(error.contains("peppol") && error.contains("PEPPOL-COMMON-R043"), "{error}");
        let review: Value = sqlx::query_scalar("SELECT review FROM firm.billing_reviews")
            .fetch_one(&mut billed.owner)
            .await
            .expect("one review");
        assert_eq!(review["InvoiceForm"]["format"], "peppol", "{review}");
        assert!(review["InvoiceForm"]["findings"].as_array().is_some_and(|found| !found.is_empty()));
    });
}

type Heard = Arc<Mutex<Vec<(String, Value)>>>;

/// An access point that is out of order at first.
async fn hear(State(heard): State<Heard>, headers: HeaderMap, body: Bytes) -> (StatusCode, &'static str) {
    assert_eq!(headers["authorization"], "Bearer sandbox");
    let key = headers["idempotency-key"].to_str().expect("text").to_owned();
    let mut heard = heard.lock().expect("a list");
    heard.push((key, serde_json::from_slice(&body).expect("JSON")));
    match heard.len() {
        1 => (StatusCode::BAD_GATEWAY, "nobody there"),
        _ => (StatusCode::OK, r#"{"answer":"accepted","reference":"SBX-1"}"#),
    }
}

#[test]
fn a_document_is_handed_to_the_access_point_under_one_instance() {
    run(async |world| {
        let mut billed = billed(world, "koprogo_access_point", &[details()]).await;
        let heard = Heard::default();
        let routes = Router::new().route("/submissions", post(hear)).with_state(heard.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/submissions", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let addresses = Addresses {
            public_url: "http://127.0.0.1".to_owned(),
            vies_url: "http://127.0.0.1:9".to_owned(),
            access_point: Some((url, "sandbox".to_owned().into())),
            patience: std::time::Duration::from_secs(2),
        };
        billed.worker.outside = Arc::new(Outside::new(addresses).expect("a client"));
        for _ in 0..3 {
            billed.worker.work_off().await;
            // The pause before the next try is over.
            sqlx::query("UPDATE jobs.jobs SET run_at = now()")
                .execute(&mut billed.owner)
                .await
                .expect("jobs are due");
        }
        let heard = heard.lock().expect("a list").clone();
        assert_eq!(heard.len(), 2, "once in vain, once accepted, never again");
        assert_eq!(heard[0], heard[1]);
        assert_eq!(heard[0].1["receiver"], "0208:0812345603");
        let sent = String::from_utf8(billed.form(0, "peppol").await).expect("text");
        assert_eq!(heard[1].1["xml"], sent);
        let answer: Value = sqlx::query_scalar("SELECT answer FROM firm.invoice_sendings")
            .fetch_one(&mut billed.owner)
            .await
            .expect("an answer");
        assert_eq!(answer["reference"], "SBX-1");
    });
}

#[test]
fn what_happens_to_a_subscription_is_told_to_whoever_can_act() {
    run(async |world| {
        let mut billed = billed(world, "koprogo_billing_mails", &[details()]).await;
        billed.worker.work_off().await;
        let (scope, start) = (billed.scopes[0].clone(), OffsetDateTime::now_utc());
        // Nobody pays: the timetable takes its course, up to the closing of the account.
        for day in (62..200).step_by(3) {
            let mut tx = billed.store.begin(&scope, "test.step").await.expect("a transaction");
            tx.at_desk(&billed.worker.rules, start + days(day), |desk| {
                let bills: Vec<_> = desk.subscription().bills().iter().map(|bill| bill.invoice).collect();
                bills.into_iter().try_for_each(|invoice| desk.tell(Fact::PaymentFailed { invoice }))
            })
            .await
            .expect("a sitting");
            tx.commit().await.expect("commits");
            sqlx::query("DELETE FROM jobs.jobs WHERE kind IN ('billing.documents', 'billing.collect', 'billing.reconcile', 'billing.detach') AND status = 'queued'")
                .execute(&mut billed.owner)
                .await
                .expect("jobs go");
            let now = start + days(day);
            billed.worker.now = Arc::new(move || now);
            billed.worker.work_off().await;
        }
        assert_eq!(billed.count("SELECT count(*) FROM jobs.jobs WHERE status = 'failed'").await, 0);
        let mails = billed.mails().await;
        let has = |words: &str| {
            mails
                .iter()
                .any(|(to, subject, _)| to == "comptabilite@brumelle.example" && subject.contains(words))
        };
        for words in [
            "a échoué",
            "peut-être un oubli",
            "Deuxième rappel",
            "Dernier rappel",
            "lecture seule",
            "suspendu",
            "fermé pour impayé",
        ] {
            assert!(
                has(words),
                "{words} in {:?}",
                mails.iter().map(|(_, subject, _)| subject).collect::<Vec<_>>()
            );
        }
    });
}
