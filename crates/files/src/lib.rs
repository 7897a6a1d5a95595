//! The bytes of tenants' files: vouchers and the documents made for owners.
//!
//! A file lies under its copro and the SHA-256 of its content. Equal content of one copro is stored once; equal content of two copros never
//! meets, so that nobody learns from a shared hash what another copro holds. A path cannot be built from anything a caller types.

mod anchors;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use domain::ids::TenantId;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

pub use anchors::Added;

/// Larger files are refused before they get here; this is the floor below every caller's limit.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// Where the bytes are kept.
#[derive(Clone, Debug)]
pub enum Place {
    /// A folder of this machine; created when missing.
    Directory(PathBuf),
    /// Any store that speaks the S3 protocol.
    S3 {
        endpoint: String,
        region: String,
        bucket: String,
        access_key: SecretString,
        secret_key: SecretString,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("the file is larger than {FILE_BYTES_MAX} bytes")]
    TooLarge,
    #[error("the file is not in the store")]
    Missing,
    #[error("the stored file does not have the content it was stored with")]
    Altered,
    #[error("the file store cannot be opened: {0}")]
    Open(String),
    #[error("the file store failed: {0}")]
    Store(#[from] object_store::Error),
}

/// SHA-256 of a file's content.
pub type ContentHash = [u8; 32];

#[derive(Clone, Debug)]
pub struct FileStore {
    objects: Arc<dyn ObjectStore>,
}

impl FileStore {
    pub fn open(place: &Place) -> Result<FileStore, FileError> {
        let objects: Arc<dyn ObjectStore> = match place {
            Place::Directory(directory) => {
                std::fs::create_dir_all(directory)
                    .map_err(|error| FileError::Open(format!("{}: {error}", directory.display())))?;
                Arc::new(LocalFileSystem::new_with_prefix(directory)?.with_fsync(true))
            }
            Place::S3 { endpoint, region, bucket, access_key, secret_key } => Arc::new(
                AmazonS3Builder::new()
                    .with_endpoint(endpoint)
                    .with_region(region)
                    .with_bucket_name(bucket)
                    .with_access_key_id(access_key.expose_secret())
                    .with_secret_access_key(secret_key.expose_secret())
                    .with_allow_http(endpoint.starts_with("http://"))
                    .build()?,
            ),
        };
        Ok(FileStore { objects })
    }

    /// Stores a file of a copro and returns its hash. Storing the same content again changes nothing.
    pub async fn put(&self, tenant: TenantId, content: Bytes) -> Result<ContentHash, FileError> {
        if content.len() > FILE_BYTES_MAX {
            return Err(FileError::TooLarge);
        }
        let hash: ContentHash = Sha256::digest(&content).into();
        self.objects.put(&path(tenant, &hash), PutPayload::from_bytes(content)).await?;
        Ok(hash)
    }

    /// Reads a file back and checks that it is what was stored.
    pub async fn get(&self, tenant: TenantId, hash: &ContentHash) -> Result<Bytes, FileError> {
        let found = self.objects.get(&path(tenant, hash)).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => FileError::Missing,
            error => FileError::Store(error),
        })?;
        let content = found.bytes().await?;
        let actual: ContentHash = Sha256::digest(&content).into();
        if actual == *hash { Ok(content) } else { Err(FileError::Altered) }
    }
}

fn path(tenant: TenantId, hash: &ContentHash) -> Path {
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Path::from(format!("{tenant}/{}/{hex}", &hex[..2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(n: u128) -> TenantId {
        format!("{:032x}", n).parse::<TenantId>().expect("hexadecimal id")
    }

    #[tokio::test]
    async fn content_comes_back_only_to_the_copro_that_stored_it() {
        let directory = std::env::temp_dir().join(format!("files-test-{}", std::process::id()));
        let store = FileStore::open(&Place::Directory(directory.clone())).expect("opens");
        let hash = store.put(tenant(1), Bytes::from_static(b"voucher")).await.expect("stores");
        assert_eq!(store.get(tenant(1), &hash).await.expect("reads"), "voucher");
        assert!(matches!(store.get(tenant(2), &hash).await, Err(FileError::Missing)));
        std::fs::remove_dir_all(directory).expect("cleans up");
    }

    #[tokio::test]
    async fn altered_content_is_noticed() {
        let directory = std::env::temp_dir().join(format!("files-test-altered-{}", std::process::id()));
        let store = FileStore::open(&Place::Directory(directory.clone())).expect("opens");
        let hash = store.put(tenant(1), Bytes::from_static(b"1 000,00")).await.expect("stores");
        let stored = directory.join(path(tenant(1), &hash).as_ref());
        std::fs::write(stored, b"9 000,00").expect("tampers");
        assert!(matches!(store.get(tenant(1), &hash).await, Err(FileError::Altered)));
        std::fs::remove_dir_all(directory).expect("cleans up");
    }
}
