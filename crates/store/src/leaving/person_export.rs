//! Everything a copro keeps about one person.

use domain::ids::PersonId;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::tenant::files::File;
use crate::tenant::persons::Person;
use crate::{Result, TenantScope, Tx};

/// What is kept, part by part; each a list of rows.
#[derive(Debug, Serialize)]
pub struct PersonData {
    pub identity: Person,
    pub rights: Vec<Value>,
    pub lots: Vec<Value>,
    pub notices: Vec<Value>,
    pub movements: Vec<Value>,
    pub imports: Vec<Value>,
}

impl Tx<TenantScope> {
    pub async fn person_data(&mut self, id: PersonId) -> Result<PersonData> {
        let identity = self.person(id).await?;
        let owners = self.owners_with(id).await?;
        let name = identity.details.last_name.clone();
        Ok(PersonData {
            rights: self.rights_of(id).await?,
            lots: self.lots_of_owners(&owners).await?,
            notices: self.notices_of_owners(&owners).await?,
            movements: self.movements_of_owners(&owners).await?,
            imports: self.imports_naming(&name).await?,
            identity,
        })
    }

    /// The last letters that were written to this person's owners.
    pub async fn person_letters(&mut self, id: PersonId, limit: i64) -> Result<Vec<File>> {
        let owners = self.owners_with(id).await?;
        Ok(sqlx::query_as(
            "SELECT f.id, f.name, f.media_type, f.size_bytes, encode(f.sha256, 'hex') AS sha256
               FROM tenant.notices n JOIN tenant.files f ON f.tenant_id = n.tenant_id AND f.id = n.file_id
              WHERE n.owner_id = ANY($1) ORDER BY f.id DESC LIMIT $2",
        )
        .bind(&owners)
        .bind(limit)
        .fetch_all(self.conn())
        .await?)
    }

    async fn rights_of(&mut self, id: PersonId) -> Result<Vec<Value>> {
        Ok(sqlx::query_scalar(
            "SELECT jsonb_build_object('account', o.number, 'owner', o.name, 'right', m.holds, 'numerator', m.numerator,
                        'denominator', m.denominator, 'representative', m.representative, 'balance_cents',
                        coalesce((SELECT sum(l.amount_cents) FROM tenant.entry_lines l
                                   WHERE l.tenant_id = o.tenant_id AND l.owner_id = o.id), 0))
               FROM tenant.owner_members m JOIN tenant.owners o ON o.tenant_id = m.tenant_id AND o.id = m.owner_id
              WHERE m.person_id = $1 ORDER BY o.number LIMIT 1000",
        )
        .bind(id.uuid())
        .fetch_all(self.conn())
        .await?)
    }

    async fn lots_of_owners(&mut self, owners: &[Uuid]) -> Result<Vec<Value>> {
        Ok(sqlx::query_scalar(
            "SELECT jsonb_build_object('lot', l.code, 'nature', l.nature, 'account', w.number, 'from', o.valid_from, 'to', o.valid_to)
               FROM tenant.ownerships o JOIN tenant.lots l ON l.tenant_id = o.tenant_id AND l.id = o.lot_id
               JOIN tenant.owners w ON w.tenant_id = o.tenant_id AND w.id = o.owner_id
              WHERE o.owner_id = ANY($1) ORDER BY o.valid_from, l.position LIMIT 10000",
        )
        .bind(owners)
        .fetch_all(self.conn())
        .await?)
    }

    async fn notices_of_owners(&mut self, owners: &[Uuid]) -> Result<Vec<Value>> {
        Ok(sqlx::query_scalar(
            "SELECT jsonb_build_object('call', c.number, 'title', c.title, 'issued_on', c.issued_on, 'due_on', c.due_on,
                        'amount_cents', n.amount_cents, 'communication', n.communication, 'email', n.email, 'mail', n.mail)
               FROM tenant.notices n JOIN tenant.calls c ON c.tenant_id = n.tenant_id AND c.id = n.call_id
              WHERE n.owner_id = ANY($1) ORDER BY c.issued_on, c.number LIMIT 10000",
        )
        .bind(owners)
        .fetch_all(self.conn())
        .await?)
    }

    async fn movements_of_owners(&mut self, owners: &[Uuid]) -> Result<Vec<Value>> {
        Ok(sqlx::query_scalar(
            "SELECT jsonb_build_object('entry', e.number, 'date', e.entry_date, 'description', e.description, 'account', l.account,
                        'amount_cents', l.amount_cents)
               FROM tenant.entry_lines l JOIN tenant.entries e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
              WHERE l.owner_id = ANY($1) ORDER BY e.entry_date, e.id, l.line LIMIT 100000",
        )
        .bind(owners)
        .fetch_all(self.conn())
        .await?)
    }

    async fn imports_naming(&mut self, name: &str) -> Result<Vec<Value>> {
        Ok(sqlx::query_scalar(
            "SELECT jsonb_build_object('file', m.file_name, 'at', m.created_at, 'status', m.status)
               FROM tenant.imports m WHERE position(lower($1) IN lower(m.source::text)) > 0 ORDER BY m.id LIMIT 100",
        )
        .bind(name)
        .fetch_all(self.conn())
        .await?)
    }
}
