//! What an event says, as far as it concerns us. An event is a hint: it may be late, doubled or out of order, so what
//! it says is compared with the object read anew before money is booked.

use domain::{Cents, FirmId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ids::{
    BadId, ChargeId, CheckoutId, CustomerId, DisputeId, MandateId, MethodId, PaymentId, RefundId, SetupId,
};
use crate::types::{
    CheckoutStatus, Dispute, MandateStatus, Payment, PaymentStatus, Refund, RefundStatus, Setup, SetupStatus,
};
use crate::{ATTEMPT, FIRM, INVOICE};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodChange {
    Attached,
    Detached,
    Updated,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    Payment(Payment),
    Setup(Setup),
    /// What it saved is told by [`Payments::checkout`](crate::Payments::checkout), and by the setup's own event.
    Checkout {
        checkout: CheckoutId,
        status: CheckoutStatus,
        customer: Option<CustomerId>,
        setup: Option<SetupId>,
    },
    Method {
        method: MethodId,
        customer: Option<CustomerId>,
        change: MethodChange,
    },
    Mandate {
        mandate: MandateId,
        method: MethodId,
        status: MandateStatus,
    },
    Refund(Refund),
    Dispute(Dispute),
    /// Of a kind that is none of our business.
    Unknown,
    /// Of a kind that is, and not as we know it.
    Unreadable {
        reason: String,
    },
}

impl Fact {
    pub(crate) fn read(kind: &str, object: &Value) -> Self {
        let read = match kind {
            "payment_method.attached" => method(object, MethodChange::Attached),
            "payment_method.detached" => method(object, MethodChange::Detached),
            "payment_method.updated" | "payment_method.automatically_updated" => {
                method(object, MethodChange::Updated)
            }
            "mandate.updated" => mandate(object),
            "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => refund(object),
            kind if kind.starts_with("checkout.session.") => checkout(object),
            kind if kind.starts_with("payment_intent.") => payment(object),
            kind if kind.starts_with("setup_intent.") => setup(object),
            kind if kind.starts_with("charge.dispute.") => dispute(object),
            _ => return Self::Unknown,
        };
        read.unwrap_or_else(|reason| Self::Unreadable { reason })
    }
}

fn parse<T: DeserializeOwned>(object: &Value) -> Result<T, String> {
    T::deserialize(object).map_err(|error| error.to_string())
}

/// An id, or the object that has it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Link {
    Id(String),
    Object { id: String },
}

fn linked<T>(link: Option<Link>, make: fn(&str) -> Result<T, BadId>) -> Result<Option<T>, String> {
    link.map(|link| needed(link, make)).transpose()
}

fn needed<T>(link: Link, make: fn(&str) -> Result<T, BadId>) -> Result<T, String> {
    let (Link::Id(id) | Link::Object { id }) = link;
    make(&id).map_err(|bad| bad.to_string())
}

fn euros(amount: i64, currency: &str) -> Result<Cents, String> {
    if currency == "eur" {
        Ok(Cents(amount))
    } else {
        Err(format!("currency {currency}; only euros are dealt in"))
    }
}

fn moment(seconds: i64) -> Result<OffsetDateTime, String> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
struct Failure {
    code: Option<String>,
    decline_code: Option<String>,
}

impl Failure {
    fn name(self) -> String {
        self.decline_code.or(self.code).unwrap_or_else(|| "declined".to_owned())
    }
}

/// Missing or `null`, there is none; a value of another sort than text is not ours.
fn own<'a>(metadata: Option<&'a Map<String, Value>>, name: &str) -> Option<&'a str> {
    metadata?.get(name)?.as_str()
}

#[derive(Deserialize)]
struct PaymentObject {
    id: String,
    status: String,
    amount: i64,
    #[serde(default)]
    amount_received: i64,
    currency: String,
    customer: Option<Link>,
    payment_method: Option<Link>,
    latest_charge: Option<Link>,
    metadata: Option<Map<String, Value>>,
    last_payment_error: Option<Failure>,
    client_secret: Option<String>,
    created: i64,
}

