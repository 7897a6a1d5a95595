//! People who come by invitation, the way they do: the link out of the mail, an account, a password.

use serde_json::{Value, json};

use crate::buildings::Building;
use crate::client::{Client, escape};
use crate::firm::{Firm, PASSWORD};
use crate::{list, text, wait_for};

/// Somebody with an account of their own.
pub struct Person {
    pub email: String,
    pub user_id: String,
    pub client: Client,
}

/// The token in the newest mail that invites `email`; `sent` counts the mails of that kind.
pub async fn invitation_token(client: &Client, email: &str, sent: usize) -> String {
    invitation_tokens(client, email, sent).await.swap_remove(0)
}

/// All of them. Mails that are queued at the same moment may arrive in any order.
pub async fn invitation_tokens(client: &Client, email: &str, sent: usize) -> Vec<String> {
    let anonymous = client.signed_out();
    let path = format!("/v1/dev/mails?to={}", escape(email));
    wait_for("the invitation", async || {
        let mails = anonymous.get(&path, 200).await;
        let links: Vec<String> = list(&mails, "items").iter().filter_map(link_in).collect();
        (links.len() >= sent).then_some(links)
    })
    .await
}

fn link_in(mail: &Value) -> Option<String> {
    let body = text(mail, "text");
    let (_, rest) = body.split_once("/invitation#")?;
    Some(rest.split_whitespace().next().unwrap_or_default().to_owned())
}

/// Accepts an invitation by signing up.
pub async fn sign_up_by(client: &Client, token: &str, name: &str) -> Person {
    let anonymous = client.signed_out();
    let body = json!({"token": token, "password": PASSWORD, "name": name, "language": "fr", "bearer": true});
    let session = anonymous.post("/v1/invitations/signup", body, 201).await;
    Person {
        email: text(&session["user"], "email"),
        user_id: text(&session["user"], "id"),
        client: anonymous.with_tokens(&session),
    }
}

impl Firm {
    pub fn at(&self, rest: &str) -> String {
        format!("/v1/firms/{}{rest}", self.id)
    }

    /// Invites somebody and lets them come. No copros: all of them.
    pub async fn hire(&self, email: &str, role: &str, copros: &[&str]) -> Person {
        let body = json!({"email": email, "role": role, "all_copros": copros.is_empty(), "copros": copros});
        self.client.post_once(&self.at("/invitations"), body, 201).await;
        let token = invitation_token(&self.client, email, 1).await;
        sign_up_by(&self.client, &token, "Aline Bricolet").await
    }

    /// A key for a program, with these scopes; gives its id and a client that holds it.
    pub async fn key(&self, scopes: &[&str], until: time::Date) -> (String, Client) {
        let body = json!({"name": "Comptabilité", "scopes": scopes, "expires_on": until.to_string()});
        let key = self.client.post_once(&self.at("/api-keys"), body, 201).await;
        (text(&key, "id"), self.client.signed_out().with_token(text(&key, "secret")))
    }
}

impl Building {
    /// Invites somebody into the copro and lets them come.
    pub async fn welcome(&self, email: &str, role: &str, person: Option<&str>) -> Person {
        let body = json!({"email": email, "role": role, "person_id": person});
        self.client.post_once(&self.at("/invitations"), body, 201).await;
        let token = invitation_token(&self.client, email, 1).await;
        sign_up_by(&self.client, &token, "Basile Terrondin").await
    }
}
