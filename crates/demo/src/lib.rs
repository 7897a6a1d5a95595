//! Loads the demonstration firm of `tenants/demo/`, through the same operations a syndic uses. Nothing is written past the rules: the demo
//! is also the largest example of them.

mod copro;
mod data;

use std::collections::HashMap;

use access::caller::{Caller, SessionId, Via};
use access::password::{HashError, Hasher};
use access::role::Role;
use domain::company_number::CompanyNumber;
use domain::email::EmailAddress;
use domain::ids::{TenantId, UserId};
use domain::language::Language;
use files::FileStore;
use rust_embed::RustEmbed;
use serde::Deserialize;
use store::members::MemberChange;
use store::{FirmScope, IdentityScope, Store};
use time::Date;
use uuid::Uuid;

#[derive(RustEmbed)]
#[folder = "../../tenants/demo"]
struct Files;

/// Somebody who can sign in to the demo.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    pub email: String,
    pub name: String,
    pub language: Language,
    pub role: Role,
    pub password: String,
    /// The copros somebody of the firm sees, if not all; for a role held in a copro, that copro.
    #[serde(default)]
    pub copros: Vec<String>,
    /// Which of the copro's persons this is, for a role held in a copro.
    pub person: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Firm {
    name: String,
    country: String,
    company_number: String,
    copros: Vec<String>,
    logins: Vec<Login>,
}

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("{file}: {problem}")]
    Data { file: String, problem: String },
    #[error("{copro}: {error}")]
    Copro { copro: String, error: String },
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Files(#[from] files::FileError),
}

/// The logins of the demo, without loading it.
pub fn logins() -> Result<Vec<Login>, DemoError> {
    Ok(firm()?.logins)
}

fn firm() -> Result<Firm, DemoError> {
    data::toml("firm.toml")
}

/// Loads the demo firm unless its first login exists already. The firm, when it was loaded now.
pub async fn load(
    store: &Store,
    files: &FileStore,
    hasher: &Hasher,
    today: Date,
) -> Result<Option<FirmScope>, DemoError> {
    let firm = firm()?;
    let Some(callers) = sign_up(store, hasher, &firm).await? else { return Ok(None) };
    let scope = found(store, &firm, &callers).await?;
    let people: Vec<(UserId, &Login)> = callers.iter().map(|caller| caller.user).zip(&firm.logins).collect();
    let mut copros = Names::default();
    for folder in &firm.copros {
        copros.put(folder, copro::load(store, files, &scope, folder, today, &people).await?);
    }
    assign(store, &scope, &people, &copros).await?;
    Ok(Some(scope))
}

/// Creates the logins; nothing when they are there.
async fn sign_up(store: &Store, hasher: &Hasher, firm: &Firm) -> Result<Option<Vec<Caller>>, DemoError> {
    let mut callers = Vec::with_capacity(firm.logins.len());
    let mut tx = store.begin(&IdentityScope, "demo.users").await?;
    for login in &firm.logins {
        let hash = hasher.hash(login.password.clone().into()).await?;
        match tx.user_create(&login.email, Some(&login.name), login.language, &hash).await? {
            Some(user) => callers.push(caller(user, login)?),
            None => return Ok(None),
        }
    }
    tx.commit().await?;
    Ok(Some(callers))
}

/// A login acting without a session of its own.
fn caller(user: UserId, login: &Login) -> Result<Caller, DemoError> {
    let email = EmailAddress::parse(&login.email).map_err(|error| data::wrong("firm.toml", error))?;
    Ok(Caller {
        user,
        session: SessionId::from(Uuid::nil()),
        email,
        name: Some(login.name.clone()),
        language: login.language,
        via: Via::Bearer,
        second_factor: false,
        confirmed_until: None,
    })
}

async fn found(store: &Store, firm: &Firm, callers: &[Caller]) -> Result<FirmScope, DemoError> {
    let founder = callers.first().ok_or_else(|| data::wrong("firm.toml", "no login"))?;
    let number =
        CompanyNumber::parse(&firm.company_number).map_err(|error| data::wrong("firm.toml", error))?;
    let mut tx = store.begin(&IdentityScope, "demo.firm").await?;
    let row = tx.firm_create(founder, &firm.country, &firm.name, &number).await?;
    tx.commit().await?;
    let scope = store.resolve_firm(&founder.clone().into(), row.id.into()).await?;
    let scope = scope.ok_or_else(|| data::wrong("firm.toml", "the founder is no member"))?;
    let mut tx = store.begin(&scope, "demo.members").await?;
    for (caller, login) in callers.iter().zip(&firm.logins).filter(|(_, login)| login.role.is_of_firm()) {
        tx.member_add(caller.user, login.role, true).await?;
    }
    tx.commit().await?;
    Ok(scope)
}

/// Limits those who see some copros only, once these exist.
async fn assign(
    store: &Store,
    firm: &FirmScope,
    people: &[(UserId, &Login)],
    copros: &Names<TenantId>,
) -> Result<(), DemoError> {
    let mut tx = store.begin(firm, "demo.assignments").await?;
    for (user, login) in
        people.iter().filter(|(_, login)| login.role.is_of_firm() && !login.copros.is_empty())
    {
        let mut seen = Vec::with_capacity(login.copros.len());
        for copro in &login.copros {
            seen.push(copros.get("firm.toml", copro)?.uuid());
        }
        let change = MemberChange { role: None, all_copros: Some(false), copros: Some(seen) };
        tx.member_update(*user, &change).await?;
    }
    Ok(tx.commit().await?)
}

/// The names used between the files of one copro, and the ids they got.
struct Names<T>(HashMap<String, T>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names(HashMap::new())
    }
}

impl<T: Copy> Names<T> {
    fn put(&mut self, name: &str, id: T) {
        self.0.insert(name.to_owned(), id);
    }

    fn get(&self, file: &str, name: &str) -> Result<T, DemoError> {
        self.0.get(name).copied().ok_or_else(|| data::wrong(file, format!("{name} is not defined")))
    }
}
