//! Firms as Stripe's customers, and their cards and accounts.

use std::collections::HashMap;

use domain::{FirmId, Language};
use stripe_client_core::{RequestBuilder, StripeMethod};
use stripe_core::customer::{
    CreateCustomer, ListPaymentMethodsCustomer, RetrieveCustomer, RetrieveCustomerReturned, UpdateCustomer,
    UpdateCustomerInvoiceSettings,
};

use crate::ids::{CustomerId, Key, MethodId};
use crate::send::{Call, Payments};
use crate::types::Method;
use crate::{Error, FIRM, convert};

/// Of one customer, most recent first.
const MAX_METHODS: i64 = 100;

/// What Stripe is to know of a firm.
#[derive(Clone, Debug)]
pub struct Details<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub language: Language,
}

impl Payments {
    /// The firm's customer, made unless it is known. One firm's creations carry one key and one body, so they are one.
    pub async fn ensure_customer(
        &self,
        firm: FirmId,
        known: Option<&CustomerId>,
        details: &Details<'_>,
    ) -> Result<CustomerId, Error> {
        let id = match known {
            Some(known) => known.clone(),
            None => {
                let metadata = HashMap::from([(FIRM.to_owned(), firm.to_string())]);
                let key = Key::new(format!("customer-{firm}"))?;
                let made = self.write(CreateCustomer::new().metadata(metadata), &key).await?;
                CustomerId::new(made.id.as_str())?
            }
        };
        self.describe(&id, details).await?;
        Ok(id)
    }

    /// Setting the same twice is setting it once: it needs no key of its caller.
    async fn describe(&self, customer: &CustomerId, details: &Details<'_>) -> Result<(), Error> {
        let change = UpdateCustomer::new(customer.as_str())
            .name(details.name)
            .email(details.email)
            .preferred_locales(vec![details.language.as_str().to_owned()]);
        self.read(change).await.map(drop)
    }

    /// The method that pays when none is named. Only one that belongs to the customer can be.
    pub async fn set_default(&self, customer: &CustomerId, method: &MethodId) -> Result<(), Error> {
        let settings = UpdateCustomerInvoiceSettings {
            default_payment_method: Some(method.to_string()),
            ..UpdateCustomerInvoiceSettings::new()
        };
        self.read(UpdateCustomer::new(customer.as_str()).invoice_settings(settings)).await.map(drop)
    }

    pub async fn default_method(&self, customer: &CustomerId) -> Result<Option<MethodId>, Error> {
        let found = self.read(RetrieveCustomer::new(customer.as_str())).await?;
        let RetrieveCustomerReturned::Customer(found) = found else {
            return Err(Error::refused("customer_deleted", format!("{customer} was deleted at Stripe")));
        };
        let default = found.invoice_settings.and_then(|settings| settings.default_payment_method);
        Ok(default.map(|method| MethodId::new(method.id().as_str())).transpose()?)
    }

    pub async fn methods(&self, customer: &CustomerId) -> Result<Vec<Method>, Error> {
        let list = self.read(ListPaymentMethodsCustomer::new(customer.as_str()).limit(MAX_METHODS)).await?;
        list.data.into_iter().map(convert::method).collect()
    }

    /// It pays nothing any more. Not undone: the holder saves it anew.
    pub async fn detach(&self, method: &MethodId) -> Result<(), Error> {
        let path = format!("/payment_methods/{method}/detach");
        let key = Key::new(format!("detach-{method}"))?;
        // The library has this call in a crate of 44 000 lines of which it is all we would use.
        let request = || {
            RequestBuilder::new(StripeMethod::Post, path.clone()).customize::<stripe_shared::PaymentMethod>()
        };
        self.send(request, Call::Write(&key)).await.map(drop)
    }
}
