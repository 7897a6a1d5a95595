//! Expenses, calls, payments and accounts.

use reqwest::Method;
use serde_json::{Value, json};
use tests::Request;

use super::{Case, Stage, field, refusal};

pub fn cases(stage: &Stage, _: &'static str) -> Vec<Case> {
    let mut all = amounts(stage);
    all.extend(expenses(stage));
    all.extend(suppliers(stage));
    all.extend(calls(stage));
    all.extend(receipts(stage));
    all.extend(states(stage));
    all
}

fn expense(stage: &Stage, change: Value) -> Request {
    let building = stage.building();
    stage.post_once(&building.at("/expenses"), building.expense("N-1", "2026-04-01", 1_000), &change)
}

fn call(stage: &Stage, change: Value) -> Request {
    let building = stage.building();
    stage.post_once(&building.at("/calls"), building.call("Appel", "2026-04-01", 1_000), &change)
}

fn receipt(stage: &Stage, change: Value) -> Request {
    let building = stage.building();
    stage.post_once(&building.at("/receipts"), building.receipt("person", "2026-04-01", 1_000), &change)
}

fn amounts(stage: &Stage) -> Vec<Case> {
    let beyond = 10_i64.pow(15);
    vec![
        field(
            "a negative expense",
            expense(stage, json!({"amount_cents": -1})),
            "amount_cents",
            "amount-not-positive",
        ),
        field(
            "an expense of nothing",
            expense(stage, json!({"amount_cents": 0})),
            "amount_cents",
            "amount-not-positive",
        ),
        field(
            "an expense beyond belief",
            expense(stage, json!({"amount_cents": beyond})),
            "amount_cents",
            "amount-too-large",
        ),
        field("half a cent", expense(stage, json!({"amount_cents": 10.5})), "amount_cents", "invalid-value"),
        field(
            "an amount in words",
            expense(stage, json!({"amount_cents": "1000"})),
            "amount_cents",
            "invalid-value",
        ),
        field(
            "an amount beyond 64 bits",
            expense(stage, json!({"amount_cents": 1e30})),
            "amount_cents",
            "invalid-value",
        ),
        field(
            "a negative call",
            call(stage, json!({"total_cents": -500})),
            "total_cents",
            "amount-not-positive",
        ),
        field(
            "a call for nothing",
            call(stage, json!({"total_cents": 0})),
            "total_cents",
            "amount-not-positive",
        ),
        field(
            "a negative payment",
            receipt(stage, json!({"amount_cents": -500})),
            "amount_cents",
            "amount-not-positive",
        ),
    ]
}

fn expenses(stage: &Stage) -> Vec<Case> {
    let nowhere = uuid::Uuid::now_v7();
    let supplier = stage.full.ids["supplier"].as_str();
    let twice = json!({"supplier": null, "supplier_id": supplier, "invoice_number": "F-1"});
    let nobody = json!({"supplier": null});
    let unknown = json!({"supplier": null, "supplier_id": nowhere});
    let early = json!({"period_from": "2020-01-01", "period_to": "2020-12-31"});
    let long = json!({"period_from": "2026-01-01", "period_to": "2036-01-01"});
    let reversed = json!({"period_from": "2026-05-01", "period_to": "2026-04-30"});
    vec![
        refusal(
            "an expense in a closed year",
            expense(stage, json!({"invoice_date": "2024-12-31"})),
            409,
            "closed-year",
        ),
        refusal("an invoice twice", expense(stage, twice), 409, "duplicate-invoice"),
        field(
            "an account of owners",
            expense(stage, json!({"account": "41000"})),
            "account",
            "account-not-expense",
        ),
        field("a heading", expense(stage, json!({"account": "6"})), "account", "account-not-expense"),
        field(
            "VAT of five per cent",
            expense(stage, json!({"vat_rate_bp": 500})),
            "vat_rate_bp",
            "vat-rate-unknown",
        ),
        field("a period that ends first", expense(stage, reversed), "period_to", "period-reversed"),
        field("a period of ten years and a day", expense(stage, long), "period_to", "period-too-long"),
        field("a period before anybody owned", expense(stage, early), "key_id", "lot-without-owner"),
        field(
            "due before it was sent",
            expense(stage, json!({"due_date": "2026-03-31"})),
            "due_date",
            "due-before-issued",
        ),
        field("from nobody", expense(stage, nobody), "supplier_id", "either-or"),
        field("from a supplier unknown", expense(stage, unknown), "supplier_id", "unknown-reference"),
        field(
            "with a voucher unknown",
            expense(stage, json!({"file_id": nowhere})),
            "file_id",
            "unknown-reference",
        ),
        field("by a key unknown", expense(stage, json!({"key_id": nowhere})), "key_id", "unknown-reference"),
        field("without a description", expense(stage, json!({"description": ""})), "description", "required"),
        field(
            "in the year 3000",
            expense(stage, json!({"invoice_date": "3000-01-01"})),
            "invoice_date",
            "date-out-of-range",
        ),
    ]
}

