//! A card or an account is saved on Stripe's own page: neither numbers nor scripts of theirs pass through ours.

use std::collections::HashMap;

use domain::Language;
use serde::Serialize;
use stripe_client_core::{RequestBuilder, StripeMethod};
use stripe_shared::CheckoutSession;
use stripe_types::Expandable;

use crate::ids::{CheckoutId, CustomerId, Key};
use crate::send::{Call, Payments};
use crate::types::{Checkout, CheckoutState, CheckoutStatus, InstrumentKind};
use crate::{ATTEMPT, Error, convert};

/// What the page offers, in the order in which we would have it chosen: a debit costs less.
const KINDS: [InstrumentKind; 2] = [InstrumentKind::SepaDebit, InstrumentKind::Card];
const PATH: &str = "/checkout/sessions";

/// Where the holder's browser goes afterwards. Stripe puts the id in the place of `{CHECKOUT_SESSION_ID}` in `success`.
#[derive(Clone, Copy, Debug)]
pub struct ReturnTo<'a> {
    pub success: &'a str,
    pub cancel: &'a str,
}

// The library has these calls in a crate of 19 000 lines; the answer's type is in the one we use anyway.
#[derive(Serialize)]
struct Create<'a> {
    mode: &'static str,
    customer: &'a str,
    currency: &'static str,
    allowed_payment_method_types: [&'static str; 2],
    success_url: &'a str,
    cancel_url: &'a str,
    locale: &'static str,
    metadata: HashMap<&'static str, &'a str>,
    setup_intent_data: IntentData<'a>,
}

#[derive(Serialize)]
struct IntentData<'a> {
    metadata: HashMap<&'static str, &'a str>,
}

#[derive(Serialize)]
struct Read {
    expand: [&'static str; 2],
}

impl Payments {
    /// The page is open for a day; after that, or once it has been used, another needs another key.
    pub async fn start_checkout(
        &self,
        customer: &CustomerId,
        return_to: &ReturnTo<'_>,
        language: Language,
        key: &Key,
    ) -> Result<Checkout, Error> {
        let metadata = HashMap::from([(ATTEMPT, key.as_str())]);
        let create = Create {
            mode: "setup",
            customer: customer.as_str(),
            currency: "eur",
            allowed_payment_method_types: KINDS.map(InstrumentKind::as_str),
            success_url: return_to.success,
            cancel_url: return_to.cancel,
            locale: language.as_str(),
            metadata: metadata.clone(),
            setup_intent_data: IntentData { metadata },
        };
        let request =
            || RequestBuilder::new(StripeMethod::Post, PATH).form(&create).customize::<CheckoutSession>();
        let made = self.send(request, Call::Write(key)).await?;
        let id = CheckoutId::new(made.id.as_str())?;
        let no_page = || Error::refused("no_page", format!("{id} is over; start another with another key"));
        let url = made.url.ok_or_else(no_page)?;
        Ok(Checkout { id, url })
    }

    /// What has become of it, and what it saved.
    pub async fn checkout(&self, checkout: &CheckoutId) -> Result<CheckoutState, Error> {
        let path = format!("{PATH}/{checkout}");
        let read = Read { expand: ["setup_intent.payment_method", "setup_intent.mandate"] };
        let request = || {
            RequestBuilder::new(StripeMethod::Get, path.clone()).query(&read).customize::<CheckoutSession>()
        };
        state(self.send(request, Call::Read).await?)
    }
}

fn state(from: CheckoutSession) -> Result<CheckoutState, Error> {
    let intent = from.setup_intent.and_then(Expandable::into_object);
    let (method, mandate) =
        intent.as_ref().map(|intent| (intent.payment_method.clone(), intent.mandate.clone())).unzip();
    let method = method.flatten().and_then(Expandable::into_object);
    let mandate = mandate.flatten().and_then(Expandable::into_object);
    Ok(CheckoutState {
        id: CheckoutId::new(from.id.as_str())?,
        status: CheckoutStatus::read(from.status.as_ref().map_or("", |status| status.as_str())),
        customer: convert::linked(&from.customer, CustomerId::new),
        url: from.url,
        expires: convert::moment(from.expires_at)?,
        setup: intent.map(convert::setup).transpose()?,
        method: method.map(convert::method).transpose()?,
        mandate: mandate.map(convert::mandate).transpose()?,
    })
}
