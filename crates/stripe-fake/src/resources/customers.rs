//! Customers and their tax ids.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Address, merge_metadata, put_texts};
use crate::form::{Form, Metadata};
use crate::problem::Problem;
use crate::state::{Kind, State};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    description: Option<String>,
    address: Option<Address>,
    invoice_settings: Option<InvoiceSettings>,
    payment_method: Option<String>,
    #[serde(default)]
    preferred_locales: Vec<String>,
    #[serde(default)]
    metadata: Metadata,
    tax_exempt: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InvoiceSettings {
    default_payment_method: Option<String>,
}

pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    let mut customer = json!({
        "address": null,
        "balance": 0,
        "currency": null,
        "default_source": null,
        "delinquent": false,
        "description": null,
        "email": null,
        "invoice_prefix": state.ids.letters(8).to_uppercase(),
        "invoice_settings": {
            "custom_fields": null, "default_payment_method": null, "footer": null, "rendering_options": null,
        },
        "metadata": {},
        "name": null,
        "phone": null,
        "preferred_locales": [],
        "shipping": null,
        "tax_exempt": "none",
        "test_clock": null,
    });
    write(&mut customer, &params)?;
    let id = state.add(Kind::Customer, customer);
    let attached = match &params.payment_method {
        Some(method) => super::payment_methods::attach_to(state, method, &id).map(drop),
        None => Ok(()),
    };
    // Refused as a whole: no customer without the method that was to come with it.
    let settled = attached.and_then(|()| set_default(state, &id, &params));
    if let Err(problem) = settled {
        state.remove(Kind::Customer, &id)?;
        return Err(problem);
    }
    state.tell_of("customer.created", Kind::Customer, &id);
    Ok(state.copy(Kind::Customer, &id))
}

pub fn update(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    let mut customer = state.get(Kind::Customer, id, "id")?.clone();
    write(&mut customer, &params)?;
    set_default(state, id, &params)?;
    let default = state.get(Kind::Customer, id, "id")?["invoice_settings"].clone();
    customer["invoice_settings"] = default;
    state.change(Kind::Customer, id, |kept| *kept = customer);
    state.tell_of("customer.updated", Kind::Customer, id);
    Ok(state.copy(Kind::Customer, id))
}

pub fn delete(state: &mut State, id: &str) -> Result<Value, Problem> {
    let customer = state.remove(Kind::Customer, id)?;
    state.tell("customer.deleted", customer);
    Ok(json!({ "id": id, "object": "customer", "deleted": true }))
}

fn write(customer: &mut Value, params: &Params) -> Result<(), Problem> {
    if let Some(email) = params.email.as_deref()
        && !email.is_empty()
        && !email.contains('@')
    {
        let message = format!("Invalid email address: {email}");
        return Err(Problem::invalid(message).code("email_invalid").param("email").unbegun());
    }
    put_texts(
        customer,
        &[
            ("name", &params.name),
            ("email", &params.email),
            ("phone", &params.phone),
            ("description", &params.description),
            ("tax_exempt", &params.tax_exempt),
        ],
    );
    if let Some(address) = &params.address {
        customer["address"] = address.object();
    }
    if !params.preferred_locales.is_empty() {
        customer["preferred_locales"] = json!(params.preferred_locales);
    }
    merge_metadata(customer, &params.metadata)
}

fn set_default(state: &mut State, id: &str, params: &Params) -> Result<(), Problem> {
    let Some(method) =
        params.invoice_settings.as_ref().and_then(|settings| settings.default_payment_method.clone())
    else {
        return Ok(());
    };
    let value = if method.is_empty() {
        Value::Null
    } else {
        let param = "invoice_settings[default_payment_method]";
        if state.get(Kind::PaymentMethod, &method, param)?["customer"] != id {
            let message = format!(
                "The customer does not have a payment method with the ID {method}. \
                 The payment method must be attached to the customer."
            );
            return Err(Problem::invalid(message).code("resource_missing").param(param));
        }
        json!(method)
    };
    state.change(Kind::Customer, id, |customer| {
        customer["invoice_settings"]["default_payment_method"] = value
    });
    Ok(())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaxIdParams {
    r#type: String,
    value: String,
}

pub fn create_tax_id(state: &mut State, customer: &str, form: &Form) -> Result<Value, Problem> {
    let params: TaxIdParams = form.parse()?;
    state.get(Kind::Customer, customer, "id")?;
    let country = params.value.get(..2).filter(|_| params.r#type == "eu_vat").map(str::to_uppercase);
    // Stripe's test numbers: <https://docs.stripe.com/billing/customer/tax-ids#testing>.
    let status = match params.value.as_str() {
        value if value.ends_with("111111111") => "unverified",
        value if value.ends_with("222222222") => "pending",
        _ => "verified",
    };
    let tax_id = json!({
        "country": country,
        "customer": customer,
        "owner": { "customer": customer, "type": "customer" },
        "type": params.r#type,
        "value": params.value,
        "verification": { "status": status, "verified_address": null, "verified_name": null },
    });
    let id = state.add(Kind::TaxId, tax_id);
    state.tell_of("customer.tax_id.created", Kind::TaxId, &id);
    Ok(state.copy(Kind::TaxId, &id))
}

pub fn delete_tax_id(state: &mut State, customer: &str, id: &str) -> Result<Value, Problem> {
    of_customer(state, customer, id)?;
    let tax_id = state.remove(Kind::TaxId, id)?;
    state.tell("customer.tax_id.deleted", tax_id);
    Ok(json!({ "id": id, "object": "tax_id", "deleted": true }))
}

pub fn of_customer(state: &State, customer: &str, id: &str) -> Result<Value, Problem> {
    let tax_id = state.get(Kind::TaxId, id, "id")?;
    if tax_id["customer"] == customer {
        Ok(tax_id.clone())
    } else {
        Err(Problem::no_such("tax_id", id, "id"))
    }
}
