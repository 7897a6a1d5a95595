//! Copros ready for use, set up through the API. Two made with the same words are identical but for their ids.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::Client;
use crate::{Firm, fixtures, list, numbers, text};

/// An active copro of four lots that make 1 000 shares, owned by four different kinds of owner, with a special key.
pub struct Building {
    pub client: Client,
    pub id: String,
    pub slug: String,
    /// `/v1/copros/<slug>`
    pub path: String,
    /// Codes of lots to their ids: A1 (400), A2 (300), B1 (200), G1 (100).
    pub lots: BTreeMap<&'static str, String>,
    /// By kind: `person` (fr, owns A1), `indivision` (nl, A2), `usufruct` (de, B1), `company` (en, G1).
    pub owners: BTreeMap<&'static str, String>,
    pub statutory: String,
    /// The key of the lift: A1 weighs 3, A2 weighs 1.
    pub lift: String,
}

/// The ids of one thing of every kind in a building, by the name that paths give them, and of the things bodies refer to.
pub struct Furnished {
    pub building: Building,
    pub ids: BTreeMap<&'static str, String>,
}

const LOTS: [(&str, &str, i64, &str); 4] = [
    ("A1", "apartment", 400, "person"),
    ("A2", "apartment", 300, "indivision"),
    ("B1", "studio", 200, "usufruct"),
    ("G1", "garage", 100, "company"),
];

/// The owners of every test building have had their lots since then.
pub const OWNED_FROM: &str = "2024-01-01";

pub fn new_copro(name: &str) -> Value {
    json!({
        "name": name,
        "address": {"street": "Rue du Puits perdu 12", "postal_code": "5000", "city": "Namur", "country": "BE"},
        "company_number": numbers::company_number(90_001),
        "shares_total": 1000,
        "language": "fr",
        "working_iban": numbers::iban(1001),
        "reserve_iban": numbers::iban(2002),
    })
}

fn member(right: &str, numerator: i64, denominator: i64, person: Value) -> Value {
    json!({"person": person, "right": right, "numerator": numerator, "denominator": denominator})
}

fn natural(last: &str, first: &str, language: &str, email: Option<String>) -> Value {
    json!({"kind": "natural", "last_name": last, "first_name": first, "language": language, "email": email,
           "address": {"street": "Rue des Lavandes 3", "postal_code": "5100", "city": "Jambes", "country": "BE"}})
}

