//! What a firm pays with: the newest card or account that the provider holds for it, whatever messages told of it and in which order.

use billing::subscription::{Fact, Method, MethodKind};
use payments::{CustomerId, Instrument, MandateStatus, Method as Theirs};
use store::BillingScope;
use store::billing::NewMethod;

use super::Point;
use crate::{JobError, Worker};

impl Worker {
    /// Reads the firm's methods and takes the newest in use; one that the firm or its bank took away is not taken again.
    pub(super) async fn follow_methods(&self, scope: &BillingScope) -> Result<(), JobError> {
        let mut tx = self.store.begin_read(scope, "billing.methods").await?;
        let customer = tx.customer().await?;
        let gone = tx.methods_gone().await?;
        let lapsed = tx.projection().await?;
        tx.commit().await?;
        let Some(customer) = customer.and_then(|name| CustomerId::new(&name).ok()) else { return Ok(()) };
        let held = self.provider()?.methods(&customer).await;
        let held = held.map_err(|error| JobError::Provider(error.to_string()))?;
        let revoked = |method: &Theirs| {
            lapsed.mandates.values().any(|mandate| {
                mandate.details().method == method.id.as_str()
                    && mandate.status() == billing::projection::MandateStatus::Inactive
            })
        };
        let usable = held.iter().filter(|method| !gone.contains(method.id.as_str()) && !revoked(method));
        // The list is the newest first.
        let mut newest = None;
        for method in usable {
            if let Some(found) = self.described(method).await? {
                newest = Some(found);
                break;
            }
        }
        self.at(Point::MethodRead, scope.firm())?;
        self.use_method(scope, newest.as_ref()).await?;
        self.at(Point::MethodKept, scope.firm())
    }

    async fn use_method(&self, scope: &BillingScope, newest: Option<&NewMethod>) -> Result<(), JobError> {
        let mut tx = self.store.begin(scope, "billing.method").await?;
        let used = tx.method_held().await?;
        let fact = match (used, newest) {
            (None, None) => return Ok(()),
            (Some(used), None) => {
                tx.method_drop(used.id).await?;
                Fact::MethodRemoved { method: used.id }
            }
            (_, Some(method)) => {
                let id = tx.method_keep(method).await?;
                let kind = match method.kind {
                    "sepa" => MethodKind::Sepa { notice_days: None },
                    _ => MethodKind::Card,
                };
                Fact::MethodAdded(Method { id, kind })
            }
        };
        tx.at_desk(&self.rules, (self.now)(), |desk| match desk.subscription().check(&fact) {
            Ok(()) => desk.tell(fact),
            // It was taken away from the subscription already.
            Err(_) => Ok(()),
        })
        .await?;
        Ok(tx.commit().await?)
    }

    async fn described(&self, method: &Theirs) -> Result<Option<NewMethod>, JobError> {
        let provider = method.id.to_string();
        Ok(match &method.instrument {
            Instrument::Card { brand, last4, expires: (year, month), .. } => Some(NewMethod {
                provider,
                kind: "card",
                digits: digits(last4),
                brand: Some(brand.chars().take(40).collect()),
                expires: Some(format!("{year:04}-{month:02}")).filter(|text| text.len() == 7),
                mandate: None,
            }),
            Instrument::SepaDebit { last4, .. } => Some(NewMethod {
                provider,
                kind: "sepa",
                digits: digits(last4),
                brand: None,
                expires: None,
                mandate: None,
            }),
            Instrument::Other(_) => None,
        })
    }

    /// The mandate of a debit, by the provider's name: what the holder's statement shows, while it is in force.
    pub(super) async fn keep_mandate(
        &self,
        scope: &BillingScope,
        setup: &payments::Setup,
    ) -> Result<(), JobError> {
        let (Some(mandate), Some(method)) = (&setup.mandate, &setup.method) else { return Ok(()) };
        let read = self.provider()?.mandate(mandate).await;
        let read = read.map_err(|error| JobError::Provider(error.to_string()))?;
        let reference = read.reference.filter(|_| read.status != MandateStatus::Inactive);
        let Some(reference) = reference else { return Ok(()) };
        let mut tx = self.store.begin(scope, "billing.mandate").await?;
        tx.mandate_keep(method.as_str(), &reference).await?;
        Ok(tx.commit().await?)
    }
}

fn digits(text: &str) -> Option<String> {
    let fits = (1..=6).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    fits.then(|| text.to_owned())
}
