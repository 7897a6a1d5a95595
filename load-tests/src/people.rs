//! Who asks: people who really signed in, each in their firm, and what they may ask about.

use std::sync::{Arc, Mutex, PoisonError};

use hyper::Method;
use hyper::header::{COOKIE, HeaderName, HeaderValue, SET_COOKIE};
use serde_json::{Value, json};
use sqlx::{FromRow, PgConnection};

use crate::http::{Connection, Door, Error, Headers, bearer};
use crate::seed::PASSWORD;

/// Of each kind of thing in one copro.
const KNOWN_MAX: i64 = 20;

/// One person with one session.
pub struct Person {
    pub firm: String,
    pub email: String,
    pub copros: Vec<Copro>,
    /// Of the first firm, whose load may differ.
    pub is_first: bool,
    proof: Mutex<Arc<Headers>>,
    refresh: Mutex<Option<String>>,
}

#[derive(Clone, Debug, FromRow)]
pub struct Copro {
    pub slug: String,
    pub key: String,
    pub lots: Vec<String>,
    pub owners: Vec<String>,
    pub expenses: Vec<String>,
    pub suppliers: Vec<String>,
}

#[derive(FromRow)]
struct Administrator {
    firm: String,
    email: String,
}

/// As many sessions as asked for, spread over the firms. Every second one is a browser's cookie, the others are tokens of programs.
pub async fn sign_in(
    owner: &mut PgConnection,
    server: impl Into<Door>,
    sessions: usize,
) -> Result<Vec<Arc<Person>>, Error> {
    let firms: Vec<Administrator> = sqlx::query_as(
        "SELECT m.firm_id::text AS firm, u.email FROM firm.members m JOIN identity.users u ON u.id = m.user_id
          WHERE m.role = 'firm_admin' ORDER BY m.firm_id",
    )
    .fetch_all(&mut *owner)
    .await?;
    if firms.is_empty() {
        return Err("the database holds no firm".into());
    }
    let mut connection = Connection::new(server);
    let mut people = Vec::new();
    for n in 0..sessions {
        // Evenly over all of them, not the first ones: neighbours in the index would be warm together.
        let place = if sessions < firms.len() { n * firms.len() / sessions } else { n % firms.len() };
        let Administrator { firm, email } = &firms[place];
        let person = Person {
            firm: firm.clone(),
            email: email.clone(),
            copros: copros(owner, firm).await?,
            is_first: place == 0,
            proof: Mutex::default(),
            refresh: Mutex::default(),
        };
        person.open_session(&mut connection, n % 2 == 0).await?;
        people.push(Arc::new(person));
    }
    Ok(people)
}

async fn copros(owner: &mut PgConnection, firm: &str) -> Result<Vec<Copro>, Error> {
    let found = sqlx::query_as(
        "SELECT c.slug, (SELECT k.id::text FROM tenant.keys k WHERE k.tenant_id = c.tenant_id AND k.kind = 'statutory') AS key,
                ARRAY(SELECT id::text FROM tenant.lots t WHERE t.tenant_id = c.tenant_id ORDER BY id LIMIT $2) AS lots,
                ARRAY(SELECT id::text FROM tenant.owners t WHERE t.tenant_id = c.tenant_id ORDER BY id LIMIT $2) AS owners,
                ARRAY(SELECT id::text FROM tenant.expenses t WHERE t.tenant_id = c.tenant_id ORDER BY id LIMIT $2) AS expenses,
                ARRAY(SELECT id::text FROM tenant.suppliers t WHERE t.tenant_id = c.tenant_id ORDER BY id LIMIT $2) AS suppliers
           FROM firm.copros c WHERE c.firm_id = $1::uuid AND c.status = 'active' ORDER BY c.tenant_id",
    );
    Ok(found.bind(firm).bind(KNOWN_MAX).fetch_all(owner).await?)
}

impl Person {
    /// Somebody without a session, for requests that are never sent.
    pub fn invented(firm: &str, copros: Vec<Copro>) -> Person {
        Person {
            firm: firm.to_owned(),
            email: "nobody@cabinet.example".to_owned(),
            copros,
            is_first: true,
            proof: Mutex::default(),
            refresh: Mutex::default(),
        }
    }

    /// What a request of this person carries.
    pub fn proof(&self) -> Arc<Headers> {
        self.proof.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn prove_with(&self, headers: Headers) {
        *self.proof.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(headers);
    }

    async fn open_session(&self, connection: &mut Connection, as_browser: bool) -> Result<(), Error> {
        let typed = json!({"email": self.email, "password": PASSWORD, "token": !as_browser}).to_string();
        let answer = connection.send(Method::POST, "/v1/session", &Vec::new(), typed.into()).await?;
        if !answer.status.is_success() {
            return Err(format!("{} cannot sign in: {}", self.email, answer.status).into());
        }
        if !as_browser {
            let opened: Value = serde_json::from_slice(&answer.body)?;
            return self.take(&opened["tokens"]);
        }
        let cookie = answer.headers.get(SET_COOKIE).ok_or("signing in sets no cookie")?.to_str()?;
        let cookie = cookie.split(';').next().unwrap_or_default();
        // A browser says where a request comes from; without that word the server wants this header.
        let on_purpose =
            (HeaderName::from_static("x-koprogo-client"), HeaderValue::from_static("load-tests"));
        self.prove_with(vec![(COOKIE, HeaderValue::from_str(cookie)?), on_purpose]);
        Ok(())
    }

    fn take(&self, tokens: &Value) -> Result<(), Error> {
        let (access, refresh) = (tokens["access"].as_str(), tokens["refresh"].as_str());
        self.prove_with(vec![bearer(access.ok_or("no access token")?)?]);
        *self.refresh.lock().unwrap_or_else(PoisonError::into_inner) = refresh.map(str::to_owned);
        Ok(())
    }

    /// New tokens for old ones; nothing for a browser.
    pub async fn renew(&self, connection: &mut Connection) -> Result<(), Error> {
        let refresh = self.refresh.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(refresh) = refresh else { return Ok(()) };
        let asked = json!({"refresh": refresh});
        let tokens = connection.json(Method::POST, "/v1/session/refresh", &Vec::new(), &asked, 200).await?;
        self.take(&tokens)
    }
}
