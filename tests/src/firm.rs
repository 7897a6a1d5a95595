//! Signing up the way a person does: e-mail address, code out of the mail, firm.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::Client;
use crate::{World, list, numbers, text, wait_for};

pub const PASSWORD: &str = "veertien rode fietsen";

/// A firm and the person who founded it.
pub struct Firm {
    pub id: String,
    pub email: String,
    pub user_id: String,
    pub name: String,
    /// The founder, who is the firm's administrator.
    pub client: Client,
}

/// An address that nobody has used yet.
pub fn unique_email() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let run = Uuid::now_v7().simple().to_string();
    format!("syndic-{}-{}@cabinet.example", NEXT.fetch_add(1, Ordering::Relaxed), &run[run.len() - 8..])
}

/// An account, signed in, without a firm.
pub async fn sign_up_only(world: &World, email: &str, language: &str) -> Client {
    sign_up_at(&world.site.anonymous(), email, language).await
}

async fn sign_up_at(anonymous: &Client, email: &str, language: &str) -> Client {
    let wanted = json!({"email": email, "password": PASSWORD, "language": language});
    anonymous.post("/v1/signup", wanted, 202).await;
    let code = code_for(anonymous, email).await;
    let typed = json!({"email": email, "code": code, "token": true});
    let session = anonymous.post("/v1/signup/verify", typed, 201).await;
    anonymous.signed_out().with_tokens(&session)
}

/// An account that exists, signed in once more.
pub async fn sign_in(world: &World, email: &str) -> Client {
    let typed = json!({"email": email, "password": PASSWORD, "token": true});
    let session = world.site.anonymous().post("/v1/session", typed, 200).await;
    world.site.anonymous().with_tokens(&session)
}

/// The code of the last mail to an address.
async fn code_for(anonymous: &Client, email: &str) -> String {
    wait_for("the mail with the code", async || {
        let mails = anonymous.get(&format!("/v1/dev/mails?to={}", crate::client::escape(email)), 200).await;
        list(&mails, "items").first().map(code_in)
    })
    .await
}

fn code_in(mail: &Value) -> String {
    let subject = text(mail, "subject");
    let digits = subject.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
    digits.unwrap_or_else(|| panic!("no code in the subject {subject:?}")).to_owned()
}

impl Firm {
    pub async fn sign_up(world: &World) -> Firm {
        Firm::speaking(world, "fr").await
    }

    /// The founder reads this language.
    pub async fn speaking(world: &World, language: &str) -> Firm {
        Firm::called(world, language, "Gérance Tournebride SRL", &numbers::any_company_number()).await
    }

    /// Name and number given, for firms that must look alike.
    pub async fn called(world: &World, language: &str, name: &str, number: &str) -> Firm {
        Firm::called_at(&world.site.anonymous(), language, name, number).await
    }

    /// At any server that keeps its mails in a mailbox page.
    pub async fn sign_up_at(anonymous: &Client) -> Firm {
        Firm::called_at(anonymous, "fr", "Gérance Tournebride SRL", &numbers::any_company_number()).await
    }

    async fn called_at(anonymous: &Client, language: &str, name: &str, number: &str) -> Firm {
        let email = unique_email();
        let client = sign_up_at(anonymous, &email, language).await;
        let firm = client
            .post("/v1/firms", json!({"country": "BE", "name": name, "company_number": number}), 201)
            .await;
        let session = client.get("/v1/session", 200).await;
        Firm {
            id: text(&firm, "id"),
            user_id: text(&session["user"], "id"),
            email,
            name: name.to_owned(),
            client,
        }
    }

    /// Where its copros are listed and created.
    pub fn copros(&self) -> String {
        format!("/v1/firms/{}/copros", self.id)
    }
}
