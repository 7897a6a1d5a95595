//! A body for every operation that takes one. An operation that is missing here fails the walk: write what a client would send.

use serde_json::{Value, json};
use tests::{Furnished, Request, fixtures, new_copro, numbers, unique_email};

pub enum Body {
    Json(Value),
    File(&'static str, Vec<u8>),
}

impl Body {
    pub fn put_into(&self, request: Request) -> Request {
        match self {
            Body::Json(body) => request.json(body),
            Body::File(name, content) => request.upload(name, content),
        }
    }
}

/// What a client of this building would send.
pub fn plausible(operation: &str, of: &Furnished) -> Body {
    if let Some(body) = of_copro(operation, of).or_else(|| of_charges(operation, of)) {
        return body;
    }
    if let Some(body) = of_person(operation) {
        return Body::Json(body);
    }
    Body::Json(match operation {
        "POST /v1/signup" => json!({"email": unique_email(), "password": tests::PASSWORD, "language": "fr"}),
        "POST /v1/signup/verify" => json!({"email": unique_email(), "code": "123456"}),
        "POST /v1/session" => json!({"email": unique_email(), "password": tests::PASSWORD}),
        "PATCH /v1/session" => json!({"language": "fr"}),
        "POST /v1/firms" => {
            json!({"country": "BE", "name": "Gérance Neuve", "company_number": numbers::any_company_number()})
        }
        "PATCH /v1/firms/{firm}" => json!({"name": "Gérance Jumelle SRL"}),
        "PATCH /v1/firms/{firm}/members/{member}" => json!({"role": "comptable"}),
        "POST /v1/firms/{firm}/invitations" => json!({"email": unique_email(), "role": "gestionnaire"}),
        "POST /v1/firms/{firm}/api-keys" => {
            let until = (time::OffsetDateTime::now_utc() + time::Duration::days(30)).date();
            json!({"name": "Paie", "scopes": ["lot.read"], "expires_on": until.to_string()})
        }
        "POST /v1/invitations/preview" | "POST /v1/invitations/acceptance" => json!({"token": "none"}),
        "POST /v1/invitations/signup" => {
            json!({"token": "none", "password": tests::PASSWORD, "name": "Personne", "language": "fr"})
        }
        "POST /v1/firms/{firm}/copros" => new_copro("Résidence Neuve"),
        "POST /v1/transfers/preview"
        | "POST /v1/firms/{firm}/transfers/acceptance"
        | "POST /v1/firms/{firm}/transfers/refusal" => json!({"token": "A".repeat(43)}),
        // Unsigned: whoever sends it.
        "POST /v1/webhooks/stripe" => {
            json!({"id": "evt_1", "type": "ping", "created": 1, "data": {"object": {}}})
        }
        "PUT /v1/firms/{firm}/billing/details" => json!({
            "name": "Gérance Jumelle SRL",
            "address": {"street": "Rue de l'Exemple 1", "postal_code": "5000", "city": "Namur", "country": "BE"},
            "company_number": numbers::company_number(70_007), "taxable": true, "vat_number": null,
            "email": "factures@jumelle.example", "language": "fr", "reference": null}),
        "POST /v1/firms/{firm}/billing/plan" | "POST /v1/firms/{firm}/billing/plan/preview" => {
            json!({"plan": "plus"})
        }
        "POST /v1/firms/{firm}/billing/coupons" => json!({"code": "Nobody-Gave-It-Out"}),
        "POST /v1/dev/clock" => json!({"until": "2100-01-01"}),
        "PUT /v1/consents/{kind}" => json!({"version": "2026-11", "given": true}),
        unknown => panic!("no body for {unknown}: add one to tests/it/isolation/bodies.rs"),
    })
}

/// About the person signed in, and ways to become one.
fn of_person(operation: &str) -> Option<Value> {
    let secret = "A".repeat(43);
    let nowhere = uuid::Uuid::nil();
    Some(match operation {
        "POST /v1/session/second-factor" => json!({"challenge": secret, "code": "123456"}),
        "POST /v1/session/passkey/options" => json!({}),
        "POST /v1/session/passkey" => json!({"ceremony": nowhere, "credential": {}}),
        "POST /v1/session/refresh" => json!({"refresh": secret}),
        "POST /v1/password/forgot" => json!({"email": unique_email()}),
        "POST /v1/password/reset" => json!({"token": secret, "password": tests::PASSWORD}),
        "PUT /v1/password" => json!({"current": tests::PASSWORD, "password": tests::PASSWORD}),
        "POST /v1/security/confirmation" => json!({"password": tests::PASSWORD}),
        "POST /v1/security/totp/confirmation" => json!({"code": "123456"}),
        "POST /v1/security/passkeys" => json!({"ceremony": nowhere, "name": "Téléphone", "credential": {}}),
        _ => return None,
    })
}

fn of_copro(operation: &str, of: &Furnished) -> Option<Body> {
    let building = &of.building;
    let person = json!({"kind": "natural", "last_name": "Moulinard", "language": "fr"});
    let weights = json!([{"lot_id": building.lots["A1"], "weight": 5}]);
    let inside =
        operation.split_once(" /v1/copros/{copro}").map(|(method, rest)| format!("{method} {rest}"))?;
    Some(Body::Json(match inside.as_str() {
        "PATCH " => json!({"name": "Résidence Clairvallon"}),
        "POST /lots" => json!({"code": "Z9", "nature": "cellar", "shares": 0}),
        "PATCH /lots/{lot}" => json!({"floor": "3"}),
        "POST /lots/{lot}/ownerships" => {
            json!({"owner_id": building.owners["company"], "valid_from": "2026-11-01"})
        }
        "POST /invitations" => json!({"email": unique_email(), "role": "occupant"}),
        "POST /persons" => person,
        // Not the name of this one: nobody is closed by a walk.
        "POST /close" => json!({"reason": "mandate-ended", "name": "Résidence d’à côté"}),
        "POST /transfers" => json!({"email": unique_email(), "decided_on": "2026-05-01"}),
        "POST /persons/{person}/erasure" => json!({"reason": "Demande du 3 mai"}),
        "PATCH /persons/{person}" => json!({"phone": "+32 400 00 00 01"}),
        "POST /owners" => {
            json!({"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]})
        }
        "PATCH /owners/{owner}" => json!({"name": "Florimondeau"}),
        "POST /keys" => json!({"code": "GAR", "name": "Garages", "weights": weights}),
        "POST /keys/{key}/versions" => json!({"valid_from": "2027-01-01", "weights": weights}),
        "PUT /keys/{key}/versions/{version}" => json!({"weights": weights}),
        "PUT /imports/{import}/mapping" => {
            json!({"columns": {"0": "lot_code", "1": "shares", "2": "owner_name"}})
        }
        "POST /imports" => return Some(Body::File("lots.csv", b"Lot;Quotit\xc3\xa9s\nZ1;10\n".to_vec())),
        "POST /files" => return Some(Body::File("facture.pdf", fixtures::pdf("Facture 2"))),
        "POST /suppliers" => json!({"name": "Peintures Ocrelune"}),
        _ => return None,
    }))
}

fn of_charges(operation: &str, of: &Furnished) -> Option<Body> {
    let building = &of.building;
    let inside = operation.strip_prefix("POST /v1/copros/{copro}")?;
    Some(Body::Json(match inside {
        "/expenses" | "/expenses/preview" => building.expense("W-1", "2026-05-01", 4_321),
        "/calls" | "/calls/preview" => building.call("Appel", "2026-05-01", 4_321),
        "/receipts" => building.receipt("person", "2026-05-01", 4_321),
        _ => return None,
    }))
}
