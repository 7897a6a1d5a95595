//! The platform's operators: what they cannot see, how they are let in, and what is left of every look.

mod accounts;
mod borders;
mod business;
mod capacity;
mod customers;
mod looks;
mod quotas;
mod windows;

use serde_json::{Value, json};
use tests::{Building, Firm, Furnished, OnDuty, World, text};

/// A firm with one furnished building, and an operator.
async fn scene(world: &World) -> (Firm, Furnished, OnDuty) {
    let firm = Firm::sign_up(world).await;
    let furnished = Building::active(&firm, "Résidence du Guichet").await.furnish().await;
    (firm, furnished, world.desk.enrol().await)
}

/// A window that the firm has consented to.
async fn opened(furnished: &Furnished, operator: &OnDuty) -> String {
    let asked = operator.request(&furnished.building.slug, "consent", 60).await;
    let window = text(&asked, "id");
    let building = &furnished.building;
    let consented =
        building.client.post_once(&building.at(&format!("/support/{window}/consent")), json!({}), 200).await;
    assert_eq!(consented["state"], "open", "{consented}");
    window
}

fn looks(window: &str) -> [String; 5] {
    ["copro", "lots", "owners", "entries", "jobs"].map(|noun| format!("/v1/operator/windows/{window}/{noun}"))
}

/// The copro's window as its firm sees it.
async fn seen_by_firm(furnished: &Furnished, window: &str) -> Value {
    let building = &furnished.building;
    let all = building.client.get(&building.at("/support"), 200).await;
    let found = tests::list(&all, "items").iter().find(|one| one["id"] == *window).cloned();
    found.unwrap_or_else(|| panic!("{window} in {all}"))
}
