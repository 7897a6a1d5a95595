//! Saving a card or an account for payments off session.

use std::collections::HashMap;

use stripe_core::setup_intent::{CreateSetupIntent, CreateSetupIntentUsage, RetrieveSetupIntent};
use stripe_shared::SetupIntentAllowedPaymentMethodTypes as Allowed;

use crate::ids::{CustomerId, Key, SetupId};
use crate::send::Payments;
use crate::types::{InstrumentKind, Setup};
use crate::{ATTEMPT, Error, convert};

impl Payments {
    /// The holder goes on with the `client_secret`, in their browser: neither card numbers nor IBANs pass through here.
    pub async fn start_setup(
        &self,
        customer: &CustomerId,
        kinds: &[InstrumentKind],
        key: &Key,
    ) -> Result<Setup, Error> {
        let kinds: Vec<Allowed> = kinds
            .iter()
            .map(|kind| match kind {
                InstrumentKind::Card => Allowed::Card,
                InstrumentKind::SepaDebit => Allowed::SepaDebit,
            })
            .collect();
        let request = CreateSetupIntent::new()
            .customer(customer.as_str())
            .allowed_payment_method_types(kinds)
            .usage(CreateSetupIntentUsage::OffSession)
            .metadata(HashMap::from([(ATTEMPT.to_owned(), key.as_str().to_owned())]));
        convert::setup(self.write(request, key).await?)
    }

    pub async fn setup(&self, setup: &SetupId) -> Result<Setup, Error> {
        convert::setup(self.read(RetrieveSetupIntent::new(setup.as_str())).await?)
    }
}
