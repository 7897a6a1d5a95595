//! Firms, copros, lots, owners, keys.

use reqwest::Method;
use serde_json::{Value, json};
use tests::numbers;

use super::{Case, Stage, field, merge, new_copro, refusal, unique_email};

pub fn cases(stage: &Stage, language: &'static str) -> Vec<Case> {
    let mut all = identity(stage, language);
    all.extend(copros(stage));
    all.extend(lots(stage));
    all.extend(ownerships(stage));
    all.extend(owners(stage));
    all.extend(keys(stage));
    all
}

fn identity(stage: &Stage, language: &'static str) -> Vec<Case> {
    let firm = |number: &str, country: &str| {
        stage.post(
            "/v1/firms",
            &json!({"country": country, "name": "Gérance Tournebride SRL", "company_number": number}),
        )
    };
    let signup = |email: &str, password: &str| {
        let body = json!({"email": email, "password": password, "language": language});
        stage.stranger.clone().with_language(language).request(Method::POST, "/v1/signup").json(&body)
    };
    let email = unique_email();
    let code = json!({"email": email, "code": "123456"});
    let verify =
        stage.stranger.clone().with_language(language).request(Method::POST, "/v1/signup/verify").json(&code);
    let right = numbers::company_number(3);
    vec![
        field(
            "wrong checksum of a firm",
            firm(&numbers::wrong_company_number(), "BE"),
            "company_number",
            "invalid-company-number",
        ),
        field("a number that is none", firm("douze", "BE"), "company_number", "invalid-company-number"),
        field("a country that is not served", firm(&right, "FR"), "country", "country-not-served"),
        field(
            "an address that is none",
            signup("syndic chez cabinet", "veertien rode fietsen"),
            "email",
            "invalid-email",
        ),
        field("a short password", signup(&email, "court"), "password", "password-too-short"),
        field("a well-known password", signup(&email, "123456789012"), "password", "password-common"),
        refusal("a code nobody asked for", verify, 422, "code-wrong"),
        field(
            "an empty name",
            stage.client().request(Method::PATCH, "/v1/session").json(&json!({"name": " "})),
            "name",
            "required",
        ),
    ]
}

fn copros(stage: &Stage) -> Vec<Case> {
    let create = |change: Value| {
        let mut body = new_copro("Résidence Refusée");
        merge(&mut body, &change);
        stage.post(&stage.firm.copros(), &body)
    };
    let patch = |body: Value| stage.client().request(Method::PATCH, &stage.building().path).json(&body);
    let address =
        |code: &str| json!({"street": "Rue A 1", "postal_code": code, "city": "Namur", "country": "BE"});
    let activate =
        |building: &tests::Building| stage.client().request(Method::POST, &building.at("/activation"));
    vec![
        field(
            "wrong checksum of a copro",
            create(json!({"company_number": numbers::wrong_company_number()})),
            "company_number",
            "invalid-company-number",
        ),
        field(
            "wrong IBAN",
            create(json!({"working_iban": "BE00996000000000"})),
            "working_iban",
            "invalid-iban",
        ),
        field(
            "one IBAN for both funds",
            create(json!({"reserve_iban": numbers::iban(1001)})),
            "reserve_iban",
            "same-bank-account",
        ),
        field("no shares", create(json!({"shares_total": 0})), "shares_total", "not-positive"),
        field(
            "too many shares",
            create(json!({"shares_total": 1_000_000_001_i64})),
            "shares_total",
            "too-large",
        ),
        field("half a share", create(json!({"shares_total": 12.5})), "shares_total", "invalid-value"),
        field("no name", create(json!({"name": "  "})), "name", "required"),
        field("a name left out", create(json!({"name": null})), "name", "required"),
        field(
            "a postal code of five digits",
            create(json!({"address": address("50000")})),
            "address.postal_code",
            "invalid-postal-code",
        ),
        field(
            "a year that starts nowhere",
            create(json!({"fiscal_year_start": "13-45"})),
            "fiscal_year_start",
            "invalid-value",
        ),
        field(
            "another denominator in service",
            patch(json!({"shares_total": 2000})),
            "shares_total",
            "only-in-draft",
        ),
        refusal("going live without lots", activate(&stage.draft), 409, "no-lots"),
    ]
}

fn lots(stage: &Stage) -> Vec<Case> {
    let building = stage.building();
    let create = |change: Value| {
        let mut body = json!({"code": "N1", "nature": "cellar", "shares": 0});
        merge(&mut body, &change);
        stage.post(&building.at("/lots"), &body)
    };
    let lot = building.at(&format!("/lots/{}", building.lots["A1"]));
    let patch = |body: Value| stage.client().request(Method::PATCH, &lot).json(&body);
    let owned = json!({"code": "N1", "nature": "cellar", "shares": 0, "owner_id": uuid::Uuid::now_v7()});
    vec![
        field("negative shares", create(json!({"shares": -1})), "shares", "negative"),
        field("an unknown nature", create(json!({"nature": "castle"})), "nature", "invalid-value"),
        field(
            "an owner who does not exist",
            stage.post(&stage.draft.at("/lots"), &owned),
            "owner_id",
            "unknown-reference",
        ),
        field(
            "owned by nobody since then",
            create(json!({"owned_from": "2025-01-01"})),
            "owned_from",
            "owned-from-without-owner",
        ),
        field(
            "a day that does not exist",
            create(json!({"owner_id": building.owners["person"], "owned_from": "2025-02-30"})),
            "owned_from",
            "invalid-value",
        ),
        field("a code too long", create(json!({"code": "x".repeat(21)})), "code", "too-long"),
        refusal("a code twice", create(json!({"code": "A1"})), 409, "lot-code-taken"),
        refusal("other shares in service", patch(json!({"shares": 401})), 409, "key-version-used"),
        refusal("a code taken by another", patch(json!({"code": "A2"})), 409, "lot-code-taken"),
    ]
}

