//! A French customer's invoice waits for VIES, however VIES behaves, and goes out with reverse charge once there is evidence.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicUsize, Ordering};

use ::billing::customer::Details;
use ::billing::invoice::{Invoice, VatCategory};
use ::billing::vat::Vies;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};
use store::{BillingScope, Store};
use tests::database::Databases;
use tests::{World, run};
use time::{Duration, OffsetDateTime};
use tokio::net::TcpListener;
use worker::{Addresses, Outside, Worker};

use super::{accounts, days, details, firms, settle_as};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Valid,
    Invalid,
    /// The member state behind it does not answer.
    Down,
    Slow,
    Garbage,
    /// Valid, with nothing to show for it.
    Mute,
    Endless,
}

const MOODS: [Mood; 7] =
    [Mood::Valid, Mood::Invalid, Mood::Down, Mood::Slow, Mood::Garbage, Mood::Mute, Mood::Endless];

/// A stand-in for the register.
#[derive(Clone, Default)]
struct Register {
    mood: Arc<AtomicU8>,
    asked: Arc<AtomicUsize>,
}

impl Register {
    fn be(&self, mood: Mood) {
        let at = MOODS.iter().position(|known| *known == mood).expect("a mood");
        self.mood.store(u8::try_from(at).expect("few"), Ordering::Relaxed);
    }

    async fn serve(&self) -> SocketAddr {
        let routes = Router::new().route("/check-vat-number", post(answer)).with_state(self.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, routes).await });
        address
    }
}

async fn answer(State(register): State<Register>, body: Bytes) -> (StatusCode, String) {
    register.asked.fetch_add(1, Ordering::Relaxed);
    let asked: Value = serde_json::from_slice(&body).expect("JSON");
    // Who asks names itself, or there is no consultation number.
    assert_eq!(
        (&asked["requesterMemberStateCode"], &asked["requesterNumber"]),
        (&json!("BE"), &json!("0812345603"))
    );
    let said = |valid: bool, reference: &str| {
        let answer = json!({"countryCode": asked["countryCode"], "vatNumber": asked["vatNumber"], "valid": valid,
                            "requestDate": "2026-11-23T10:00:00.000Z", "requestIdentifier": reference, "name": "---"});
        (StatusCode::OK, answer.to_string())
    };
    match MOODS[usize::from(register.mood.load(Ordering::Relaxed))] {
        Mood::Valid => said(true, "WAPIAAAAY0000001"),
        Mood::Mute => said(true, ""),
        Mood::Invalid => said(false, "WAPIAAAAY0000002"),
        Mood::Down => {
            let fault = json!({"actionSucceed": false, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]});
            (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string())
        }
        Mood::Slow => std::future::pending().await,
        Mood::Garbage => (StatusCode::OK, "<html>Service temporarily unavailable</html>".to_owned()),
        Mood::Endless => (StatusCode::OK, " ".repeat(1_000_000)),
    }
}

fn french() -> Details {
    let mut details = details();
    details.address.country = "FR".to_owned();
    details.company_number = Some("303265045".to_owned());
    details.vat_number = Some("FR40303265045".to_owned());
    details
}

/// One French customer at the end of its first period.
struct Held {
    store: Store,
    worker: Worker,
    scope: BillingScope,
    register: Register,
    now: Arc<AtomicI64>,
}

impl Held {
    async fn begin(world: &World, name: &str) -> Held {
        let databases = Databases::fresh(&world.cluster, name).await;
        let store = databases.store().await;
        firms(&databases, 1).await;
        let start = OffsetDateTime::now_utc();
        let scope = accounts(&store, start).await.pop().expect("one account");
        let register = Register::default();
        let address = register.serve().await;
        let mut worker = world.idle_worker(&store, &world.files);
        let addresses = Addresses {
            public_url: "http://127.0.0.1".to_owned(),
            vies_url: format!("http://{address}"),
            access_point: None,
            patience: std::time::Duration::from_millis(300),
        };
        worker.outside = Arc::new(Outside::new(addresses).expect("a client"));
        let now = Arc::new(AtomicI64::new(start.unix_timestamp()));
        let clock = now.clone();
        worker.now = Arc::new(move || {
            OffsetDateTime::from_unix_timestamp(clock.load(Ordering::Relaxed)).expect("an instant")
        });
        settle_as(&store, &scope, &worker.rules, start, &french()).await;
        Held { store, worker, scope, register, now }
    }

    fn pass(&self, time: Duration) {
        self.now.fetch_add(time.whole_seconds(), Ordering::Relaxed);
    }

    async fn step(&self) {
        self.worker.step_days().await.expect("days are stepped");
    }