fn payment(object: &Value) -> Result<Fact, String> {
    let object: PaymentObject = parse(object)?;
    let failure = object.last_payment_error.map(Failure::name);
    let metadata = object.metadata.as_ref();
    Ok(Fact::Payment(Payment {
        id: PaymentId::new(&object.id).map_err(|bad| bad.to_string())?,
        status: PaymentStatus::read(&object.status, failure.is_some()),
        amount: euros(object.amount, &object.currency)?,
        received: Cents(object.amount_received),
        customer: linked(object.customer, CustomerId::new)?,
        method: linked(object.payment_method, MethodId::new)?,
        charge: linked(object.latest_charge, ChargeId::new)?,
        attempt: own(metadata, ATTEMPT).and_then(|text| text.parse::<Uuid>().ok()),
        firm: own(metadata, FIRM).and_then(|text| text.parse::<FirmId>().ok()),
        invoice: own(metadata, INVOICE).map(str::to_owned),
        failure,
        client_secret: object.client_secret,
        created: moment(object.created)?,
    }))
}

#[derive(Deserialize)]
struct SetupObject {
    id: String,
    status: String,
    customer: Option<Link>,
    client_secret: Option<String>,
    payment_method: Option<Link>,
    mandate: Option<Link>,
    last_setup_error: Option<Failure>,
}

fn setup(object: &Value) -> Result<Fact, String> {
    let object: SetupObject = parse(object)?;
    Ok(Fact::Setup(Setup {
        id: SetupId::new(&object.id).map_err(|bad| bad.to_string())?,
        status: SetupStatus::read(&object.status),
        customer: linked(object.customer, CustomerId::new)?,
        client_secret: object.client_secret,
        method: linked(object.payment_method, MethodId::new)?,
        mandate: linked(object.mandate, MandateId::new)?,
        failure: object.last_setup_error.map(Failure::name),
    }))
}

#[derive(Deserialize)]
struct CheckoutObject {
    id: String,
    status: Option<String>,
    customer: Option<Link>,
    setup_intent: Option<Link>,
}

fn checkout(object: &Value) -> Result<Fact, String> {
    let object: CheckoutObject = parse(object)?;
    Ok(Fact::Checkout {
        checkout: CheckoutId::new(&object.id).map_err(|bad| bad.to_string())?,
        status: CheckoutStatus::read(object.status.as_deref().unwrap_or_default()),
        customer: linked(object.customer, CustomerId::new)?,
        setup: linked(object.setup_intent, SetupId::new)?,
    })
}

#[derive(Deserialize)]
struct MethodObject {
    id: String,
    customer: Option<Link>,
}

fn method(object: &Value, change: MethodChange) -> Result<Fact, String> {
    let object: MethodObject = parse(object)?;
    Ok(Fact::Method {
        method: MethodId::new(&object.id).map_err(|bad| bad.to_string())?,
        customer: linked(object.customer, CustomerId::new)?,
        change,
    })
}

#[derive(Deserialize)]
struct MandateObject {
    id: String,
    payment_method: Link,
    status: String,
}

fn mandate(object: &Value) -> Result<Fact, String> {
    let object: MandateObject = parse(object)?;
    Ok(Fact::Mandate {
        mandate: MandateId::new(&object.id).map_err(|bad| bad.to_string())?,
        method: needed(object.payment_method, MethodId::new)?,
        status: MandateStatus::read(&object.status),
    })
}

#[derive(Deserialize)]
struct RefundObject {
    id: String,
    amount: i64,
    currency: String,
    payment_intent: Option<Link>,
    status: Option<String>,
    failure_reason: Option<String>,
    metadata: Option<Map<String, Value>>,
    created: i64,
}

fn refund(object: &Value) -> Result<Fact, String> {
    let object: RefundObject = parse(object)?;
    Ok(Fact::Refund(Refund {
        id: RefundId::new(&object.id).map_err(|bad| bad.to_string())?,
        payment: linked(object.payment_intent, PaymentId::new)?,
        amount: euros(object.amount, &object.currency)?,
        status: RefundStatus::read(object.status.as_deref().unwrap_or_default()),
        attempt: own(object.metadata.as_ref(), ATTEMPT).and_then(|text| text.parse().ok()),
        failure: object.failure_reason,
        created: moment(object.created)?,
    }))
}

#[derive(Deserialize)]
struct DisputeObject {
    id: String,
    charge: Link,
    payment_intent: Option<Link>,
    amount: i64,
    currency: String,
    reason: String,
    status: String,
    created: i64,
}

fn dispute(object: &Value) -> Result<Fact, String> {
    let object: DisputeObject = parse(object)?;
    Ok(Fact::Dispute(Dispute {
        id: DisputeId::new(&object.id).map_err(|bad| bad.to_string())?,
        charge: needed(object.charge, ChargeId::new)?,
        payment: linked(object.payment_intent, PaymentId::new)?,
        amount: euros(object.amount, &object.currency)?,
        reason: object.reason,
        status: object.status,
        created: moment(object.created)?,
    }))
}