fn suppliers(stage: &Stage) -> Vec<Case> {
    let path = stage.building().at("/suppliers");
    let supplier = |body: Value| stage.post(&path, &body);
    let inside = |supplier: Value| expense(stage, json!({"supplier": supplier}));
    vec![
        refusal(
            "a supplier's name twice",
            supplier(json!({"name": "ASCENSEURS plumetis"})),
            409,
            "supplier-name-taken",
        ),
        refusal(
            "a known supplier as new",
            inside(json!({"name": "Ascenseurs Plumetis"})),
            409,
            "supplier-name-taken",
        ),
        field(
            "a supplier's wrong VAT number",
            inside(json!({"name": "X", "vat_number": "BE0123456789"})),
            "supplier.vat_number",
            "invalid-vat-number",
        ),
        field(
            "a supplier's wrong IBAN",
            supplier(json!({"name": "X", "iban": "BE12"})),
            "iban",
            "invalid-iban",
        ),
    ]
}

fn calls(stage: &Stage) -> Vec<Case> {
    let building = stage.building();
    let preview = |change: Value| {
        stage.post_once(&building.at("/calls/preview"), building.call("Appel", "2026-04-01", 1_000), &change)
    };
    let closed = json!({"issued_on": "2024-12-31", "due_on": "2026-04-01"});
    vec![
        refusal("a call in a closed year", call(stage, closed), 409, "closed-year"),
        field(
            "due before it is issued",
            call(stage, json!({"due_on": "2026-03-31"})),
            "due_on",
            "due-before-issued",
        ),
        field(
            "thirteen instalments",
            call(stage, json!({"instalments": 13})),
            "instalments",
            "instalments-out-of-range",
        ),
        field("no instalment", preview(json!({"instalments": 0})), "instalments", "instalments-out-of-range"),
        field("an unknown kind", call(stage, json!({"kind": "lottery"})), "kind", "invalid-value"),
        field("without a title", preview(json!({"title": " "})), "title", "required"),
        field(
            "by a key unknown",
            preview(json!({"key_id": uuid::Uuid::now_v7()})),
            "key_id",
            "unknown-reference",
        ),
        field(
            "due before anybody owned",
            call(stage, json!({"issued_on": "2023-01-01", "due_on": "2023-01-01"})),
            "key_id",
            "lot-without-owner",
        ),
    ]
}

fn receipts(stage: &Stage) -> Vec<Case> {
    let by = |communication: &str| receipt(stage, json!({"owner_id": null, "communication": communication}));
    vec![
        refusal(
            "a payment in a closed year",
            receipt(stage, json!({"received_on": "2024-01-01"})),
            409,
            "closed-year",
        ),
        field(
            "a mistyped communication",
            by("+++200/0000/00168+++"),
            "communication",
            "invalid-communication",
        ),
        field("a communication of nobody", by("+++999/9999/99948+++"), "communication", "unknown-reference"),
        field("paid by nobody", receipt(stage, json!({"owner_id": null})), "owner_id", "required"),
        field(
            "paid by an unknown owner",
            receipt(stage, json!({"owner_id": uuid::Uuid::now_v7()})),
            "owner_id",
            "unknown-reference",
        ),
        field("paid into a purse", receipt(stage, json!({"into": "purse"})), "into", "invalid-value"),
    ]
}

fn states(stage: &Stage) -> Vec<Case> {
    let to = |building: &tests::Building| {
        let body = json!({"kind": "provision", "title": "Appel", "key_id": building.statutory, "total_cents": 1000,
                          "issued_on": "2026-04-01", "due_on": "2026-04-01"});
        stage.post(&building.at("/calls"), &body).once()
    };
    let building = stage.building();
    let statement = building.at(&format!("/owners/{}/statement", building.owners["person"]));
    let get = |query: &str| stage.client().request(Method::GET, &format!("{statement}?{query}"));
    vec![
        refusal("a call of a draft", to(&stage.draft), 409, "copro-not-active"),
        refusal("a call without an account to pay into", to(&stage.poor), 409, "no-bank-account"),
        field(
            "a statement that starts after its end",
            get("from=2026-05-01&on=2026-04-01"),
            "from",
            "period-reversed",
        ),
        refusal("a statement on no day", get("on=yesterday"), 400, "bad-request"),
    ]
}
