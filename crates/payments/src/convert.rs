//! From the library's types to ours.

use std::collections::HashMap;

use domain::{Cents, FirmId};
use stripe_types::{Currency, Expandable, Object};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ids::{
    ChargeId, CustomerId, DisputeId, MandateId, MethodId, MovementId, PaymentId, RefundId, SetupId,
};
use crate::types::{
    Dispute, Instrument, Mandate, MandateStatus, Method, Movement, Payment, PaymentStatus, Refund,
    RefundStatus, Setup, SetupStatus,
};
use crate::{ATTEMPT, Error, FIRM, INVOICE};

pub(crate) fn moment(seconds: i64) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::from_unix_timestamp(seconds)
        .map_err(|error| Error::refused("bad_time", format!("{seconds}: {error}")))
}

fn euros(amount: i64, currency: &Currency) -> Result<Cents, Error> {
    match currency {
        Currency::EUR => Ok(Cents(amount)),
        other => Err(Error::refused("bad_currency", format!("{other} where only euros are dealt in"))),
    }
}

pub(crate) fn linked<T: Object, I>(
    link: &Option<Expandable<T>>,
    make: fn(&str) -> Result<I, crate::BadId>,
) -> Option<I>
where
    T::Id: AsRef<str>,
{
    make(link.as_ref()?.id().as_ref()).ok()
}

fn own<T: std::str::FromStr>(metadata: &HashMap<String, String>, name: &str) -> Option<T> {
    metadata.get(name)?.parse().ok()
}

pub(crate) fn payment(from: stripe_shared::PaymentIntent) -> Result<Payment, Error> {
    let failure = from.last_payment_error.as_ref().map(|error| {
        let code = error.code.as_ref().map(|code| code.as_str().to_owned());
        error.decline_code.clone().or(code).unwrap_or_else(|| "declined".to_owned())
    });
    Ok(Payment {
        id: PaymentId::new(from.id.as_str())?,
        status: PaymentStatus::read(from.status.as_str(), failure.is_some()),
        amount: euros(from.amount, &from.currency)?,
        received: Cents(from.amount_received),
        customer: linked(&from.customer, CustomerId::new),
        method: linked(&from.payment_method, MethodId::new),
        charge: linked(&from.latest_charge, ChargeId::new),
        attempt: own::<Uuid>(&from.metadata, ATTEMPT),
        firm: own::<FirmId>(&from.metadata, FIRM),
        invoice: from.metadata.get(INVOICE).cloned(),
        failure,
        client_secret: from.client_secret,
        created: moment(from.created)?,
    })
}

pub(crate) fn setup(from: stripe_shared::SetupIntent) -> Result<Setup, Error> {
    let failure = from.last_setup_error.as_ref().and_then(|error| {
        error.decline_code.clone().or_else(|| error.code.as_ref().map(|code| code.as_str().to_owned()))
    });
    Ok(Setup {
        id: SetupId::new(from.id.as_str())?,
        status: SetupStatus::read(from.status.as_str()),
        customer: linked(&from.customer, CustomerId::new),
        client_secret: from.client_secret,
        method: linked(&from.payment_method, MethodId::new),
        mandate: linked(&from.mandate, MandateId::new),
        failure,
    })
}

pub(crate) fn method(from: stripe_shared::PaymentMethod) -> Result<Method, Error> {
    let instrument = match (from.card, from.sepa_debit) {
        (Some(card), _) => Instrument::Card {
            brand: card.brand,
            last4: card.last4,
            expires: (card.exp_year, card.exp_month),
            country: card.country,
        },
        (None, Some(account)) => Instrument::SepaDebit {
            last4: account.last4.unwrap_or_default(),
            country: account.country,
            bank_code: account.bank_code,
        },
        (None, None) => Instrument::Other(from.type_.as_str().to_owned()),
    };
    Ok(Method {
        id: MethodId::new(from.id.as_str())?,
        customer: linked(&from.customer, CustomerId::new),
        instrument,
        created: moment(from.created)?,
    })
}

pub(crate) fn refund(from: stripe_shared::Refund) -> Result<Refund, Error> {
    Ok(Refund {
        id: RefundId::new(from.id.as_str())?,
        payment: linked(&from.payment_intent, PaymentId::new),
        amount: euros(from.amount, &from.currency)?,
        status: RefundStatus::read(from.status.as_deref().unwrap_or_default()),
        attempt: from.metadata.as_ref().and_then(|metadata| own(metadata, ATTEMPT)),
        failure: from.failure_reason,
        created: moment(from.created)?,
    })
}

pub(crate) fn dispute(from: stripe_shared::Dispute) -> Result<Dispute, Error> {
    Ok(Dispute {
        id: DisputeId::new(from.id.as_str())?,
        charge: ChargeId::new(from.charge.id().as_str())?,
        payment: linked(&from.payment_intent, PaymentId::new),
        amount: euros(from.amount, &from.currency)?,
        reason: from.reason,
        status: from.status.as_str().to_owned(),
        created: moment(from.created)?,
    })
}

pub(crate) fn mandate(from: stripe_shared::Mandate) -> Result<Mandate, Error> {
    let sepa = from.payment_method_details.sepa_debit;
    let (reference, url) = sepa.map(|sepa| (sepa.reference, sepa.url)).unzip();
    Ok(Mandate {
        id: MandateId::new(from.id.as_str())?,
        method: MethodId::new(from.payment_method.id().as_str())?,
        status: MandateStatus::read(from.status.as_str()),
        reference,
        url,
    })
}

pub(crate) fn movement(from: stripe_shared::BalanceTransaction) -> Result<Movement, Error> {
    Ok(Movement {
        id: MovementId::new(from.id.as_str())?,
        amount: euros(from.amount, &from.currency)?,
        fee: Cents(from.fee),
        net: Cents(from.net),
        kind: from.type_.as_str().to_owned(),
        source: from.source.map(|source| source.id().to_string()),
        available_on: moment(from.available_on)?,
        created: moment(from.created)?,
    })
}
