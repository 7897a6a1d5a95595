use domain::ids::FileId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::corrupt;
use crate::{Result, TenantScope, Tx};

/// A stored file of one copro. Its bytes lie under the copro and this hash, so that equal content of two copros never meets.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct File {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

impl File {
    pub fn content_hash(&self) -> Result<[u8; 32]> {
        let wrong = || corrupt("content hash", &self.sha256);
        let mut hash = [0; 32];
        for (index, byte) in hash.iter_mut().enumerate() {
            let digits = self.sha256.get(index * 2..index * 2 + 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(hash)
    }
}

/// What is known of bytes that were just put in the file store.
pub struct NewFile<'a> {
    pub name: &'a str,
    pub media_type: &'a str,
    pub size_bytes: i64,
    pub sha256: [u8; 32],
}

impl Tx<TenantScope> {
    pub async fn file_create(&mut self, new: &NewFile<'_>) -> Result<File> {
        let by = self.scope.user.uuid();
        Ok(sqlx::query_as(
            "INSERT INTO tenant.files (id, name, media_type, size_bytes, sha256, created_by)
             VALUES ($1, $2, $3, $4, $5, nullif($6, '00000000-0000-0000-0000-000000000000'::uuid))
             RETURNING id, name, media_type, size_bytes, encode(sha256, 'hex') AS sha256",
        )
        .bind(Uuid::now_v7())
        .bind(new.name)
        .bind(new.media_type)
        .bind(new.size_bytes)
        .bind(new.sha256.as_slice())
        .bind(by)
        .fetch_one(self.conn())
        .await?)
    }

    pub async fn file(&mut self, id: FileId) -> Result<File> {
        Ok(sqlx::query_as(
            "SELECT id, name, media_type, size_bytes, encode(sha256, 'hex') AS sha256 FROM tenant.files WHERE id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?)
    }
}
