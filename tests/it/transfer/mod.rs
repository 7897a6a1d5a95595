//! A copro changes hands because its assembly chose another syndic.

mod crash;
mod decide;
mod moved;
pub mod package;

use serde_json::{Value, json};
use tests::{Client, Firm, Furnished, World, list, text, wait_for};

use crate::isolation::settled;

/// A furnished copro with no request pending, its firm, and a firm that may take it over.
pub struct Two {
    pub old: Firm,
    pub own: Furnished,
    pub new: Firm,
}

impl Two {
    pub async fn firms(world: &World) -> Two {
        let (old, own) = settled(world).await;
        let pending = own.building.at(&format!("/transfers/{}", own.ids["transfer"]));
        old.client.request(reqwest::Method::DELETE, &pending).send().await.expect(204);
        Two { old, own, new: Firm::sign_up(world).await }
    }

    fn asked(&self) -> Value {
        json!({"email": self.new.email, "decided_on": "2026-05-04", "note": "AG du 4 mai"})
    }

    /// Asks the new firm, and reads the token out of its mail.
    pub async fn request(&self, world: &World) -> (Value, String) {
        let transfer = self.old.client.post(&self.own.building.at("/transfers"), self.asked(), 201).await;
        (transfer, token(world, &self.new.email).await)
    }

    pub async fn accept(&self, token: &str) -> Value {
        self.new.client.post(&acceptance(&self.new), json!({"token": token}), 202).await
    }

    /// Waits until the old firm's side says that it is done.
    pub async fn done(&self) -> Value {
        let path = format!("/v1/firms/{}/transfers", self.old.id);
        wait_for("the copro to move", async || {
            let all = self.old.client.get(&path, 200).await;
            list(&all, "items").iter().find(|transfer| transfer["state"] == "done").cloned()
        })
        .await
    }

    async fn package(&self, handover: &str) -> Vec<u8> {
        let path = format!("/v1/firms/{}/handovers/{handover}/package", self.old.id);
        let answer = self.old.client.request(reqwest::Method::GET, &path).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("content-type"), "application/zip");
        answer.body
    }
}

fn acceptance(firm: &Firm) -> String {
    format!("/v1/firms/{}/transfers/acceptance", firm.id)
}

/// The mails to an address whose text contains `words`.
async fn mails(anonymous: &Client, to: &str, words: &str) -> Vec<String> {
    let mails = anonymous.get(&format!("/v1/dev/mails?to={}", tests::escape(to)), 200).await;
    let texts = list(&mails, "items").iter().map(|mail| text(mail, "text"));
    texts.filter(|text| text.contains(words)).collect()
}

/// The token of the newest request that was mailed to this address.
async fn token(world: &World, to: &str) -> String {
    let anonymous = world.site.anonymous();
    wait_for("the mail with the token", async || {
        let mail = mails(&anonymous, to, "/transfer#").await.into_iter().next()?;
        let behind = mail.split("/transfer#").nth(1)?;
        Some(behind.split_whitespace().next()?.to_owned())
    })
    .await
}
