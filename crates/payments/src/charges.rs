//! Being paid while the payer is away.

use std::collections::HashMap;

use domain::{Cents, FirmId};
use stripe_core::payment_intent::{
    CancelPaymentIntent, CreatePaymentIntent, CreatePaymentIntentOffSession, ListPaymentIntent,
    RetrievePaymentIntent,
};
use stripe_shared::PaymentIntentAllowedPaymentMethodTypes as Allowed;
use stripe_types::{Currency, RangeQueryTs};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ids::{CustomerId, Key, MethodId, PaymentId};
use crate::send::Payments;
use crate::types::{Payment, PaymentStatus};
use crate::{ATTEMPT, Error, FIRM, INVOICE, convert};

const PAGE: i64 = 100;
/// Payments of one customer since its attempt began: one a month would take eighty years.
const MAX_PAGES: usize = 10;

/// One attempt to be paid, stored by the caller before it is made.
#[derive(Clone, Debug)]
pub struct Charge<'a> {
    pub attempt: Uuid,
    pub firm: FirmId,
    /// The number of what is paid.
    pub invoice: &'a str,
    pub customer: &'a CustomerId,
    pub method: &'a MethodId,
    pub amount: Cents,
    /// What the payer reads.
    pub description: &'a str,
}

impl Payments {
    /// `Ok` is `Processing` (a SEPA debit) or `Succeeded`. The same key gives the same answer, and one charge.
    pub async fn charge(&self, charge: &Charge<'_>, key: &Key) -> Result<Payment, Error> {
        if !charge.amount.is_positive() {
            return Err(Error::refused(
                "bad_amount",
                format!("{} cents cannot be asked for", charge.amount.get()),
            ));
        }
        let metadata = HashMap::from([
            (ATTEMPT.to_owned(), charge.attempt.to_string()),
            (FIRM.to_owned(), charge.firm.to_string()),
            (INVOICE.to_owned(), charge.invoice.to_owned()),
        ]);
        let request = CreatePaymentIntent::new(charge.amount.get(), Currency::EUR)
            .allowed_payment_method_types(vec![Allowed::Card, Allowed::SepaDebit])
            .confirm(true)
            .customer(charge.customer.as_str())
            .description(charge.description)
            .metadata(metadata)
            .off_session(CreatePaymentIntentOffSession::Bool(true))
            .payment_method(charge.method.as_str());
        let payment = convert::payment(self.write(request, key).await?)?;
        let id = Some(payment.id.clone());
        match payment.status {
            PaymentStatus::ActionRequired => {
                Err(Error::ActionRequired { payment: id, client_secret: payment.client_secret })
            }
            PaymentStatus::Failed => {
                Err(Error::Declined { code: payment.failure.unwrap_or_default(), payment: id })
            }
            _ => Ok(payment),
        }
    }

    pub async fn payment(&self, payment: &PaymentId) -> Result<Payment, Error> {
        convert::payment(self.read(RetrievePaymentIntent::new(payment.as_str())).await?)
    }

    /// Ends a payment that nobody is to go on with. One that succeeded meanwhile is refused: read it.
    pub async fn cancel(&self, payment: &PaymentId) -> Result<Payment, Error> {
        let key = Key::new(format!("cancel-{payment}"))?;
        convert::payment(self.write(CancelPaymentIntent::new(payment.as_str()), &key).await?)
    }

    /// All payments made since a moment, most recent first; `false`: there are more than `max_pages` of a hundred.
    pub async fn payments_since(
        &self,
        since: OffsetDateTime,
        max_pages: usize,
    ) -> Result<(Vec<Payment>, bool), Error> {
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..max_pages {
            let mut request =
                ListPaymentIntent::new().created(RangeQueryTs::gte(since.unix_timestamp())).limit(PAGE);
            if let Some(after) = after.take() {
                request = request.starting_after(after);
            }
            let page = self.read(request).await?;
            after = page.data.last().map(|last| last.id.as_str().to_owned());
            for intent in page.data {
                found.push(convert::payment(intent)?);
            }
            if !page.has_more {
                return Ok((found, true));
            }
        }
        Ok((found, false))
    }

    /// The payments that carry an attempt: none, or one. Lists are up to date at once; Stripe's search is behind by a
    /// minute, sometimes by an hour, and would call a payment missing that was made.
    pub async fn find(
        &self,
        customer: &CustomerId,
        attempt: Uuid,
        since: OffsetDateTime,
    ) -> Result<Vec<Payment>, Error> {
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..MAX_PAGES {
            let mut request = ListPaymentIntent::new()
                .customer(customer.as_str())
                .created(RangeQueryTs::gte(since.unix_timestamp()))
                .limit(PAGE);
            if let Some(after) = after.take() {
                request = request.starting_after(after);
            }
            let page = self.read(request).await?;
            after = page.data.last().map(|last| last.id.as_str().to_owned());
            let wanted = attempt.to_string();
            let carrying =
                page.data.into_iter().filter(|intent| intent.metadata.get(ATTEMPT) == Some(&wanted));
            for intent in carrying {
                found.push(convert::payment(intent)?);
            }
            if !page.has_more {
                return Ok(found);
            }
        }
        let message = format!("{customer} has more than {MAX_PAGES} pages of payments since {since}");
        Err(Error::refused("too_many", message))
    }
}
