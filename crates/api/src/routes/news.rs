//! Telling a person by mail what has happened to their account.

use documents::mail::{self, SecurityNews};
use domain::ids::UserId;
use store::jobs::{JobKind, NewJob};
use store::{IdentityScope, Tx};

use crate::problem::Problem;

/// Queued in the transaction that makes it true.
pub async fn tell(tx: &mut Tx<IdentityScope>, user: UserId, news: &SecurityNews) -> Result<(), Problem> {
    let address = tx.address_of(user).await?;
    let mail = mail::security_news(address.language, news);
    let payload = serde_json::json!({ "to": address.email, "mail": mail });
    tx.job_enqueue(&NewJob { kind: JobKind::IdentityMail, subject: None, payload }).await?;
    Ok(())
}
