//! The firm that all others are copies of, made as a firm makes itself: over HTTP, copro by copro.

use std::net::SocketAddr;

use access::password::{Hasher, PasswordConfig};
use fastrand::Rng;
use futures_util::{StreamExt, TryStreamExt, stream};
use hyper::Method;
use hyper::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::{Date, Duration, Month};
use uuid::Uuid;

use super::{Error, Plan, Progress, words};
use crate::http::{Connection, Headers, bearer};

/// Of everybody; it guards nothing but inventions.
pub const PASSWORD: &str = "veertien rode fietsen";
/// Copros made at the same time.
const LANES: usize = 4;
const STAFF: [(&str, &str); 5] = [
    ("direction", "firm_admin"),
    ("gestion-1", "gestionnaire"),
    ("gestion-2", "gestionnaire"),
    ("comptable", "comptable"),
    ("accueil", "assistant"),
];

struct Site {
    address: SocketAddr,
    headers: Headers,
}

/// Makes the firm. The database must be empty but for its schema.
pub async fn build(
    address: SocketAddr,
    owner: &mut PgConnection,
    plan: &Plan,
    told: &mut impl FnMut(Progress),
) -> Result<(), Error> {
    let staff = people(owner).await?;
    let mut connection = Connection::new(address);
    let founder = json!({"email": email(STAFF[0].0), "password": PASSWORD, "token": true});
    let session = connection.json(Method::POST, "/v1/session", &Vec::new(), &founder, 200).await?;
    let token = session["tokens"]["access"].as_str().ok_or("no access token")?;
    let site = Site { address, headers: vec![bearer(token)?] };
    let firm = json!({"country": "BE", "name": "Gérance Aubépine SRL", "plan": "plus",
                      "company_number": words::company_number(plan.seed)});
    let firm = connection.json(Method::POST, "/v1/firms", &site.headers, &firm, 201).await?;
    let firm_id: Uuid = text(&firm, "id")?.parse()?;
    for (user, (_, role)) in staff.iter().zip(STAFF).skip(1) {
        sqlx::query("INSERT INTO firm.members (firm_id, user_id, role) VALUES ($1, $2, $3)")
            .bind(firm_id)
            .bind(user)
            .bind(role)
            .execute(&mut *owner)
            .await?;
    }
    let making =
        stream::iter(0..plan.per_firm).map(|n| copro(&site, firm_id, plan, n)).buffer_unordered(LANES);
    let mut making = std::pin::pin!(making);
    let mut done = 0;
    while making.try_next().await?.is_some() {
        done += 1;
        told(Progress::Model { copros: done, of: plan.per_firm });
    }
    Ok(())
}

/// What the making left behind and no other firm has: sessions, mails on their way, keys of requests.
pub async fn forget_the_making(owner: &mut PgConnection) -> Result<(), Error> {
    // Without triggers: the audit log would tell it.
    for statement in [
        "SET session_replication_role = replica",
        "DELETE FROM identity.refresh_tokens",
        "DELETE FROM identity.sessions",
        "DELETE FROM jobs.jobs",
        "DELETE FROM tenant.idempotency",
        "DELETE FROM firm.idempotency",
        "RESET session_replication_role",
    ] {
        sqlx::query(statement).execute(&mut *owner).await?;
    }
    Ok(())
}

fn email(name: &str) -> String {
    format!("{name}@cabinet.example")
}

/// The staff, with accounts that the sign-up would have made.
async fn people(owner: &mut PgConnection) -> Result<Vec<Uuid>, Error> {
    let hash = Hasher::new(&PasswordConfig::default())?.hash(PASSWORD.to_owned().into()).await?;
    let mut ids = Vec::new();
    for (name, _) in STAFF {
        let id = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO identity.users (id, email, language, password_hash) VALUES ($1, $2, 'fr', $3)",
        )
        .bind(id)
        .bind(email(name))
        .bind(&hash)
        .execute(&mut *owner)
        .await?;
        ids.push(id);
    }
    Ok(ids)
}

/// One copro, in service, with its owners, lots, keys and a year of invoices.
async fn copro(site: &Site, firm: Uuid, plan: &Plan, number: usize) -> Result<(), Error> {
    let rng = &mut Rng::with_seed(plan.seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
    let mut desk =
        Desk { connection: Connection::new(site.address), headers: &site.headers, path: String::new() };
    let body = json!({"name": words::house(rng, number), "address": words::address(rng), "language": "fr",
                      "company_number": words::company_number(number as u64), "shares_total": plan.lots * 50});
    desk.path = format!("/v1/firms/{firm}");
    let made = desk.post("/copros", &body).await?;
    desk.path = format!("/v1/copros/{}", text(&made, "slug")?);
    let lots = desk.move_in(rng, plan, number).await?;
    let keys = desk.keys(&lots).await?;
    desk.post_for("/activation", &Value::Null, 200).await?;
    let suppliers = desk.suppliers().await?;
    desk.year(rng, plan.expenses, &keys, &suppliers).await
}

struct Desk<'a> {
    connection: Connection,
    headers: &'a Headers,
    path: String,
}

