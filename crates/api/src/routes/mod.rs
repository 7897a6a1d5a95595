//! One file per noun. A handler reads, names its permission, and calls one intention of the store.

mod audit;
mod calls;
mod charts;
mod copros;
mod dev;
mod expenses;
mod files;
mod firms;
mod health;
mod imports;
mod jobs;
mod keys;
mod ledger;
mod lots;
mod news;
mod opening;
mod owners;
mod passkeys;
mod passwords;
mod persons;
mod receipts;
mod second_step;
mod security;
mod session;
mod sessions;
mod signup;
mod statements;
mod suppliers;
mod support;

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
        .merge(copros::router())
        .merge(lots::router())
        .merge(persons::router())
        .merge(owners::router())
        .merge(keys::router())
        .merge(imports::router())
        .merge(files::router())
        .merge(suppliers::router())
        .merge(charts::router())
        .merge(expenses::router())
        .merge(calls::router())
        .merge(receipts::router())
        .merge(ledger::router())
        .merge(statements::router())
        .merge(jobs::router())
        .merge(support::router())
        .merge(audit::router())
        .merge(dev::router())
}

/// A list that is complete: there are few of these by nature.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Items<T> {
    pub items: Vec<T>,
}
