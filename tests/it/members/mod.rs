//! Who may enter: staff and their copros, invitations, keys of programs, and the people of a copro.

mod invitations;
mod keys;
mod neighbours;
mod staff;
mod timing;

use tests::{Building, Client, list, text};

/// The slugs in the portfolio, as this caller sees it.
async fn portfolio(client: &Client, copros: &str) -> Vec<String> {
    let page = client.get(copros, 200).await;
    list(&page, "items").iter().map(|copro| text(copro, "slug")).collect()
}

/// The person behind an owner with one member.
async fn person_of(building: &Building, owner: &str) -> String {
    let owner = building.client.get(&building.at(&format!("/owners/{}", building.owners[owner])), 200).await;
    text(&list(&owner, "members")[0]["person"], "id")
}