fn ownerships(stage: &Stage) -> Vec<Case> {
    let building = stage.building();
    let path = building.at(&format!("/lots/{}/ownerships", building.lots["A2"]));
    let sell =
        |to: &str, on: &str| stage.post(&path, &json!({"owner_id": building.owners[to], "valid_from": on}));
    let nobody = json!({"owner_id": uuid::Uuid::now_v7(), "valid_from": "2025-01-01"});
    vec![
        field("sold before bought", sell("person", "2023-12-31"), "valid_from", "sold-before-bought"),
        field("two owners from one day on", sell("person", "2024-01-01"), "valid_from", "sold-before-bought"),
        field("sold to oneself", sell("indivision", "2025-01-01"), "owner_id", "same-owner"),
        field("sold in another age", sell("person", "1830-10-04"), "valid_from", "date-out-of-range"),
        field("sold to nobody", stage.post(&path, &nobody), "owner_id", "unknown-reference"),
    ]
}

fn owners(stage: &Stage) -> Vec<Case> {
    let building = stage.building();
    let person = json!({"kind": "natural", "last_name": "Moulinard", "language": "fr"});
    let member = |right: &str, part: (i64, i64), person: &Value| json!({"person": person, "right": right, "numerator": part.0, "denominator": part.1});
    let create = |body: Value| stage.post(&building.at("/owners"), &body);
    let with = |change: Value| {
        let mut changed = person.clone();
        merge(&mut changed, &change);
        changed
    };
    let alone = |person: &Value| create(json!({"members": [member("full", (1, 1), person)]}));
    let halves = [member("full", (1, 2), &person), member("full", (1, 3), &person)];
    let bare = [member("usufruct", (1, 1), &person), member("bare", (1, 2), &person)];
    let nobody = json!({"members": [{"right": "full", "numerator": 1, "denominator": 1}]});
    let stranger = json!({"members": [member("full", (1, 1), &person)], "representative_person_id": stage.full.ids["person"]});
    let named = |change: Value| stage.post(&building.at("/persons"), &with(change));
    vec![
        field(
            "parts that make five sixths",
            create(json!({"members": halves})),
            "members",
            "ownership-not-whole",
        ),
        field("bare ownership of a half", create(json!({"members": bare})), "members", "bare-not-whole"),
        field(
            "three halves",
            create(json!({"members": [member("full", (3, 2), &person)]})),
            "members.0.numerator",
            "fraction-invalid",
        ),
        field("nobody at all", create(json!({"members": []})), "members", "list-empty"),
        field("a member who is nobody", create(nobody), "members.0.person_id", "either-or"),
        field(
            "a representative from outside",
            create(stranger),
            "representative_person_id",
            "representative-not-member",
        ),
        field(
            "a wrong address inside",
            alone(&with(json!({"email": "x@"}))),
            "members.0.person.email",
            "invalid-email",
        ),
        field(
            "a company's first name",
            named(json!({"kind": "legal", "first_name": "Jean"})),
            "first_name",
            "first-name-of-company",
        ),
        field("a telephone of letters", named(json!({"phone": "rien"})), "phone", "invalid-phone"),
        field(
            "a line break in a name",
            named(json!({"last_name": "Mou\nlinard"})),
            "last_name",
            "control-characters",
        ),
        field("a language nobody speaks here", named(json!({"language": "la"})), "language", "invalid-value"),
    ]
}

fn keys(stage: &Stage) -> Vec<Case> {
    let building = stage.building();
    let weights = |list: &[(&str, i64)]| -> Value {
        list.iter().map(|(lot, weight)| json!({"lot_id": building.lots[lot], "weight": weight})).collect()
    };
    let key = |code: &str, weights: Value| {
        stage.post(&building.at("/keys"), &json!({"code": code, "name": "Clé", "weights": weights}))
    };
    let statutory = building.at(&format!("/keys/{}/versions", building.statutory));
    let lift = building.at(&format!("/keys/{}/versions", building.lift));
    let version = |path: &str, from: &str, weights: Value| {
        stage.post(path, &json!({"valid_from": from, "weights": weights}))
    };
    let unknown = json!([{"lot_id": uuid::Uuid::now_v7(), "weight": 1}]);
    vec![
        field("a key without weights", key("K", json!([])), "weights", "no-weight"),
        field("a key of nothings", key("K", weights(&[("A1", 0), ("A2", 0)])), "weights", "no-weight"),
        field("a negative weight", key("K", weights(&[("A1", -3)])), "weights.0.weight", "negative"),
        field("a lot twice", key("K", weights(&[("A1", 1), ("A1", 1)])), "weights.1.lot_id", "lot-twice"),
        field("a lot from nowhere", key("K", unknown), "weights.0.lot_id", "unknown-reference"),
        refusal("a key's code twice", key("LIFT", weights(&[("A1", 1)])), 409, "key-code-taken"),
        field(
            "a version before the first",
            version(&lift, "1900-01-01", weights(&[("A1", 1)])),
            "valid_from",
            "version-too-early",
        ),
        refusal(
            "a deed that does not add up",
            version(&statutory, "2027-01-01", weights(&[("A1", 999)])),
            409,
            "shares-mismatch",
        ),
    ]
}
