//! One file per noun. A handler reads, names its permission, and calls one intention of the store.

mod account;
mod api_keys;
mod audit;
mod billing;
mod calls;
mod charts;
mod copro_members;
mod copros;
mod dev;
mod expenses;
mod exports;
mod files;
mod firms;
mod health;
mod imports;
mod invitations;
mod jobs;
mod keys;
mod ledger;
mod lots;
mod members;
mod news;
mod opening;
mod own;
mod owners;
mod passkeys;
mod passwords;
mod persons;
mod pricing;
mod privacy;
mod receipts;
mod second_step;
mod security;
mod session;
mod sessions;
mod signup;
mod statements;
mod suppliers;
mod support;
mod transfers;
pub mod webhooks;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub use health::health;

/// Every operation of the API, with its documentation.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(signup::router())
        .merge(session::router())
        .merge(sessions::router())
        .merge(second_step::router())
        .merge(passwords::router())
        .merge(security::router())
        .merge(passkeys::router())
        .merge(firms::router())
        .merge(members::router())
        .merge(api_keys::router())
        .merge(billing::router())
        .merge(invitations::router())
        .merge(copros::router())
        .merge(copro_members::router())
        .merge(own::router())
        .merge(lots::router())
        .merge(persons::router())
        .merge(owners::router())
        .merge(keys::router())
        .merge(imports::router())
        .merge(files::router())
        .merge(suppliers::router())
        .merge(charts::router())
        .merge(pricing::router())
        .merge(expenses::router())
        .merge(calls::router())
        .merge(receipts::router())
        .merge(ledger::router())
        .merge(statements::router())
        .merge(jobs::router())
        .merge(transfers::router())
        .merge(exports::router())
        .merge(privacy::router())
        .merge(account::router())
        .merge(support::router())
        .merge(audit::router())
        .merge(webhooks::router())
        .merge(dev::router())
}

/// A list that is complete: there are few of these by nature.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Items<T> {
    pub items: Vec<T>,
}
