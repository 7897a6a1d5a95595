//! Firms with people and copros in a database of their own, made by the product's own functions instead of through HTTP: so that whole years
//! take seconds.

use std::time::Duration;

use access::caller::{Caller, Principal, SessionId, Via};
use domain::ids::FirmId;
use domain::{Language, UserId};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::leaving::transfers::{BuiltPackage, Move, NewTransfer};
use store::{BillingScope, FirmScope, IdentityScope, Store, TenantScope, WorkerScope};
use tests::numbers;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A firm and its administrator.
pub struct Office {
    pub firm: FirmId,
    pub scope: FirmScope,
    caller: Caller,
}

pub async fn office(store: &Store, name: &str, country: &str) -> Office {
    let email = tests::unique_email();
    let mut tx = store.begin(&IdentityScope, "test.office").await.expect("a transaction");
    let user =
        tx.user_create(&email, None, Language::Fr, "no password").await.expect("a user").expect("a new one");
    let caller = caller(user, &email);
    let number = numbers::any_company_number().parse().expect("a number");
    let firm: FirmId = tx.firm_create(&caller, country, name, &number).await.expect("a firm").id.into();
    tx.commit().await.expect("commits");
    let principal = Principal::Person(caller.clone());
    let scope = store.resolve_firm(&principal, firm).await.expect("an answer").expect("its own firm");
    Office { firm, scope, caller }
}

pub fn caller(user: UserId, email: &str) -> Caller {
    Caller {
        user,
        session: SessionId::from(Uuid::now_v7()),
        email: email.parse().expect("an address"),
        name: None,
        language: Language::Fr,
        via: Via::Bearer,
        second_factor: false,
        confirmed_until: None,
    }
}

impl Office {
    pub fn billing(&self) -> BillingScope {
        self.scope.billing()
    }

    async fn inside(&self, store: &Store, copro: Uuid) -> TenantScope {
        let principal = Principal::Person(self.caller.clone());
        store.resolve_copro(&principal, &copro.to_string()).await.expect("an answer").expect("its own copro")
    }

    /// A copro in preparation.
    pub async fn draft(&self, store: &Store, today: Date) -> Uuid {
        let new = json!({
            "name": "Résidence du Calendrier", "shares_total": 1000, "language": "fr",
            "address": {"street": "Rue des Lavandes 3", "postal_code": "5100", "city": "Jambes", "country": "BE"},
        });
        let new = serde_json::from_value(new).expect("a new copro");
        let mut tx = store.begin(&self.scope, "test.draft").await.expect("a transaction");
        let slug = || format!("copro-{}", Uuid::now_v7().simple());
        let id = tx.copro_create(&new, slug, today).await.expect("a copro").id;
        tx.commit().await.expect("commits");
        id
    }

    /// Gives a draft a lot and an owner, and lets it go live.
    pub async fn activate(&self, store: &Store, copro: Uuid, today: Date) {
        let scope = self.inside(store, copro).await;
        let mut tx = store.begin(&scope, "test.activate").await.expect("a transaction");
        let person = json!({"kind": "natural", "last_name": "Florimondeau", "first_name": "Agnès", "language": "fr",
                            "address": {"street": "Rue 1", "postal_code": "5100", "city": "Jambes", "country": "BE"}});
        let owner =
            json!({"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]});
        let owner =
            tx.owner_create(&serde_json::from_value(owner).expect("an owner")).await.expect("an owner");
        let lot = json!({"code": "A1", "nature": "apartment", "shares": 1000, "owner_id": owner.id, "owned_from": "2024-01-01"});
        tx.lot_create(&serde_json::from_value(lot).expect("a lot"), today).await.expect("a lot");
        tx.copro_activate(today).await.expect("it is complete");
        tx.commit().await.expect("commits");
    }

    /// Ends the firm's management of a copro.
    pub async fn close(&self, store: &Store, copro: Uuid, today: Date) {
        let mut tx =
            store.begin(&self.inside(store, copro).await, "test.close").await.expect("a transaction");
        let closing = json!({"reason": "other", "name": "Résidence du Calendrier"});
        let closing = serde_json::from_value(closing).expect("a closing");
        tx.copro_close(&closing, today).await.expect("it is closed");
        tx.commit().await.expect("commits");
    }

    pub async fn reopen(&self, store: &Store, copro: Uuid) {
        let mut tx =
            store.begin(&self.inside(store, copro).await, "test.reopen").await.expect("a transaction");
        tx.copro_reopen().await.expect("it is open");
        tx.commit().await.expect("commits");
    }

    /// Hands a copro over to another firm: asked for, accepted, executed.
    pub async fn hand_over(&self, store: &Store, copro: Uuid, to: &Office, today: Date) {
        let scope = self.inside(store, copro).await;
        let token_hash: [u8; 32] = Sha256::digest(Uuid::now_v7()).into();
        let email = to.caller.email.as_str();
        let expires_at = OffsetDateTime::now_utc() + time::Duration::days(14);
        let mut tx = store.begin(&scope, "test.transfer").await.expect("a transaction");
        let new = NewTransfer { email, decided_on: today, note: None, token_hash, expires_at };
        let transfer = tx.transfer_request(&new).await.expect("a request");
        tx.commit().await.expect("commits");
        let mut tx = store.begin(&to.scope, "test.accept").await.expect("a transaction");
        tx.transfer_decide(&to.caller, &token_hash, true).await.expect("accepted");
        tx.commit().await.expect("commits");
        execute(store, transfer.id).await;
    }
}

/// What the worker does with the job that acceptance queued, less the package, whose letters would take longer than everything else. Other
/// jobs are put aside.
async fn execute(store: &Store, transfer: Uuid) {
    loop {
        let mut tx = store.begin(&WorkerScope, "test.claim").await.expect("a transaction");
        let job =
            tx.jobs_claim(1, 1, Duration::from_secs(60)).await.expect("a claim").pop().expect("the job");
        tx.job_done(job.id).await.expect("it is marked");
        tx.commit().await.expect("commits");
        let Some(scopes) = store.resume_transfer(&job).await.expect("scopes") else { continue };
        let package = BuiltPackage { build: Uuid::now_v7(), size_bytes: 1, sha256: [7; 32] };
        let mut tx = store.begin(&scopes.copro, "test.execute").await.expect("a transaction");
        let stamp = tx.copro_stamp().await.expect("a stamp");
        let moved = tx.transfer_execute(transfer, &stamp, &package).await.expect("an answer");
        assert_eq!(moved, Move::Moved);
        return tx.commit().await.expect("commits");
    }
}
