use domain::address::Address;
use domain::ids::PersonId;
use domain::person::{NewPerson, PersonPatch};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::{corrupt, language_of};
use crate::wire::wire_row;
use crate::{Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// A natural or legal person that the copro knows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Person {
    pub id: Uuid,
    #[serde(flatten)]
    pub details: NewPerson,
    /// Forgotten since then: the name is a neutral one, and nothing about the person changes any more.
    #[serde(with = "time::serde::rfc3339::option")]
    pub erased_at: Option<OffsetDateTime>,
}

#[derive(sqlx::FromRow)]
pub(crate) struct PersonRow {
    pub id: Uuid,
    pub kind: String,
    pub last_name: String,
    pub first_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub language: String,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub company_number: Option<String>,
    pub iban: Option<String>,
    pub erased_at: Option<OffsetDateTime>,
}

wire_row!(PersonRow {
    id: Uuid,
    kind: String,
    last_name: String,
    first_name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    language: String,
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    country: Option<String>,
    company_number: Option<String>,
    iban: Option<String>,
    erased_at: Option<OffsetDateTime>,
});

impl PersonRow {
    pub(crate) fn into_person(self) -> Result<Person> {
        let address = match (self.street, self.postal_code, self.city, self.country) {
            (Some(street), Some(postal_code), Some(city), Some(country)) => {
                Some(Address { street, postal_code, city, country })
            }
            _ => None,
        };
        Ok(Person {
            id: self.id,
            details: NewPerson {
                kind: self.kind.parse().map_err(|()| corrupt("person kind", &self.kind))?,
                last_name: self.last_name,
                first_name: self.first_name,
                email: self.email,
                phone: self.phone,
                language: language_of(&self.language)?,
                address,
                company_number: self.company_number,
                iban: self.iban,
            },
            erased_at: self.erased_at,
        })
    }
}

impl Tx<TenantScope> {
    pub async fn person_list(&mut self, query: &PageQuery) -> Result<Page<Person>> {
        let (name, id) = query.after_name();
        let rows: Vec<PersonRow> = sqlx::query_as(
            "SELECT id, kind, last_name, first_name, email, phone, language, street, postal_code, city, country, company_number, iban, erased_at
               FROM tenant.persons
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE last_name ILIKE $1 OR first_name ILIKE $1 OR email ILIKE $1 END
                AND (last_name, id) > ($2, $3)
              ORDER BY last_name, id LIMIT $4",
        )
        .bind(query.pattern())
        .bind(name)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        let page = Page::cut(rows, query, |row| (row.last_name.clone(), row.id.to_string()));
        let items = page.items.into_iter().map(PersonRow::into_person).collect::<Result<_>>()?;
        Ok(Page { items, next_cursor: page.next_cursor })
    }

    pub async fn person(&mut self, id: PersonId) -> Result<Person> {
        let row: PersonRow = sqlx::query_as(
            "SELECT id, kind, last_name, first_name, email, phone, language, street, postal_code, city, country, company_number, iban, erased_at
               FROM tenant.persons WHERE id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        row.into_person()
    }

    /// A person of whom more may be said: one who was not erased.
    pub(crate) async fn person_remembered(&mut self, id: PersonId) -> Result<Person> {
        let person = self.person(id).await?;
        if person.erased_at.is_some() { Err(Refusal::PersonErased.into()) } else { Ok(person) }
    }

    pub async fn person_create(&mut self, new: &NewPerson) -> Result<PersonId> {
        let id = Uuid::now_v7();
        let address = new.address.as_ref();
        sqlx::query(
            "INSERT INTO tenant.persons (id, kind, last_name, first_name, email, phone, language, street, postal_code, city, country,
                                         company_number, iban)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(id)
        .bind(new.kind.as_str())
        .bind(&new.last_name)
        .bind(new.first_name.as_deref())
        .bind(new.email.as_deref())
        .bind(new.phone.as_deref())
        .bind(new.language.as_str())
        .bind(address.map(|address| address.street.as_str()))
        .bind(address.map(|address| address.postal_code.as_str()))
        .bind(address.map(|address| address.city.as_str()))
        .bind(address.map(|address| address.country.as_str()))
        .bind(new.company_number.as_deref())
        .bind(new.iban.as_deref())
        .execute(self.conn())
        .await?;
        Ok(id.into())
    }

    pub async fn person_update(&mut self, id: PersonId, patch: &PersonPatch) -> Result<()> {
        sqlx::query("SELECT 1 FROM tenant.persons WHERE id = $1 FOR UPDATE")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        let after = patch.applied_to(&self.person_remembered(id).await?.details)?;
        let address = after.address.as_ref();
        sqlx::query(
            "UPDATE tenant.persons SET kind = $2, last_name = $3, first_name = $4, email = $5, phone = $6, language = $7, street = $8,
                    postal_code = $9, city = $10, country = $11, company_number = $12, iban = $13 WHERE id = $1",
        )
        .bind(id.uuid())
        .bind(after.kind.as_str())
        .bind(&after.last_name)
        .bind(after.first_name.as_deref())
        .bind(after.email.as_deref())
        .bind(after.phone.as_deref())
        .bind(after.language.as_str())
        .bind(address.map(|address| address.street.as_str()))
        .bind(address.map(|address| address.postal_code.as_str()))
        .bind(address.map(|address| address.city.as_str()))
        .bind(address.map(|address| address.country.as_str()))
        .bind(after.company_number.as_deref())
        .bind(after.iban.as_deref())
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
