use domain::ids::SupplierId;
use domain::supplier::NewSupplier;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// Who sends invoices to the copro.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Supplier {
    pub id: Uuid,
    pub name: String,
    pub company_number: Option<String>,
    pub vat_number: Option<String>,
    pub iban: Option<String>,
    pub email: Option<String>,
}

impl Tx<TenantScope> {
    pub async fn supplier_list(&mut self, query: &PageQuery) -> Result<Page<Supplier>> {
        let (name, id) = query.after_name();
        let rows: Vec<Supplier> = sqlx::query_as(
            "SELECT id, name, company_number, vat_number, iban, email FROM tenant.suppliers
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE name ILIKE $1 END AND (name, id) > ($2, $3)
              ORDER BY name, id LIMIT $4",
        )
        .bind(query.pattern())
        .bind(name)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.name.clone(), row.id.to_string())))
    }

    pub async fn supplier(&mut self, id: SupplierId) -> Result<Supplier> {
        Ok(sqlx::query_as(
            "SELECT id, name, company_number, vat_number, iban, email FROM tenant.suppliers WHERE id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?)
    }

    pub async fn supplier_create(&mut self, new: &NewSupplier) -> Result<Supplier> {
        sqlx::query_as(
            "INSERT INTO tenant.suppliers (id, name, company_number, vat_number, iban, email) VALUES ($1, $2, $3, $4, $5, $6)
             RETURNING id, name, company_number, vat_number, iban, email",
        )
        .bind(Uuid::now_v7())
        .bind(&new.name)
        .bind(new.company_number.as_deref())
        .bind(new.vat_number.as_deref())
        .bind(new.iban.as_deref())
        .bind(new.email.as_deref())
        .fetch_one(self.conn())
        .await
        .map_err(|error| {
            Error::from(error)
                .on_constraint("suppliers_one_name", || Refusal::SupplierNameTaken { name: new.name.clone() })
        })
    }
}
