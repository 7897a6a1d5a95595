//! The bytes of tenants' files: vouchers and the documents made for owners.
//!
//! A file lies under its copro and the SHA-256 of its content. Equal content of one copro is stored once; equal content of two copros never
//! meets, so that nobody learns from a shared hash what another copro holds. A path cannot be built from anything a caller types.

mod anchors;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use domain::ids::{FirmId, TenantId};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncWriteExt};
use uuid::Uuid;

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
        self.checked(&path(tenant, hash), hash).await
    }
}

impl FileStore {
    /// Deletes every file of a copro, and says how many there were.
    pub async fn clear(&self, tenant: TenantId) -> Result<u64, FileError> {
        let folder = Path::from(tenant.to_string());
        let mut found = self.objects.list(Some(&folder));
        let mut gone = 0;
        while let Some(object) = found.next().await {
            self.objects.delete(&object?.location).await?;
            gone += 1;
        }
        Ok(gone)
    }
}

impl FileStore {
    /// Stores a form of an invoice of a firm and returns its hash. Storing the same content again changes nothing.
    pub async fn invoice_put(&self, firm: FirmId, content: Bytes) -> Result<ContentHash, FileError> {
        if content.len() > FILE_BYTES_MAX {
            return Err(FileError::TooLarge);
        }
        let hash: ContentHash = Sha256::digest(&content).into();
        self.objects.put(&invoice_path(firm, &hash), PutPayload::from_bytes(content)).await?;
        Ok(hash)
    }

    /// Reads a form of an invoice back and checks that it is what was stored.
    pub async fn invoice(&self, firm: FirmId, hash: &ContentHash) -> Result<Bytes, FileError> {
        self.checked(&invoice_path(firm, hash), hash).await
    }

    async fn checked(&self, path: &Path, hash: &ContentHash) -> Result<Bytes, FileError> {
        let found = self.objects.get(path).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => FileError::Missing,
            error => FileError::Store(error),
        })?;
        let content = found.bytes().await?;
        let actual: ContentHash = Sha256::digest(&content).into();
        if actual == *hash { Ok(content) } else { Err(FileError::Altered) }
    }
}

/// What a package of a firm was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageOf {
    /// The copro was handed over by this transfer.
    Transfer(Uuid),
    /// The firm asked for it.
    Export(Uuid),
}

/// A package that a firm keeps of a copro: what it was made for, and which build of it. A build is written once and never again, so that the
/// one a row names stays what it was whatever else is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageKey {
    pub firm: FirmId,
    pub of: PackageOf,
    pub build: Uuid,
}

impl PackageOf {
    fn folder(self, firm: FirmId) -> Path {
        Path::from(match self {
            PackageOf::Transfer(id) => format!("handovers/{firm}/{id}"),
            PackageOf::Export(id) => format!("exports/{firm}/{id}"),
        })
    }
}

impl PackageKey {
    fn path(&self) -> Path {
        Path::from(format!("{}/{}.zip", self.of.folder(self.firm), self.build))
    }
}

/// The bytes of a package, piece by piece.
pub type PackageStream = BoxStream<'static, Result<Bytes, object_store::Error>>;

impl FileStore {
    /// Stores a package out of a reader; its size is not limited and never lies in memory.
    pub async fn package_put(
        &self,
        key: &PackageKey,
        mut content: impl AsyncRead + Unpin,
    ) -> Result<(), FileError> {
        let mut writer = BufWriter::new(self.objects.clone(), key.path());
        let written = tokio::io::copy(&mut content, &mut writer).await;
        let written = match written {
            Ok(_) => writer.shutdown().await,
            Err(error) => writer.abort().await.map_err(std::io::Error::other).and(Err(error)),
        };
        written.map_err(|error| FileError::Open(error.to_string()))
    }

    pub async fn package(&self, key: &PackageKey) -> Result<PackageStream, FileError> {
        let found = self.objects.get(&key.path()).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => FileError::Missing,
            error => FileError::Store(error),
        })?;
        Ok(found.into_stream())
    }

    /// Deletes the other builds of the same package: those of runs that were overtaken or died.
    pub async fn package_only(&self, key: &PackageKey) -> Result<(), FileError> {
        self.packages_sweep(key.firm, key.of, |path| *path != key.path()).await
    }

    /// Deletes one build.
    pub async fn package_delete(&self, key: &PackageKey) -> Result<(), FileError> {
        self.packages_sweep(key.firm, key.of, |path| *path == key.path()).await
    }

    /// Deletes every build of a package.
    pub async fn package_clear(&self, firm: FirmId, of: PackageOf) -> Result<(), FileError> {
        self.packages_sweep(firm, of, |_| true).await
    }

    async fn packages_sweep(
        &self,
        firm: FirmId,
        of: PackageOf,
        goes: impl Fn(&Path) -> bool,
    ) -> Result<(), FileError> {
        let folder = of.folder(firm);
        let mut found = self.objects.list(Some(&folder));
        while let Some(object) = found.next().await {
            let path = object?.location;
            if goes(&path) {
                self.objects.delete(&path).await?;
            }
        }
        Ok(())
    }
}

fn path(tenant: TenantId, hash: &ContentHash) -> Path {
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Path::from(format!("{tenant}/{}/{hex}", &hex[..2]))
}

fn invoice_path(firm: FirmId, hash: &ContentHash) -> Path {
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Path::from(format!("invoices/{firm}/{}/{hex}", &hex[..2]))
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
