//! Products and their prices: enough to name what is sold.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{merge_metadata, put_texts};
use crate::form::{Form, Metadata};
use crate::problem::Problem;
use crate::state::{Kind, State};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductParams {
    name: Option<String>,
    description: Option<String>,
    active: Option<bool>,
    unit_label: Option<String>,
    tax_code: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

pub fn create_product(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: ProductParams = form.parse()?;
    if params.name.as_deref().unwrap_or_default().is_empty() {
        return Err(Problem::missing_param("name"));
    }
    let mut product = json!({
        "active": true,
        "default_price": null,
        "description": null,
        "images": [],
        "marketing_features": [],
        "metadata": {},
        "package_dimensions": null,
        "shippable": null,
        "statement_descriptor": null,
        "tax_code": null,
        "unit_label": null,
        "updated": state.now(),
        "url": null,
    });
    write_product(&mut product, &params)?;
    let id = state.add(Kind::Product, product);
    state.tell_of("product.created", Kind::Product, &id);
    Ok(state.copy(Kind::Product, &id))
}

pub fn update_product(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: ProductParams = form.parse()?;
    let mut product = state.get(Kind::Product, id, "id")?.clone();
    write_product(&mut product, &params)?;
    product["updated"] = json!(state.now());
    state.change(Kind::Product, id, |kept| *kept = product);
    state.tell_of("product.updated", Kind::Product, id);
    Ok(state.copy(Kind::Product, id))
}

fn write_product(product: &mut Value, params: &ProductParams) -> Result<(), Problem> {
    put_texts(
        product,
        &[
            ("name", &params.name),
            ("description", &params.description),
            ("unit_label", &params.unit_label),
            ("tax_code", &params.tax_code),
        ],
    );
    if let Some(active) = params.active {
        product["active"] = json!(active);
    }
    merge_metadata(product, &params.metadata)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceParams {
    currency: String,
    product: String,
    unit_amount: Option<i64>,
    recurring: Option<Recurring>,
    nickname: Option<String>,
    lookup_key: Option<String>,
    tax_behavior: Option<String>,
    active: Option<bool>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recurring {
    interval: String,
    interval_count: Option<u64>,
}

pub fn create_price(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: PriceParams = form.parse()?;
    state.get(Kind::Product, &params.product, "product")?;
    let Some(amount) = params.unit_amount else { return Err(Problem::missing_param("unit_amount")) };
    let recurring = params.recurring.as_ref().map(|recurring| {
        json!({
            "interval": recurring.interval,
            "interval_count": recurring.interval_count.unwrap_or(1),
            "meter": null,
            "usage_type": "licensed",
        })
    });
    let mut price = json!({
        "active": params.active.unwrap_or(true),
        "billing_scheme": "per_unit",
        "currency": params.currency,
        "custom_unit_amount": null,
        "lookup_key": params.lookup_key,
        "metadata": {},
        "nickname": params.nickname,
        "product": params.product,
        "recurring": recurring,
        "tax_behavior": params.tax_behavior.as_deref().unwrap_or("unspecified"),
        "tiers_mode": null,
        "transform_quantity": null,
        "type": if recurring.is_some() { "recurring" } else { "one_time" },
        "unit_amount": amount,
        "unit_amount_decimal": amount.to_string(),
    });
    merge_metadata(&mut price, &params.metadata)?;
    let id = state.add(Kind::Price, price);
    state.tell_of("price.created", Kind::Price, &id);
    Ok(state.copy(Kind::Price, &id))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceChange {
    active: Option<bool>,
    nickname: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

pub fn update_price(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: PriceChange = form.parse()?;
    let mut price = state.get(Kind::Price, id, "id")?.clone();
    if let Some(active) = params.active {
        price["active"] = json!(active);
    }
    put_texts(&mut price, &[("nickname", &params.nickname)]);
    merge_metadata(&mut price, &params.metadata)?;
    state.change(Kind::Price, id, |kept| *kept = price);
    state.tell_of("price.updated", Kind::Price, id);
    Ok(state.copy(Kind::Price, id))
}