impl Desk<'_> {
    async fn post(&mut self, to: &str, body: &Value) -> Result<Value, Error> {
        self.post_for(to, body, 201).await
    }

    async fn post_for(&mut self, to: &str, body: &Value, expected: u16) -> Result<Value, Error> {
        let mut headers = self.headers.clone();
        let key = HeaderValue::from_str(&Uuid::now_v7().to_string())?;
        headers.push((HeaderName::from_static("idempotency-key"), key));
        self.connection.json(Method::POST, &format!("{}{to}", self.path), &headers, body, expected).await
    }

    /// Owners, and lots that each have one; one owner in ten has two lots, and one none any more.
    async fn move_in(&mut self, rng: &mut Rng, plan: &Plan, number: usize) -> Result<Vec<String>, Error> {
        let (mut owners, mut lots) = (Vec::new(), Vec::new());
        for n in 0..plan.lots {
            let owner = self.post("/owners", &words::owner(rng, &format!("copro-{number}-{n}"))).await?;
            owners.push(text(&owner, "id")?);
        }
        for n in 0..plan.lots {
            let owner = if n > 0 && n % 10 == 9 { &owners[n - 1] } else { &owners[n] };
            // Two lots in five are small and two large, so that shares differ and their sum is known.
            let shares = [30, 70, 50, 40, 60][n % 5];
            let nature = if shares == 30 { "garage" } else { "apartment" };
            let lot = json!({"code": format!("{}{:02}", ["A", "B"][n % 2], n + 1), "nature": nature, "shares": shares,
                             "floor": (n / 4).to_string(), "owner_id": owner, "owned_from": "2024-01-01"});
            lots.push(text(&self.post("/lots", &lot).await?, "id")?);
        }
        Ok(lots)
    }

    /// The statutory key first, then those of parts of the building.
    async fn keys(&mut self, lots: &[String]) -> Result<Vec<String>, Error> {
        let path = format!("{}/keys", self.path);
        let found = self.connection.json(Method::GET, &path, self.headers, &Value::Null, 200).await?;
        let mut keys = vec![text(&found["items"][0], "id")?];
        for (n, name) in ["Ascenseur A", "Ascenseur B", "Chauffage", "Garages"].iter().enumerate() {
            let weights: Vec<Value> =
                lots.iter().skip(n).step_by(4).map(|lot| json!({"lot_id": lot, "weight": 10})).collect();
            let key = json!({"code": format!("K{n}"), "name": name, "weights": weights});
            keys.push(text(&self.post("/keys", &key).await?, "id")?);
        }
        Ok(keys)
    }

    async fn suppliers(&mut self) -> Result<Vec<String>, Error> {
        let mut ids = Vec::new();
        for (name, ..) in words::SUPPLIERS {
            ids.push(text(&self.post("/suppliers", &json!({"name": name})).await?, "id")?);
        }
        Ok(ids)
    }

    /// Invoices from January on; one in ten is shared by all, the others by those whom they serve.
    async fn year(
        &mut self,
        rng: &mut Rng,
        expenses: usize,
        keys: &[String],
        from: &[String],
    ) -> Result<(), Error> {
        let begins = Date::from_calendar_date(2026, Month::January, 1)?;
        for n in 0..expenses {
            let who = rng.usize(..from.len());
            let (_, what, account, vat, usual) = words::SUPPLIERS[who];
            let date = begins + Duration::days((n * 300 / expenses.max(1)) as i64);
            let key = if n % 10 == 0 { &keys[0] } else { &keys[1 + n % (keys.len() - 1)] };
            let expense = json!({
                "supplier_id": from[who], "invoice_number": format!("F-{:04}", n + 1), "invoice_date": date.to_string(),
                "description": what, "amount_cents": usual / 2 + rng.i64(0..usual), "vat_rate_bp": vat, "account": account,
                "key_id": key, "period_from": date.to_string(), "period_to": date.to_string(),
            });
            self.post("/expenses", &expense).await?;
        }
        Ok(())
    }
}

fn text(of: &Value, field: &str) -> Result<String, Error> {
    Ok(of[field].as_str().ok_or_else(|| format!("no {field} in {of}"))?.to_owned())
}