/// The four kinds of owner. `mailbox` is the part of their addresses before the at sign that tells buildings apart.
pub fn owners(mailbox: &str) -> [(&'static str, Value); 4] {
    let at = |name: &str| Some(format!("{name}.{mailbox}@courriel.example"));
    let company = json!({"kind": "legal", "last_name": "Garage Vuurvlieg BV", "language": "en",
                         "email": at("vuurvlieg"), "company_number": numbers::company_number(90_002)});
    [
        (
            "person",
            json!({"members": [member("full", 1, 1, natural("Florimondeau", "Agnès", "fr", at("agnes")))]}),
        ),
        (
            "indivision",
            json!({"members": [
                member("full", 1, 2, natural("Zandbergsen", "Maarten", "nl", at("maarten"))),
                member("full", 1, 2, natural("Hocquelaine", "Lise", "fr", at("lise"))),
            ]}),
        ),
        (
            "usufruct",
            json!({"members": [
                member("usufruct", 1, 1, natural("Grünwaldorf", "Ursel", "de", at("ursel"))),
                member("bare", 2, 3, natural("Grünwaldorf", "Jürgen", "de", None)),
                member("bare", 1, 3, natural("Grünwaldorf", "Heike", "de", None)),
            ]}),
        ),
        ("company", json!({"members": [member("full", 1, 1, company)]})),
    ]
}

impl Building {
    /// A draft with nothing in it.
    pub async fn draft(firm: &Firm, name: &str) -> Building {
        let copro = firm.client.post_once(&firm.copros(), new_copro(name), 201).await;
        let slug = text(&copro, "slug");
        let path = format!("/v1/copros/{slug}");
        let keys = firm.client.get(&format!("{path}/keys"), 200).await;
        let statutory = text(&list(&keys, "items")[0], "id");
        Building {
            client: firm.client.clone(),
            id: text(&copro, "id"),
            slug,
            path,
            lots: BTreeMap::new(),
            owners: BTreeMap::new(),
            statutory,
            lift: String::new(),
        }
    }

    /// Complete and in service.
    pub async fn active(firm: &Firm, name: &str) -> Building {
        let mut building = Building::draft(firm, name).await;
        building.move_in().await;
        building.client.post(&building.at("/activation"), Value::Null, 200).await;
        building
    }

    /// Owners, lots and the lift's key; still a draft.
    pub async fn move_in(&mut self) {
        let mailbox = self.id.replace('-', "");
        for (kind, owner) in owners(&mailbox[mailbox.len() - 8..]) {
            let owner = self.client.post(&self.at("/owners"), owner, 201).await;
            self.owners.insert(kind, text(&owner, "id"));
        }
        for (code, nature, shares, owner) in LOTS {
            let lot = json!({"code": code, "nature": nature, "shares": shares,
                             "owner_id": self.owners[owner], "owned_from": OWNED_FROM});
            let lot = self.client.post(&self.at("/lots"), lot, 201).await;
            self.lots.insert(code, text(&lot, "id"));
        }
        let weights =
            json!([{"lot_id": self.lots["A1"], "weight": 3}, {"lot_id": self.lots["A2"], "weight": 1}]);
        let key = json!({"code": "LIFT", "name": "Ascenseur", "weights": weights});
        self.lift = text(&self.client.post(&self.at("/keys"), key, 201).await, "id");
    }

    /// A path inside this copro.
    pub fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.path)
    }

    pub fn tenant(&self) -> uuid::Uuid {
        self.id.parse().expect("a uuid")
    }

    /// An expense shared by the statutory key, paid to a supplier of its own.
    pub fn expense(&self, invoice: &str, date: &str, cents: i64) -> Value {
        json!({"supplier": {"name": format!("Toitures Ardoisine {invoice}")}, "invoice_number": invoice, "invoice_date": date,
               "description": "Réparation de la corniche", "amount_cents": cents, "vat_rate_bp": 600, "account": "61000",
               "key_id": self.statutory, "period_from": date, "period_to": date})
    }

    pub fn call(&self, title: &str, issued_on: &str, cents: i64) -> Value {
        json!({"kind": "working_fund", "title": title, "key_id": self.statutory, "total_cents": cents,
               "issued_on": issued_on, "due_on": issued_on})
    }

    pub fn receipt(&self, owner: &str, on: &str, cents: i64) -> Value {
        json!({"owner_id": self.owners[owner], "received_on": on, "amount_cents": cents, "into": "working"})
    }

    /// Adds one thing of every kind, so that every table holds rows of this copro. No amount leaves two lots an equal claim to the odd
    /// cent: which of them gets it depends on their ids, and twins would differ.
    pub async fn furnish(self) -> Furnished {
        let client = &self.client;
        let person = natural("Tilleuvale", "Inès", "fr", None);
        let person = client.post(&self.at("/persons"), person, 201).await;
        let supplier = client.post(&self.at("/suppliers"), json!({"name": "Ascenseurs Plumetis"}), 201).await;
        let file = client.upload(&self.at("/files"), "facture.pdf", &fixtures::pdf("Facture 1"), 201).await;
        let mut expense = self.expense("F-1", "2026-02-01", 12_347);
        let fields = expense.as_object_mut().expect("an object");
        fields.remove("supplier");
        fields.insert("supplier_id".to_owned(), supplier["id"].clone());
        fields.insert("file_id".to_owned(), file["id"].clone());
        let expense = client.post_once(&self.at("/expenses"), expense, 201).await;
        let call = client
            .post_once(&self.at("/calls"), self.call("Fonds de roulement", "2026-02-02", 100_001), 201)
            .await;
        client.post_once(&self.at("/receipts"), self.receipt("person", "2026-02-03", 1_000), 201).await;
        let table = "Lot;Quotités;Nom\nZ1;10;Moulinard\n";
        let import = client.upload(&self.at("/imports"), "lots.csv", table.as_bytes(), 201).await;
        let transfer = json!({"email": "reprise@cabinet.example", "decided_on": "2026-02-04"});
        let transfer = client.post(&self.at("/transfers"), transfer, 201).await;
        let gone = natural("Quittelande", "Yvon", "fr", None);
        let gone = text(&client.post(&self.at("/persons"), gone, 201).await, "id");
        let erasure = json!({"reason": "Demande du 4 février"});
        client.post(&self.at(&format!("/persons/{gone}/erasure")), erasure, 200).await;
        let years = client.get(&self.at("/fiscal-years"), 200).await;
        let key = client.get(&self.at(&format!("/keys/{}", self.lift)), 200).await;
        let people = self.people(&person).await;
        let sessions = client.get("/v1/sessions", 200).await;
        let mut ids = BTreeMap::from([
            ("session", text(&list(&sessions, "items")[0], "id")),
            ("passkey", uuid::Uuid::nil().to_string()),
            ("lot", self.lots["A1"].clone()),
            ("person", text(&person, "id")),
            ("owner", self.owners["person"].clone()),
            ("key", self.lift.clone()),
            ("version", text(&list(&key, "version_list")[0], "id")),
            ("import", text(&import, "id")),
            ("file", text(&file, "id")),
            ("supplier", text(&supplier, "id")),
            ("expense", text(&expense, "id")),
            ("call", text(&call, "id")),
            ("entry", text(&call, "entry_id")),
            ("transfer", text(&transfer, "id")),
            ("handover", Uuid::now_v7().to_string()),
            // Nor has anybody asked for a package.
            ("export", Uuid::now_v7().to_string()),
            ("kind", "news".to_owned()),
            // The platform has asked the firm for nothing yet, and nobody has said how it would pay.
            ("invoice", "2000-000001".to_owned()),
            ("method", Uuid::now_v7().to_string()),
            // Nobody has asked to look into it yet.
            ("window", uuid::Uuid::now_v7().to_string()),
            ("year", text(&list(&years, "items")[0], "id")),
        ]);
        ids.extend(people);
        Furnished { building: self, ids }
    }

    /// A co-owner, an assistant who sees this copro only, a key, and an invitation of each kind that waits. Their addresses are made of the
    /// building's own letters.
    async fn people(&self, person: &Value) -> [(&'static str, String); 6] {
        let client = &self.client;
        let mailbox = self.id.replace('-', "");
        let address = |who: &str| format!("{who}.{}@courriel.example", &mailbox[mailbox.len() - 8..]);
        let firm = text(&client.get(&self.path, 200).await, "firm_id");
        let at_firm = |rest: &str| format!("/v1/firms/{firm}{rest}");
        let person = text(person, "id");
        let asked = json!({"email": address("basile"), "role": "co_owner", "person_id": person});
        client.post_once(&self.at("/invitations"), asked, 201).await;
        let asked = json!({"email": address("aline"), "role": "assistant", "copros": [self.id]});
        client.post_once(&at_firm("/invitations"), asked, 201).await;
        let waiting = json!({"email": address("camille"), "role": "council_member"});
        let waiting = client.post_once(&self.at("/invitations"), waiting, 201).await;
        let applicant = json!({"email": address("denis"), "role": "comptable"});
        let applicant = client.post_once(&at_firm("/invitations"), applicant, 201).await;
        let until = (time::OffsetDateTime::now_utc() + time::Duration::days(30)).date().to_string();
        let key = json!({"name": "Comptabilité", "scopes": ["ledger.read"], "expires_on": until});
        let key = client.post_once(&at_firm("/api-keys"), key, 201).await;
        let program = client.signed_out().with_token(text(&key, "secret"));
        program.get(&self.at("/entries"), 200).await;
        let mut came = Vec::new();
        for who in ["basile", "aline"] {
            let token = crate::invitation_token(client, &address(who), 1).await;
            came.push(crate::sign_up_by(client, &token, "Basile Terrondin").await.user_id);
        }
        let [member, assistant] = came.try_into().unwrap_or_else(|_| panic!("two came"));
        [
            ("member", member),
            ("role", "co_owner".to_owned()),
            ("invitation", text(&waiting, "id")),
            ("firm_member", assistant),
            ("firm_invitation", text(&applicant, "id")),
            ("api_key", text(&key, "id")),
        ]
    }

    /// Waits until every letter of a call is written and every mail sent; gives the call as it is then.
    pub async fn delivered(&self, call: &str) -> Value {
        let path = self.at(&format!("/calls/{call}"));
        crate::wait_for("the letters of a call", async || {
            let call = self.client.get(&path, 200).await;
            let done = |notice: &Value| notice["document"] != "queued" && notice["mail"] != "queued";
            list(&call, "notices").iter().all(done).then_some(call)
        })
        .await
    }
}
