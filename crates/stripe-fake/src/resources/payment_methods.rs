//! Cards and accounts, and whose they are.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Address, merge_metadata};
use crate::form::{Form, Metadata};
use crate::instruments::{self, Made};
use crate::problem::Problem;
use crate::state::{Kind, State};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodData {
    r#type: String,
    card: Option<Card>,
    sepa_debit: Option<SepaDebit>,
    #[serde(default)]
    billing_details: BillingDetails,
    #[serde(default)]
    metadata: Metadata,
}

impl MethodData {
    pub fn card(number: &str, (month, year): (i64, i64), holder: BillingDetails) -> Self {
        let number = Some(number.to_owned());
        let card = Card { number, exp_month: Some(month), exp_year: Some(year), _cvc: None, token: None };
        Self { card: Some(card), ..Self::of("card", holder) }
    }

    pub fn account(iban: &str, holder: BillingDetails) -> Self {
        Self { sepa_debit: Some(SepaDebit { iban: iban.to_owned() }), ..Self::of("sepa_debit", holder) }
    }

    fn of(r#type: &str, billing_details: BillingDetails) -> Self {
        let metadata = Metadata::new();
        Self { r#type: r#type.to_owned(), card: None, sepa_debit: None, billing_details, metadata }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    number: Option<String>,
    exp_month: Option<i64>,
    exp_year: Option<i64>,
    #[serde(rename = "cvc")]
    _cvc: Option<String>,
    token: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SepaDebit {
    iban: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingDetails {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<Address>,
}

impl BillingDetails {
    fn object(&self) -> Value {
        json!({
            "address": self.address.clone().unwrap_or_default().object(),
            "email": self.email,
            "name": self.name,
            "phone": self.phone,
            "tax_id": null,
        })
    }
}

pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let id = from_data(state, &form.parse()?)?;
    Ok(state.copy(Kind::PaymentMethod, &id))
}

pub fn from_data(state: &mut State, data: &MethodData) -> Result<String, Problem> {
    let made = match data.r#type.as_str() {
        "card" => card(data.card.as_ref())?,
        "sepa_debit" => {
            let account = data.sepa_debit.as_ref().ok_or_else(|| Problem::missing_param("sepa_debit"))?;
            if data.billing_details.name.is_none() {
                return Err(Problem::missing_param("billing_details[name]"));
            }
            if data.billing_details.email.is_none() {
                return Err(Problem::missing_param("billing_details[email]"));
            }
            instruments::sepa(&account.iban)?
        }
        other => {
            let message = format!("Invalid type: stripe-fake has card and sepa_debit, not {other}.");
            return Err(Problem::invalid(message).param("type").unbegun());
        }
    };
    let mut extra = json!({});
    merge_metadata(&mut extra, &data.metadata)?;
    Ok(keep(state, made, data.billing_details.object(), extra["metadata"].take()))
}

fn card(card: Option<&Card>) -> Result<Made, Problem> {
    let card = card.ok_or_else(|| Problem::missing_param("card"))?;
    if let Some(token) = &card.token {
        return instruments::named(token)
            .unwrap_or_else(|| Err(Problem::no_such("token", token, "card[token]")));
    }
    let number = card.number.as_deref().ok_or_else(|| Problem::missing_param("card[number]"))?;
    let month = card.exp_month.ok_or_else(|| Problem::missing_param("card[exp_month]"))?;
    let year = card.exp_year.ok_or_else(|| Problem::missing_param("card[exp_year]"))?;
    instruments::card(number, month, year)
}

fn keep(state: &mut State, (part, instrument): Made, billing_details: Value, metadata: Value) -> String {
    let mut method = json!({
        "allow_redisplay": "unspecified",
        "billing_details": billing_details,
        "customer": null,
        "metadata": metadata,
        "type": if instrument.sepa { "sepa_debit" } else { "card" },
    });
    for (name, value) in part.as_object().into_iter().flatten() {
        method[name.as_str()] = value.clone();
    }
    let id = state.add(Kind::PaymentMethod, method);
    state.instruments.insert(id.clone(), instrument);
    id
}

/// The method a caller names: one that was made, or a new one of a sort that Stripe has a token for.
pub fn named(state: &mut State, name: &str) -> Result<String, Problem> {
    if state.table(Kind::PaymentMethod).get(name).is_some() {
        if state.instruments.get(name).is_some_and(|instrument| instrument.detached) {
            let message = "This PaymentMethod was detached from a Customer, and may not be used again.";
            return Err(Problem::invalid(message).param("payment_method"));
        }
        return Ok(name.to_owned());
    }
    let made = instruments::named(name)
        .unwrap_or_else(|| Err(Problem::no_such("PaymentMethod", name, "payment_method")))?;
    let details = BillingDetails {
        name: made.1.sepa.then(|| "Test Account".to_owned()),
        email: made.1.sepa.then(|| "account@customer.example".to_owned()),
        ..BillingDetails::default()
    };
    Ok(keep(state, made, details.object(), json!({})))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attachment {
    customer: String,
}

pub fn attach(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Attachment = form.parse()?;
    state.get(Kind::Customer, &params.customer, "customer")?;
    let id = attach_to(state, id, &params.customer)?;
    Ok(state.copy(Kind::PaymentMethod, &id))
}

pub fn attach_to(state: &mut State, name: &str, customer: &str) -> Result<String, Problem> {
    let id = named(state, name)?;
    let owner = state.copy(Kind::PaymentMethod, &id)["customer"].take();
    if owner == customer {
        return Ok(id);
    }
    if !owner.is_null() {
        let message = "The payment method you provided has already been attached to a customer.";
        return Err(Problem::invalid(message).code("payment_method_unexpected_state"));
    }
    if state.instruments.get(&id).is_some_and(|instrument| instrument.unusable) {
        return Err(Problem::card("card_declined", "Your card was declined.")
            .with("decline_code", json!("generic_decline")));
    }
    state.set(Kind::PaymentMethod, &id, "customer", json!(customer));
    state.tell_of("payment_method.attached", Kind::PaymentMethod, &id);
    Ok(id)
}

pub fn detach(state: &mut State, id: &str) -> Result<Value, Problem> {
    let customer = state.get(Kind::PaymentMethod, id, "id")?["customer"].clone();
    let Some(customer) = customer.as_str() else {
        let message =
            "The payment method you provided is not attached to a customer so detachment is impossible.";
        return Err(Problem::invalid(message).code("payment_method_unexpected_state"));
    };
    state.set(Kind::PaymentMethod, id, "customer", Value::Null);
    if let Some(instrument) = state.instruments.get_mut(id) {
        instrument.detached = true;
    }
    state.change(Kind::Customer, customer, |customer| {
        let default = &mut customer["invoice_settings"]["default_payment_method"];
        if *default == id {
            *default = Value::Null;
        }
    });
    state.tell_of("payment_method.detached", Kind::PaymentMethod, id);
    Ok(state.copy(Kind::PaymentMethod, id))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    billing_details: Option<BillingDetails>,
    #[serde(default)]
    metadata: Metadata,
}

pub fn update(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Change = form.parse()?;
    let mut method = state.get(Kind::PaymentMethod, id, "id")?.clone();
    if let Some(details) = &params.billing_details {
        for (name, value) in
            details.object().as_object().into_iter().flatten().filter(|(_, value)| !value.is_null())
        {
            method["billing_details"][name.as_str()] = value.clone();
        }
    }
    merge_metadata(&mut method, &params.metadata)?;
    state.change(Kind::PaymentMethod, id, |kept| *kept = method);
    state.tell_of("payment_method.updated", Kind::PaymentMethod, id);
    Ok(state.copy(Kind::PaymentMethod, id))
}