    /// Asks in a mood; how often the register was asked.
    async fn ask(&self, mood: Mood) -> usize {
        self.register.be(mood);
        let before = self.register.asked.load(Ordering::Relaxed);
        self.worker.ask_vies().await.expect("it is asked");
        self.register.asked.load(Ordering::Relaxed) - before
    }

    async fn vies(&self) -> Vies {
        let mut tx = self.store.begin_read(&self.scope, "test.vies").await.expect("a transaction");
        tx.vat_question().await.expect("an answer").expect("details").vies
    }

    async fn hold(&self) -> Option<Value> {
        let mut tx = self.store.begin_read(&self.scope, "test.hold").await.expect("a transaction");
        tx.billing_account().await.expect("an account").hold
    }

    async fn log(&self) -> String {
        let mut tx = self.store.begin_read(&self.scope, "test.log").await.expect("a transaction");
        serde_json::to_string(&tx.billing_log().await.expect("a log")).expect("JSON")
    }

    async fn invoices(&self) -> Vec<Invoice> {
        let mut tx = self.store.begin_read(&self.scope, "test.invoices").await.expect("a transaction");
        let rows = tx.invoice_list(&store::PageQuery::default()).await.expect("a list").items;
        let mut found = Vec::new();
        for row in rows {
            found.push(tx.invoice(row.number.parse().expect("a number")).await.expect("an invoice"));
        }
        found
    }
}

#[test]
fn an_invoice_waits_while_vies_is_down_and_is_issued_with_reverse_charge_when_it_answers() {
    run(async |world| {
        let held = Held::begin(world, "koprogo_vies").await;
        held.pass(days(62));
        held.step().await;
        assert!(held.hold().await.expect("it waits").to_string().contains("vies-unknown"));
        // Whatever VIES does short of answering, the invoice waits and the pause grows.
        let mut waited = Duration::ZERO;
        for mood in [Mood::Down, Mood::Slow, Mood::Garbage, Mood::Mute, Mood::Endless] {
            assert_eq!(held.ask(mood).await, 1, "{mood:?}");
            assert!(matches!(held.vies().await, Vies::Down { .. }), "{mood:?}");
            assert_eq!(held.ask(mood).await, 0, "{mood:?}: not again before its time");
            held.step().await;
            assert!(held.invoices().await.is_empty() && held.hold().await.is_some(), "{mood:?}");
            waited = if waited == Duration::ZERO { Duration::minutes(1) } else { waited * 2 };
            held.pass(waited - Duration::seconds(1));
            assert_eq!(held.ask(mood).await, 0, "{mood:?}: one second early");
            held.pass(Duration::seconds(1));
        }
        let Vies::Down { since } = held.vies().await else { panic!("down") };
        assert_eq!(held.ask(Mood::Valid).await, 1);
        // Issued at once, not at midnight; the log it follows from has the evidence.
        let issued = held.invoices().await;
        assert_eq!(issued.len(), 1);
        assert!(issued[0].issued_on >= since && held.hold().await.is_none());
        assert_eq!((issued[0].vat[0].rate.category, issued[0].totals.vat_cents.0), (VatCategory::Ae, 0));
        assert!(held.log().await.contains("WAPIAAAAY0000001"));
        // Asked again only when the answer would be too old for the next invoice; silence takes nothing away that is still good.
        assert_eq!(held.ask(Mood::Down).await, 0);
        held.pass(days(14));
        assert_eq!(held.ask(Mood::Down).await, 1);
        assert!(matches!(held.vies().await, Vies::Valid { .. }));
        held.pass(Duration::minutes(1));
        assert_eq!(held.ask(Mood::Valid).await, 1);
        held.pass(days(20));
        held.step().await;
        assert_eq!(held.invoices().await.len(), 2);
    });
}

#[test]
fn a_number_that_is_not_valid_waits_for_the_customer() {
    run(async |world| {
        let held = Held::begin(world, "koprogo_vies_invalid").await;
        held.pass(days(62));
        held.step().await;
        assert_eq!(held.ask(Mood::Invalid).await, 1);
        held.step().await;
        assert!(matches!(held.vies().await, Vies::Invalid { .. }) && held.invoices().await.is_empty());
        held.pass(Duration::hours(6));
        assert_eq!(held.ask(Mood::Invalid).await, 0, "once a day is enough");
        // Another number is asked about at once.
        let mut corrected = french();
        corrected.vat_number = Some("FR83404833048".to_owned());
        let mut tx = held.store.begin(&held.scope, "test.details").await.expect("a transaction");
        tx.details_keep(&corrected, false).await.expect("details");
        tx.commit().await.expect("commits");
        assert_eq!(held.ask(Mood::Valid).await, 1);
        assert_eq!(held.invoices().await.len(), 1);
    });
}
